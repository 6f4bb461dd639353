"""A release that changes a session which a guest chose is told to that guest, and to no other."""

from datetime import timedelta

import pytest

from agenda.models import Session
from events.models import EventState, MessageState
from registrations import booking
from registrations.extras import Extras
from registrations.models import Registration
from registrations.states import RegistrationState
from tests.factories.events import NOON, RoomFactory
from tests.factories.questions import ONE_MINUTE, offer_sessions
from tests.factories.registrations import ApplicantFactory, RegistrationFactory
from tests.registrations.releases import HOUR, LATER, drafts, make_released, move, outlook, release, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Released twice: the second time with two parallel sessions to choose from."""
    event = make_released()
    event.sessions.update(starts_at=event.starts_at + HOUR, ends_at=event.starts_at + HOUR + 15 * ONE_MINUTE)
    offer_sessions(event, None, None)
    return event


@pytest.fixture
def offers(event):
    return list(event.session_offers.order_by("pk"))


def choose(guest, *offers, at=LATER):
    wanted = frozenset(offer.session_id for offer in offers)
    applicant = ApplicantFactory(name=guest.name)
    booking.change(registration_id=guest.pk, applicant=applicant, at=at, extras=Extras(sessions=wanted))


def shift(offer, by=10 * ONE_MINUTE):
    session = Session.objects.get(pk=offer.session_id)
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at + by, ends_at=session.ends_at + by
    )


def release_later(event, hours=2):
    return release(event, at=NOON + timedelta(hours=hours), tell_speakers=False)


def test_session_that_moves_is_told_to_who_chose_it(event, offers):
    guest, other, _third = RegistrationFactory.create_batch(3, event=event)
    choose(guest, offers[0])
    choose(other, offers[1])
    shift(offers[0])

    assert outlook(event).guests == 1
    outcome = release_later(event)

    message = drafts().get()
    assert outcome.guests == 1
    assert message.to == guest.email
    assert message.subject == "[선택 세션 변경] 제1회 M.AX 컨퍼런스"
    assert message.attachments == []
    for body in (message.text, message.html):
        assert "고르신 세션의 시각이나 장소가 바뀌었거나" in body
        assert "14:00 → 14:10" in body
        assert "2027. 3. 22.(월) 14:10~14:40" in body
    assert "바뀐 세션: 발제2. 분과1" in message.text  # now it begins after the other


def test_session_that_changes_rooms_is_told(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[0])
    room = RoomFactory(venue=event.venue, name="의원회의실")
    Session.objects.filter(pk=offers[0].session_id).update(room=room)

    assert release_later(event).guests == 1
    assert "의원회의실" in drafts().get().text


def test_session_that_falls_away_is_told(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[1])
    Session.objects.filter(pk=offers[1].session_id).delete()

    assert release_later(event).guests == 1
    assert "취소된 세션: 발제2. 분과2" in drafts().get().text


def test_session_that_falls_away_before_it_is_told_and_is_back_tells_nobody(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[0])
    session = Session.objects.get(pk=offers[0].session_id)
    session.delete()
    assert release_later(event).guests == 1
    Session.objects.create(pk=offers[0].session_id, **values_of(session))

    assert release_later(event, 3).guests == 0
    assert not drafts().exists()


def test_session_that_is_back_after_its_end_was_told_is_told(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[0])
    session = Session.objects.get(pk=offers[0].session_id)
    session.delete()
    release_later(event)
    send(event)
    Session.objects.create(pk=offers[0].session_id, **values_of(session))

    assert release_later(event, 3).guests == 1
    assert "다시 열리는 세션: 발제1. 분과1" in drafts().get().text


def test_title_that_changes_tells_nobody(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[0])
    Session.objects.filter(pk=offers[0].session_id).update(title="다른 제목")

    assert release_later(event).guests == 0


def test_session_that_was_given_up_tells_nobody(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[0])
    choose(guest)
    shift(offers[0])

    assert release_later(event).guests == 0


def test_session_that_was_chosen_as_it_stands_is_not_told_again(event, offers):
    """The guest registered under the first release, and chose what the third says."""
    guest = RegistrationFactory(event=event)
    shift(offers[0])
    release_later(event)
    choose(guest, offers[0], at=NOON + 3 * HOUR)
    event.sessions.filter(title="제조 AX").update(title="제조 AX.")
    assert release_later(event, 4).guests == 0

    shift(offers[0], -10 * ONE_MINUTE)

    assert release_later(event, 5).guests == 1
    assert "14:10 → 14:00" in drafts().get().text


def test_event_that_moves_tells_of_the_chosen_session_in_the_same_mail(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[0])
    move(event)

    assert release_later(event).guests == 1
    message = drafts().get()
    assert message.subject.startswith("[일정 변경]")
    assert "2027. 3. 22.(월) 15:00~17:00" in message.text
    assert "바뀐 세션: 발제1. 분과1" in message.text
    assert len(message.attachments) == 1


def test_guest_who_cancelled_is_told_nothing_and_one_who_waits_is(event, offers):
    gone = RegistrationFactory(event=event)
    waits = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    choose(gone, offers[0])
    choose(waits, offers[0])
    Registration.objects.filter(pk=gone.pk).update(state=RegistrationState.CANCELLED)
    shift(offers[0])

    release_later(event)

    assert [message.to for message in drafts()] == [waits.email]


def test_guest_is_told_in_english(event, offers):
    guest = RegistrationFactory(event=event, language="en")
    choose(guest, offers[0])
    shift(offers[0])
    release_later(event)

    assert "Track 1" in drafts().get().text


def test_mail_that_was_sent_is_not_written_again(event, offers):
    guest = RegistrationFactory(event=event)
    choose(guest, offers[0])
    shift(offers[0])
    release_later(event)
    send(event)
    event.sessions.filter(title="제조 AX").update(title="제조 AX.")

    assert release_later(event, 3).guests == 0
    assert not drafts().exists()
    assert event.messages.exclude(state=MessageState.DRAFT).filter(to=guest.email).count() == 1


def test_event_that_is_over_tells_nobody(event, offers):
    choose(RegistrationFactory(event=event), offers[0])
    shift(offers[0])
    type(event).objects.filter(pk=event.pk).update(state=EventState.CANCELLED)

    assert release_later(event).guests == 0


@pytest.mark.parametrize("guests", [1, 3])
def test_release_costs_the_same_queries_however_many_chose(event, offers, guests, django_assert_num_queries):
    for guest in RegistrationFactory.create_batch(guests, event=event):
        choose(guest, offers[0])
    shift(offers[0])

    with django_assert_num_queries(41):
        assert release_later(event).guests == guests


def values_of(session):
    names = ("event_id", "kind", "title", "title_en", "starts_at", "ends_at", "room_id")
    return {name: getattr(session, name) for name in names}
