"""The other side of a badge."""

from dataclasses import replace

import pytest

from agenda.models import Session
from registrations.badges import backs, layouts
from registrations.models import BadgeBack
from tests import pdfs
from tests.factories.agenda import SessionFactory
from tests.factories.events import START, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.badges.test_layouts import own
from tests.registrations.drawing import draw
from tests.registrations.releases import HOUR, make_released, release

USUAL = layouts.standard(layouts.USUAL)


@pytest.mark.django_db
def test_back_has_the_released_programme_and_not_the_draft():
    event = make_released()
    Session.objects.filter(event=event).update(title="아직 알리지 않은 제목")

    back = backs.back(event, replace(USUAL, back=BadgeBack.PROGRAMME), language="ko")

    assert [(entry.time, entry.title) for entry in back.entries] == [("14:00", "발제1. 제조 AX")]
    assert not back.is_cut_short


@pytest.mark.django_db
def test_back_before_the_first_release_has_the_events_name_alone():
    event = EventFactory(name="제1회 M.AX 컨퍼런스", name_en="1st M.AX Conference")

    back = backs.back(event, replace(USUAL, back=BadgeBack.PROGRAMME), language="en")

    assert (back.title.text, back.entries) == ("1st M.AX Conference", [])


@pytest.mark.django_db
def test_programme_that_is_too_long_is_set_smaller_and_then_said_to_be_cut_short():
    event = make_released()
    small = replace(layouts.standard("sticker-2x4"), back=BadgeBack.PROGRAMME)
    for count, is_cut_short in ((5, False), (60, True)):
        for number in range(count):
            starts_at = START + (count / 10 + number / 50) * HOUR
            title = f"제조 현장의 인공지능 전환을 위한 데이터 정책 {number}"
            SessionFactory(event=event, title=title, starts_at=starts_at, ends_at=starts_at + HOUR / 50)
        event.ends_at = START + 9 * HOUR
        event.save()
        release(event)
        back = backs.back(event, small, language="ko")
        assert back.is_cut_short is is_cut_short
        assert back.size < 11


@pytest.mark.django_db
def test_text_of_the_back_keeps_its_lines():
    layout = replace(USUAL, back=BadgeBack.TEXT, back_text="문의 02-6050-3114\n\n<b>안내데스크</b>")

    back = backs.back(EventFactory(), layout, language="ko")

    assert back.text.splitlines() == ["문의 02-6050-3114", "", "<b>안내데스크</b>"]


@pytest.mark.django_db
@pytest.mark.parametrize(("back", "codes"), [(BadgeBack.SAME, 2), (BadgeBack.NONE, 2), (BadgeBack.TEXT, 1)])
def test_printed_on_both_sides_a_badge_has_its_back_or_else_its_front_once_more(back, codes):
    event = EventFactory()
    own(event, is_default=True, back=back, back_text="안내데스크 02-6050-3114")
    code = RegistrationFactory(event=event).code

    paper = draw(event, "badges", sides="both")

    assert len(pdfs.pages(paper)) == 2
    assert [code for page in (1, 2) for code in pdfs.codes(pdfs.picture(paper, page=page))] == [code] * codes
    assert pdfs.text(paper).count("안내데스크") == (1 if back == BadgeBack.TEXT else 0)
