"""The organizer's way from the draft to the mails: review, release, look at the notices, send."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agenda.models import Appearance, Override, Session
from events.models import Event, Message, MessageState
from registrations import announcements
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def event(db):
    event = EventFactory(open_now=True, name="제1회 M.AX 컨퍼런스")
    session = SessionFactory(event=event, title="제조 AX", starts_at=event.starts_at)
    Appearance.objects.create(session=session, speaker=SpeakerFactory(name="이은호", email="lee@example.com"))
    return event


@pytest.fixture
def released(event, organizer):
    made = announcements.release(event_id=event.pk, by_id=organizer.pk, at=NOON).release
    announcements.send(event_id=event.pk, batch=f"release:{made.pk}", at=NOON)
    return event


def address(event, page="release", *args):
    return reverse(f"admin:events_event_{page}", args=[event.pk, *args])


def move(event):
    """Half an hour earlier, sessions and all."""
    by = timedelta(minutes=-30)
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at + by, ends_at=event.ends_at + by)
    for session in event.sessions.all():
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + by, ends_at=session.ends_at + by
        )


def post(client, url, **answers):
    response = client.post(url, answers, follow=True)
    return response, [str(message) for message in response.context["messages"]]


def test_review_tells_the_difference_and_who_would_be_told(client, released):
    RegistrationFactory(event=released)
    move(released)

    page = client.get(address(released)).content.decode()

    assert "<li>발제1 14:00 → 13:30</li>" in page
    assert "참가자 1명 - 행사의 일시나 장소가 정해지거나 바뀝니다." in page
    assert "연사 1명: 이은호 교수" in page


def test_release_leads_to_its_notices_which_are_sent_from_there(client, released, organizer):
    RegistrationFactory(event=released)
    move(released)
    seen = client.get(address(released)).context["outlook"].digest

    response, told = post(client, address(released), seen=seen, guests="on", speakers="on")

    assert response.redirect_chain == [(address(released, "notices"), 302)]
    assert told == ["프로그램을 확정했습니다: 확정본 2"]
    [batch] = response.context["batches"]
    assert (batch.label, batch.count) == ("확정본 2 안내", 2)
    assert [(kind.label, kind.count) for kind in batch.kinds] == [("참가자에게", 1), ("연사에게", 1)]
    assert released.releases.get(number=2).released_by == organizer

    _response, told = post(client, address(released, "notices"), batch=batch.name, send="")

    assert told == ["안내 메일 2통을 보냅니다."]
    assert not Message.objects.filter(state=MessageState.DRAFT).exists()
    _response, told = post(client, address(released, "notices"), batch=batch.name, send="")
    assert told == ["보낼 메일이 없습니다. 이미 보냈거나 버린 안내입니다."]


def test_ticks_that_are_taken_off_leave_people_out(client, released):
    RegistrationFactory(event=released)
    move(released)

    response, _told = post(client, address(released), guests="on")

    assert [kind.label for kind in response.context["batches"][0].kinds] == ["참가자에게"]


def test_release_that_tells_nobody_goes_back_to_the_programme(client, released):
    released.sessions.update(title="제조 AX.")

    response, _told = post(client, address(released), guests="on", speakers="on")

    assert response.redirect_chain == [(reverse("admin:agenda_session_programme", args=[released.pk]), 302)]


def test_draft_that_changed_while_it_was_looked_at_is_shown_anew(client, released):
    seen = client.get(address(released)).context["outlook"].digest
    move(released)

    response, told = post(client, address(released), seen=seen)

    assert response.redirect_chain == [(address(released), 302)]
    assert told == ["그 사이 프로그램이 바뀌었습니다. 달라진 내용을 다시 확인하고 확정해 주세요."]
    assert released.releases.count() == 1


def test_conflict_that_stops_is_shown_without_a_button(client, event, organizer):
    event.sessions.update(starts_at=event.ends_at, ends_at=event.ends_at + HOUR)

    page = client.get(address(event)).content.decode()
    _response, told = post(client, address(event))

    assert "행사 시간" in page
    assert "프로그램 확정</button>" not in page
    assert (len(told), event.releases.count()) == (1, 0)


def test_conflict_that_was_let_pass_is_shown_with_its_reason(client, event, organizer):
    event.sessions.update(starts_at=event.ends_at, ends_at=event.ends_at + HOUR)
    [stop] = client.get(address(event)).context["stops"]
    Override.objects.create(event=event, key=stop.key, sentence=stop.sentence, reason="차관 일정", at=NOON)

    page = client.get(address(event)).content.decode()

    assert "(사유: 차관 일정)" in page
    assert "프로그램 확정</button>" in page


@pytest.mark.parametrize("is_dated", [True, False])
def test_draft_that_cannot_be_released_says_why(client, organizer, event, is_dated):
    event.sessions.all().delete()
    if not is_dated:
        Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)

    response = client.get(address(event))

    reason = "프로그램에 세션이 없습니다." if is_dated else "행사의 일시를 정해야"
    assert (response.status_code, reason in response.content.decode()) == (200, True)


def test_draft_that_stands_as_released_is_not_released_again(client, released):
    page = client.get(address(released)).content.decode()
    _response, told = post(client, address(released))

    assert "확정할 것이 없습니다." in page
    assert told == ["확정본 1에서 달라진 것이 없어 새로 만들지 않았습니다."]
    assert released.releases.count() == 1


def test_notices_are_thrown_away(client, released):
    move(released)
    response, _told = post(client, address(released), speakers="on")
    [batch] = response.context["batches"]

    response, told = post(client, address(released, "notices"), batch=batch.name, discard="")

    assert told == ["보내지 않은 안내 메일 1통을 버렸습니다."]
    assert response.context["batches"] == []
    assert not Message.objects.filter(batch=batch.name).exists()


def test_notices_of_another_event_are_out_of_reach(client, released):
    move(released)
    post(client, address(released), speakers="on")
    draft = Message.objects.get(state=MessageState.DRAFT)
    other = EventFactory()
    client.force_login(organizer_of(other))

    post(client, address(other, "notices"), batch=draft.batch, send="")

    draft.refresh_from_db()
    assert draft.state == MessageState.DRAFT


def test_older_release_is_taken_back_after_a_look(client, released):
    released.sessions.update(title="바뀜")
    url = address(released, "take_back", 1)

    page = client.get(url).content.decode()
    _response, told = post(client, url)

    assert "<li>발제1 내용: 바뀜 → 제조 AX</li>" in page
    assert told == ["확정본 1의 프로그램을 작업본으로 가져왔습니다. 되돌리기로 물릴 수 있습니다."]
    assert released.sessions.get().title == "제조 AX"


def test_release_that_is_not_there_cannot_be_taken_back(client, released):
    assert client.get(address(released, "take_back", 2)).status_code == 404


def test_cancelling_offers_to_tell_and_leads_to_the_notices(client, released):
    RegistrationFactory(event=released)
    url = address(released, "step", "cancel")

    page = client.get(url).content.decode()
    response, _told = post(client, url, tell="on")

    assert "참가자 1명과 연사 1명에게 알리는 메일을 준비합니다." in page
    assert response.redirect_chain == [(address(released, "notices"), 302)]
    [batch] = response.context["batches"]
    assert (batch.label, batch.count) == ("행사 취소 안내", 2)


def test_cancelling_without_the_tick_tells_nobody(client, released):
    RegistrationFactory(event=released)

    response, _told = post(client, address(released, "step", "cancel"))

    assert response.redirect_chain == [(address(released, "change"), 302)]
    assert not Message.objects.filter(state=MessageState.DRAFT).exists()


def test_copy_is_looked_at_and_made(client, released):
    url = address(released, "copy")
    answers = {"day": "2100-03-22", "start": "10:00", "with_titles": "on"}

    page = client.get(url, answers).content.decode()
    assert Event.objects.count() == 1
    response, told = post(client, url, **answers)

    made = Event.objects.latest("pk")
    assert "2100. 3. 22.(월) 10:00~12:00" in page
    assert response.redirect_chain == [(address(made, "change"), 302)]
    assert told == [f"새 행사를 만들었습니다: {made}. 이름과 일시, 등록 기간을 확인해 주세요."]
    assert made.sessions.get().title == "제조 AX"


@pytest.mark.parametrize("answers", [{"day": "내년", "start": "10:00"}, {"day": "2100-03-22", "start": ""}])
def test_copy_with_a_date_that_cannot_be_read_is_not_made(client, released, answers):
    response = client.post(address(released, "copy"), answers)

    assert response.status_code == 200
    assert Event.objects.count() == 1


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_copy_to_a_year_that_no_event_has_says_why(client, released, day):
    answers = {"day": day, "start": "23:59"}

    page = client.get(address(released, "copy"), answers)
    _response, told = post(client, address(released, "copy"), **answers)

    assert page.status_code == 200
    assert told == ["날짜를 2027-05-20처럼 적어 주세요."]
    assert Event.objects.count() == 1


def test_copy_of_an_event_without_a_date_says_why(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)

    _response, told = post(client, address(event, "copy"), day="2100-03-22", start="10:00")

    assert told == ["일시가 정해지지 않은 행사는 본뜰 수 없습니다."]
    assert Event.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("release", 35), ("notices", 7), ("copy", 24)])
def test_page_costs_the_same_however_much_it_shows(
    client, released, django_assert_num_queries, page, queries, rows
):
    for number in range(rows):
        RegistrationFactory(event=released)
        starts_at = released.starts_at + timedelta(minutes=20 + 20 * number)
        session = SessionFactory(event=released, starts_at=starts_at)
        Appearance.objects.create(session=session, speaker=SpeakerFactory(email=f"{number}@example.com"))
    post(client, address(released), guests="on", speakers="on")
    move(released)

    with django_assert_num_queries(queries):
        client.get(address(released, page))


def test_mails_of_a_batch_are_listed_by_themselves(client, released):
    move(released)
    response, _told = post(client, address(released), speakers="on")
    [batch] = response.context["batches"]
    Message.objects.create(key="other", event=released, to="a@example.com", created_at=NOON, due_at=NOON)

    listed = client.get(
        reverse("admin:events_message_changelist"), {"event": released.pk, "batch": batch.name}
    )

    assert [mail.to for mail in listed.context["cl"].result_list] == ["lee@example.com"]
