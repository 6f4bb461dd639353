"""What guests are told of the sessions they chose, and of their answers: on their page, their list and their ticket."""

import pytest

from agenda.models import Session
from registrations import answers, chosensessions, links, ownlist, sessions, tickets
from registrations.chosensessions import Chosen
from registrations.models import Question, QuestionKind
from tests import pdfs
from tests.factories.events import NOON, EventFactory
from tests.factories.questions import QuestionFactory, offer_sessions, upload
from tests.factories.registrations import RegistrationFactory
from tests.registrations.test_views_public import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True)


def choosing(event, offers, **fields):
    guest = RegistrationFactory(event=event, **fields)
    sessions.choose(guest, [offer.session_id for offer in offers], at=NOON)
    return guest


def test_sessions_come_in_the_order_of_the_day_with_time_and_room(event):
    first, second = offer_sessions(event, 5, 5, apart=40)
    guest = choosing(event, [second, first])

    found = chosensessions.of([guest], language="ko")

    assert [one.heading for one in found[guest.pk]] == ["발제1. 분과1", "발제2. 분과2"]
    assert all("(30')" in one.when and " · " in one.when for one in found[guest.pk])


def test_session_that_left_the_programme_is_told_by_its_title_of_that_day(event):
    gone, stays = offer_sessions(event, 5, 5, apart=40)
    guest = choosing(event, [gone, stays])
    Session.objects.filter(pk=gone.session_id).update(title="새 제목")
    Session.objects.filter(pk=gone.session_id).delete()
    offer_sessions(event, 5, apart=80)  # makes a new release

    found = chosensessions.of([guest], language="ko")[guest.pk]

    assert (found[0].heading, found[1]) == ("발제2. 분과2", Chosen("발제1. 분과1", ""))


def test_who_chose_nothing_is_told_nothing(event):
    offer_sessions(event, 5)

    assert chosensessions.of([RegistrationFactory(event=event)], language="ko") == {}


def test_own_page_and_list_show_answers_of_that_day_and_sessions(client, event):
    (offer,) = offer_sessions(event, 5)
    line = QuestionFactory(event=event, label="동반 인원")
    file = QuestionFactory(event=event, kind=QuestionKind.FILE, label="소개서")
    guest = RegistrationFactory(event=event)
    token = links.token(guest)
    sent = {f"question_{line.pk}": "두 명", f"question_{file.pk}": upload(), "sessions": [offer.session_id]}
    client.post(f"/r/{token}/change/", {**GOOD, **sent})
    Question.objects.filter(pk=line.pk).update(label="함께 오시는 분")
    answer = guest.answers.exclude(file="").get()

    page = client.get(f"/r/{token}/").content.decode()
    [own] = ownlist.of(guest.email, at=NOON, language="en").upcoming

    for word in ("동반 인원", "두 명", "소개.pdf", f"/r/{token}/files/{answer.pk}/", "분과1", "(30&#x27;)"):
        assert word in page
    assert "함께 오시는 분" not in page
    assert [one.question_text for one in own.answers] == ["동반 인원", "소개서"]
    assert [one.heading for one in own.sessions] == ["Talk 1. Track 1"]


def test_answer_that_holds_markup_is_shown_as_text(client, event):
    question = QuestionFactory(event=event, kind=QuestionKind.PARAGRAPH)
    guest = RegistrationFactory(event=event)
    answers.record(guest, {question.pk: "<b>굵게</b>\n둘째"}, language="ko", at=NOON)

    page = client.get(f"/r/{links.token(guest)}/").content.decode()

    assert "&lt;b&gt;굵게&lt;/b&gt;<br>둘째" in page


def test_ticket_lists_the_sessions(event):
    offers = offer_sessions(event, 5, 5, 5, apart=40)
    guest = choosing(event, offers)

    (page,) = pdfs.pages(tickets.pdf(guest, language="ko", at=NOON))

    assert all(title in page for title in ("분과1", "분과2", "분과3"))
    assert page.count("(30')") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_own_page_and_list_take_the_same_queries_whatever_was_answered(
    client, event, count, django_assert_num_queries
):
    offers = offer_sessions(event, *[5] * count, apart=40)
    guest = choosing(event, offers, email="guest@example.com")
    values = {one.pk: "답" for one in QuestionFactory.create_batch(count, event=event)}
    answers.record(guest, values, language="ko", at=NOON)
    for _number in range(count - 1):
        other = EventFactory(open_now=True)
        choosing(other, offer_sessions(other, 5), email="guest@example.com")

    with django_assert_num_queries(7):
        client.get(f"/r/{links.token(guest)}/")
    with django_assert_num_queries(4):
        assert len(ownlist.of("guest@example.com", at=NOON, language="ko").upcoming) == count
