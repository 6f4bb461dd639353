"""Sheets of badges: what is read, where it lies, and that each is somebody's."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from events import rendering
from events.kinds import NothingToPrint, Paper
from events.models import Document, DocumentState, Event
from registrations import labels
from registrations.badges import colours, design
from registrations.models import BadgePrint
from registrations.states import Category, RegistrationState, Way
from tests import pdfs
from tests.factories.badges import make_layout
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

LONG = {
    "name": "Maximilian Alexander von Habsburg-Lothringen Jr of Austria",
    "organization": "Korea Electronics Technology Institute, Intelligent Manufacturing Research Center for AX",
    "title": "Principal Research Engineer for Industrial Policy Planning",
}
WIDEST = {"name": "W" * 60, "organization": "뷁" * 100, "title": "쀍" * 60}
QUIET_ZONE = 18 / 21 * 4  # mm: four modules of a symbol of 21, 18 mm wide


def _render(event: Event, language: str = "ko", **options: Any) -> Paper:
    return rendering.render(
        event_id=event.pk,
        kind="badges",
        language=language,
        at=NOON,
        progress=lambda done, total: None,
        options={"layout": "sticker-2x4", **options},
    )


def _label(number: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a label as the manufacturer has them (L7165), in millimetres."""
    left, top = 4.67 + 101.64 * (number % 2), 13.04 + 67.73 * (number // 2)
    return left, top, left + 99.06, top + 67.73


def _crop(paper: bytes, number: int, *, page: int = 1, dpi: int = 150):
    box = tuple(round(side / 25.4 * dpi) for side in _label(number))
    return pdfs.picture(paper, page=page, dpi=dpi).crop(box)


@pytest.mark.django_db
@pytest.mark.parametrize(("guests", "sheets"), [(1, [1]), (8, [8]), (9, [8, 1])])
def test_badges_fill_sheets_of_eight(guests, sheets):
    event = EventFactory()
    codes = [RegistrationFactory(event=event, name=f"손님{number}").code for number in range(guests)]

    paper = _render(event).content

    found = [pdfs.codes(pdfs.picture(paper, page=page)) for page in range(1, len(sheets) + 1)]
    assert len(pdfs.pages(paper)) == len(sheets)
    assert [len(page) for page in found] == sheets
    assert sorted(code for page in found for code in page) == sorted(codes)


@pytest.mark.django_db
def test_badges_of_nobody_say_so():
    event = EventFactory()
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)
    RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    with pytest.raises(NothingToPrint) as reason:
        _render(event)

    assert str(reason.value) == "확정된 등록자가 없어 출력할 명찰이 없습니다."


def _own_sheet(width: int, height: int) -> dict[str, Any]:
    return {"material": "hanging", "page": [210, 297], "cells": [1, 2], "size": [width, height]}


@pytest.mark.django_db
def test_wide_badge_is_folded_on_a_turned_page_whole():
    event = EventFactory()
    guest = RegistrationFactory(event=event)
    layout = make_layout(event, sheet="hanging-86x54", own_sheet=_own_sheet(120, 90))
    layout.sheet = ""
    layout.save()

    paper = _render(event, layout=f"own-{layout.pk}", sides="folded").content

    picture = pdfs.picture(paper)
    assert picture.width > picture.height
    assert pdfs.codes(picture) == [guest.code, guest.code]


@pytest.mark.django_db
def test_badge_that_is_too_wide_to_be_folded_is_refused():
    event = EventFactory()
    RegistrationFactory(event=event)
    layout = make_layout(event, sheet="hanging-86x54", own_sheet=_own_sheet(160, 90))
    layout.sheet = ""
    layout.save()

    with pytest.raises(NothingToPrint, match="320 × 90mm가 되어 용지에 들어가지 않습니다"):
        _render(event, layout=f"own-{layout.pk}", sides="folded")


@pytest.mark.django_db
def test_badge_says_who_it_is_for_beside_that_persons_code():
    event = EventFactory(name="제1회 M.AX 컨퍼런스")
    guests = [
        RegistrationFactory(
            event=event, name=f"가나{letter}", organization=f"기관{letter}", title=f"직위{letter}"
        )
        for letter in "다라마바사아자차"
    ]

    paper = _render(event).content

    words = pdfs.words(paper)
    for number, guest in enumerate(guests):
        left, top, right, bottom = _label(number)
        inside = [word.text for word in words if left < word.left < right and top < word.top < bottom]
        code = f"{guest.code[:4]} {guest.code[4:]}"
        expected = f"기업 {guest.name} {guest.organization} {guest.title} 제1회 M.AX 컨퍼런스 {code}"
        assert sorted(inside) == sorted(expected.split())
        assert pdfs.codes(_crop(paper, number)) == [guest.code]


@pytest.mark.django_db
def test_sheet_has_its_labels_where_the_manufacturer_has_them():
    assert list(labels.get("sticker-2x4").corners()) == [
        pytest.approx(_label(number)[:2], abs=0.01) for number in range(8)
    ]

    event = EventFactory()
    for number in range(8):
        RegistrationFactory(event=event, name=f"손님{number}", category=Category.PUBLIC)
    page = pdfs.picture(_render(event).content, dpi=254)  # ten pixels a millimetre

    for number in range(8):
        left, top, right, _ = _label(number)
        bar = page.crop((round(left * 10), round(top * 10), round(right * 10), round(top * 10) + 110))
        inked = bar.point(lambda value: 255 if value < 200 else 0).getbbox()
        assert inked == pytest.approx((45, 45, 946, 110), abs=2)


@pytest.mark.django_db
@pytest.mark.parametrize("person", [LONG, WIDEST])
def test_badge_of_the_longest_texts_stays_on_its_label_and_off_the_code(person):
    event = EventFactory(name="첨단기술 전반에 대한 정책 토론회와 산학연 교류회 " * 4)
    guests = [RegistrationFactory(event=event, **person) for _ in range(8)]

    paper = _render(event).content

    words = pdfs.words(paper)
    for number in range(8):
        left, top, right, bottom = _label(number)
        inside = [word for word in words if left < word.left < right and top < word.top < bottom]
        assert min(word.left for word in inside) >= left + 4
        assert max(word.right for word in inside) <= right - 4
        assert max(word.bottom for word in inside) <= bottom - 3
        quiet = (right - 4.5 - 18 - QUIET_ZONE, bottom - 4.5 - 18 - QUIET_ZONE)
        assert [word.text for word in inside if word.right > quiet[0] and word.bottom > quiet[1]] == []
        assert len(pdfs.codes(_crop(paper, number))) == 1
    assert pdfs.codes(pdfs.picture(paper)) == sorted(guest.code for guest in guests)


@pytest.mark.django_db
def test_badge_of_a_foreign_name_shows_all_of_it_broken_at_spaces():
    event = EventFactory()
    RegistrationFactory(event=event, **LONG)

    words = [word.text for word in pdfs.words(_render(event).content)]

    assert [word for word in LONG["name"].split() if word not in words] == []
    assert [word for word in LONG["organization"].split() if word not in words] == []


@pytest.mark.django_db
def test_badge_has_a_large_name_and_a_large_code():
    event = EventFactory()
    RegistrationFactory(event=event, name="남궁민수")
    paper = _render(event).content

    name = next(word for word in pdfs.words(paper) if word.text == "남궁민수")
    points = (name.bottom - name.top) * pdfs.MM / ((1950 + 494) / 2048)  # the font's ascent and descent
    symbol = (
        _crop(paper, 0, dpi=254).crop((700, 400, 990, 670)).point(lambda value: 255 if value < 128 else 0)
    )
    left, top, right, bottom = symbol.getbbox()

    assert points >= 40
    assert (right - left, bottom - top) == pytest.approx((180, 180), abs=2)
    assert min(top, left) >= 34  # four modules of 0.857 mm stay white around it
    assert 290 - right >= 34


@pytest.mark.django_db
def test_badge_shows_rare_syllables_and_hanja_in_the_embedded_fonts():
    event = EventFactory()
    RegistrationFactory(event=event, name="뷁쀍햏", organization="똠방각하 쌰", title="洪吉童")
    RegistrationFactory(event=event, name="洪吉童", organization="뷁쀍햏", title="㈜")

    paper = _render(event).content

    assert {"뷁쀍햏", "똠방각하", "쌰", "洪吉童", "㈜"} <= {word.text for word in pdfs.words(paper)}
    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True), ("Pretendard-GOV-Bold", True, True)]


@pytest.mark.django_db
def test_badge_category_is_a_word_on_a_colour_with_contrast():
    event = EventFactory()
    for category in Category:
        RegistrationFactory(event=event, category=category)

    text = pdfs.text(_render(event).content)

    assert set(colours.COLOURS) == set(Category.values)
    assert len(set(colours.COLOURS.values())) == len(Category)
    assert [colour for colour in colours.COLOURS.values() if colours.on(colour) != colours.WHITE] == []
    assert [text.count(str(category.label)) for category in Category] == [1] * len(Category)


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demonstration", "marks"), [(True, 2), (False, 0)])
def test_badge_of_a_demonstration_is_marked(is_demonstration, marks):
    event = EventFactory(is_demonstration=is_demonstration)
    RegistrationFactory.create_batch(2, event=event)

    assert pdfs.text(_render(event).content).count("시연용") == marks


@pytest.mark.django_db
@pytest.mark.parametrize("has_band", [True, False])
def test_badge_of_a_rehearsal_is_marked_on_its_band_or_in_its_corner(has_band):
    event = EventFactory(rehearsal_of=EventFactory())
    RegistrationFactory.create_batch(2, event=event)
    paper = labels.get("sticker-2x4")
    usual = design.standard(paper.width, paper.height)
    blocks = tuple(one for one in usual.blocks if has_band or one.field != design.Field.CATEGORY)
    made = make_layout(event, design=replace(usual, blocks=blocks))

    text = pdfs.text(_render(event, layout=f"own-{made.pk}").content)

    assert text.count("리허설") == 2


@pytest.mark.django_db
def test_badges_in_english_carry_the_english_event_name():
    event = EventFactory(name="제1회 컨퍼런스", name_en="1st Conference")
    RegistrationFactory(event=event)

    text = pdfs.text(_render(event, "en").content)

    assert ("1st Conference" in text, "제1회 컨퍼런스" in text) == (True, False)


@pytest.mark.django_db
def test_badges_ask_the_database_the_same_for_one_and_for_nine(django_assert_num_queries):
    for guests in (1, 9):
        event = EventFactory()
        RegistrationFactory.create_batch(guests, event=event)
        with django_assert_num_queries(5):
            _render(event)


@pytest.mark.django_db
def test_document_of_badges_records_each_print():
    event, asker = EventFactory(), UserFactory()
    guests = RegistrationFactory.create_batch(3, event=event)
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)
    document = Document.objects.create(event=event, kind="badges", requested_at=NOON, requested_by=asker)

    rendering.render_document(document.pk, at=NOON + timedelta(minutes=1))

    document.refresh_from_db()
    assert (document.state, document.done, document.total) == (DocumentState.DONE, 1, 1)
    prints = BadgePrint.objects.order_by("registration").values_list("registration", "document", "way", "by")
    assert list(prints) == [(guest.pk, document.pk, Way.ADMIN, asker.pk) for guest in guests]


@pytest.mark.django_db
def test_render_command_records_each_print_without_a_document(tmp_path):
    event = EventFactory()
    guest = RegistrationFactory(event=event)

    file = tmp_path / "badges.pdf"
    call_command(
        "render", "badges", event.slug, "--layout", "sticker-2x4", "-o", str(file), stdout=StringIO()
    )

    assert pdfs.codes(pdfs.picture(file.read_bytes())) == [guest.code]
    prints = BadgePrint.objects.values_list("registration", "document", "way", "by")
    assert list(prints) == [(guest.pk, None, Way.SYSTEM, None)]
