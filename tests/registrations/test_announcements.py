"""Releasing with its notices: who gets a draft, from what they know to what is."""

from datetime import timedelta

import pytest

from agenda import releasing
from agenda.models import Appearance, Release
from events.models import Event, EventState, Message
from registrations import announcements, links
from registrations.models import Registration
from registrations.states import RegistrationState
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, VenueFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.releases import HOUR, drafts, make_released, move, outlook, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_released()


def test_event_that_moves_is_told_to_guests_and_speakers(event):
    guest = RegistrationFactory(event=event, name="홍길동")
    move(event)
    seen = outlook(event)

    outcome = release(event)

    assert (seen.guests, seen.speakers) == (1, ["이은호 교수"])
    assert (outcome.guests, outcome.speakers) == (1, 1)
    message = drafts().get(to=guest.email)
    assert message.subject == "[일정 변경] 제1회 M.AX 컨퍼런스"
    assert message.batch == f"release:{outcome.release.pk}"
    assert message.key == f"release:{outcome.release.pk}:guest:{guest.pk}"
    for body in (message.text, message.html):
        assert "홍길동 님, 안녕하십니까." in body
        assert "2027. 3. 22.(월) 14:00~16:00" in body
        assert "2027. 3. 22.(월) 15:00~17:00" in body
        assert f"/r/{Message.LINK_TOKEN}/" in body
    assert message.token_subject == links.subject(guest.code)


def test_place_that_changes_is_told_to_guests(event):
    RegistrationFactory(event=event)
    Event.objects.filter(pk=event.pk).update(venue=VenueFactory(name="새 회관"), room=None)

    assert release(event).guests == 1
    assert "새 회관" in drafts().get(to__startswith="guest").text


def test_session_that_goes_is_told_to_its_speaker_and_no_guest(event):
    RegistrationFactory(event=event)
    SessionFactory(event=event, title="다른 발제", starts_at=START + HOUR)
    event.sessions.get(title="제조 AX").delete()

    outcome = release(event)

    assert (outcome.guests, outcome.speakers) == (0, 1)
    assert "취소된 세션: 발제1. 제조 AX" in drafts().get().text


def test_release_that_moves_nothing_tells_nobody(event):
    RegistrationFactory(event=event)
    event.sessions.update(title="제조 AX.")

    outcome = release(event)

    assert (outcome.is_new, outcome.guests, outcome.speakers) == (True, 0, 0)
    assert not drafts().exists()


def test_nobody_is_told_whom_the_organizer_leaves_out(event):
    RegistrationFactory(event=event)
    move(event)

    outcome = release(event, tell_guests=False, tell_speakers=False)

    assert (outcome.release.number, outcome.guests, outcome.speakers) == (2, 0, 0)
    assert not drafts().exists()


def test_guest_who_waits_is_told_without_a_calendar_entry_and_who_cancelled_is_not(event):
    waits = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    seated = RegistrationFactory(event=event)
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)
    move(event)

    assert release(event, tell_speakers=False).guests == 2
    assert drafts().get(to=waits.email).attachments == []
    assert [part["name"] for part in drafts().get(to=seated.email).attachments] == ["demo.ics"]


def test_guest_is_written_to_in_their_language(event):
    Event.objects.filter(pk=event.pk).update(name_en="1st M.AX Conference")
    guest = RegistrationFactory(event=event, language="en")
    move(event)
    release(event)

    message = drafts().get(to=guest.email)

    assert message.subject.endswith("] 1st M.AX Conference")
    assert "Mon., Mar. 22, 2027, 15:00–17:00 (KST)" in message.text
    assert f"/en/r/{Message.LINK_TOKEN}/" in message.text


def test_draft_that_changed_since_it_was_looked_at_is_not_released(event):
    seen = outlook(event).digest
    move(event)

    with pytest.raises(releasing.ReleaseRefused, match="그 사이"):
        release(event, seen=seen)

    assert Release.objects.count() == 1
    assert not drafts().exists()


def test_draft_that_stands_as_it_was_looked_at_is_released(event):
    move(event)

    assert release(event, seen=outlook(event).digest).release.number == 2


def test_unchanged_draft_keeps_the_mails_that_wait(event):
    RegistrationFactory(event=event)
    move(event)
    release(event)

    assert not release(event).is_new
    assert drafts().count() == 2


def test_unsent_mails_are_replaced_and_the_outlook_says_so(event):
    guest = RegistrationFactory(event=event)
    move(event)
    release(event)
    move(event)

    seen = outlook(event)
    release(event)

    assert (seen.known_number, seen.overtaken, seen.guests) == (1, 2, 1)
    text = drafts().get(to=guest.email).text
    assert ("14:00~16:00" in text, "15:00~17:00" in text, "16:00~18:00" in text) == (True, False, True)


def test_mail_of_a_guest_who_cancels_before_it_is_sent_stays_unsent(event):
    stays, goes = RegistrationFactory(event=event), RegistrationFactory(event=event)
    move(event)
    made = release(event, tell_speakers=False).release
    Registration.objects.filter(pk=goes.pk).update(state=RegistrationState.CANCELLED)

    assert announcements.send(event_id=event.pk, batch=f"release:{made.pk}", at=NOON) == 1
    assert Message.objects.get(batch=f"release:{made.pk}").to == stays.email
    assert announcements.send(event_id=event.pk, batch=f"release:{made.pk}", at=NOON) == 0


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.CLOSED])
def test_nobody_is_told_of_an_event_that_is_over(event, state):
    RegistrationFactory(event=event)
    move(event)
    Event.objects.filter(pk=event.pk).update(state=state)

    assert outlook(event).guests == 0
    assert release(event).guests == 0


def test_nobody_is_told_after_the_event(event):
    RegistrationFactory(event=event)
    move(event, -HOUR)

    assert outlook(event, at=START + 3 * HOUR).guests == 0


def test_speaker_without_an_address_is_named(event):
    session = SessionFactory(event=event, starts_at=START + HOUR)
    Appearance.objects.create(session=session, speaker=SpeakerFactory(name="정임두"))

    assert outlook(event).speakers_without_address == ["정임두 교수"]


@pytest.mark.parametrize("guests", [1, 3])
def test_release_costs_the_same_queries_however_many_it_tells(event, guests, django_assert_num_queries):
    for number in range(guests):
        RegistrationFactory(event=event)
        session = SessionFactory(event=event, starts_at=START + timedelta(minutes=20 + 20 * number))
        Appearance.objects.create(session=session, speaker=SpeakerFactory(email=f"{number}@example.com"))
    move(event)

    with django_assert_num_queries(44):
        outcome = release(event)

    assert (outcome.guests, outcome.speakers) == (guests, guests + 1)


@pytest.mark.parametrize("guests", [1, 3])
def test_outlook_costs_the_same_queries_however_many_it_counts(event, guests, django_assert_num_queries):
    for number in range(guests):
        RegistrationFactory(event=event)
        SessionFactory(event=event, starts_at=START + timedelta(minutes=20 + 20 * number))
    move(event)

    with django_assert_num_queries(20):
        assert outlook(event).guests == guests
