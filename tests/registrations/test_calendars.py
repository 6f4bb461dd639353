"""Successive mails, sent through a real mail server and applied one after the other, end in the right calendar."""

from datetime import timedelta

import pytest

from agenda.models import Appearance, Session
from events import delivery
from events.models import Event, Message, MessageState
from registrations import announcements, booking, callingoff
from registrations.states import Way
from tests.calendars import PersonalCalendar
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db

HOUR, TEN = timedelta(hours=1), timedelta(minutes=10)
EVENT = "event-demo@testserver"


class Stage:
    """An event with two talks and their speakers, whose mails really go out; the clock moves with each step."""

    def __init__(self, mailbox) -> None:
        self.mailbox, self.at = mailbox, NOON
        self.event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스", ends_at=START + 2 * HOUR)
        self.first = SessionFactory(event=self.event, title="제조 AX")
        self.second = SessionFactory(event=self.event, title="로봇 AX", starts_at=START + HOUR)
        self.people = {
            name: SpeakerFactory(name=name, email=f"{key}@example.com", organization=None)
            for name, key in (("이은호", "lee"), ("정임두", "jung"))
        }
        self.appear(self.first, "이은호")
        self.appear(self.second, "정임두")

    def appear(self, session, name) -> None:
        Appearance.objects.create(session=session, speaker=self.people[name])

    def book(self, email="guest@example.com"):
        self._tick()
        return booking.register(
            event_id=self.event.pk,
            applicant=ApplicantFactory(email=email),
            consent_answers=CONSENTS,
            language="ko",
            at=self.at,
        )

    def cancel(self, guest) -> None:
        self._tick()
        booking.cancel(registration_id=guest.pk, way=Way.LINK, at=self.at)

    def move(self, by: timedelta) -> None:
        """The whole event, sessions and all."""
        event = Event.objects.get(pk=self.event.pk)
        Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at + by, ends_at=event.ends_at + by)
        for session in event.sessions.all():
            self.shift(session, by)

    def shift(self, session, by: timedelta) -> None:
        session = Session.objects.get(pk=session.pk)
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + by, ends_at=session.ends_at + by
        )

    def release(self, *, send: bool = True):
        self._tick()
        outcome = announcements.release(event_id=self.event.pk, by_id=None, at=self.at)
        if send:
            self.send(f"release:{outcome.release.pk}")
        return outcome

    def send(self, batch: str) -> int:
        return announcements.send(event_id=self.event.pk, batch=batch, at=self.at)

    def deliver(self) -> int:
        """Send what is queued; how many mails."""
        due = list(Message.objects.due(at=self.at).order_by("pk").values_list("pk", flat=True))
        for pk in due:
            delivery.deliver(pk, at=self.at)
        assert not Message.objects.filter(state=MessageState.FAILED).exists()
        return len(due)

    def calendar_of(self, address: str) -> PersonalCalendar:
        calendar = PersonalCalendar(address)
        for mail in self.mailbox.mails:
            if mail["To"] == address:
                calendar.take(mail)
        return calendar

    def _tick(self) -> None:
        self.at += timedelta(minutes=1)


@pytest.fixture
def stage(settings):
    with mail_server() as mailbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mailbox.port, 5
        made = Stage(mailbox)
        made.release()
        made.deliver()
        yield made


def uid(session) -> str:
    return f"session-{session.pk}@testserver"


def test_event_that_moves_twice_moves_in_a_guests_calendar(stage):
    stage.book()
    stage.move(HOUR)
    stage.release()
    stage.move(HOUR)
    stage.release()
    stage.deliver()

    calendar = stage.calendar_of("guest@example.com")

    assert calendar.shown() == {EVENT: ("제1회 M.AX 컨퍼런스", "03-22 16:00")}
    assert (calendar.entries[EVENT]["SEQUENCE"], calendar.refused) == (3, [])


def test_guest_who_cancels_and_comes_back_within_a_release_has_the_event(stage):
    guest = stage.book()
    stage.cancel(guest)
    stage.deliver()
    gone = stage.calendar_of("guest@example.com").shown()
    stage.book()
    stage.deliver()

    assert gone == {}
    assert stage.calendar_of("guest@example.com").shown() == {EVENT: ("제1회 M.AX 컨퍼런스", "03-22 14:00")}


def test_session_that_is_cancelled_leaves_its_speakers_calendar_and_no_others(stage):
    stage.book()
    stage.deliver()
    pk = stage.second.pk
    stage.second.delete()
    stage.release()

    assert stage.deliver() == 1
    assert stage.calendar_of("jung@example.com").shown() == {}
    assert stage.calendar_of("lee@example.com").shown() == {
        uid(stage.first): ("발제1. 제조 AX", "03-22 14:00")
    }
    entry = stage.calendar_of("jung@example.com").entries[f"session-{pk}@testserver"]
    assert (entry["SEQUENCE"], entry["STATUS"]) == (2, "CANCELLED")


def test_typing_error_mails_nobody(stage):
    stage.book()
    stage.deliver()
    Session.objects.filter(pk=stage.first.pk).update(title="제조 AX.", remark="비고")

    outcome = stage.release()

    assert (outcome.is_new, outcome.guests, outcome.speakers) == (True, 0, 0)
    assert stage.deliver() == 0


def test_speakers_who_swap_their_talks_end_with_one_each(stage):
    Appearance.objects.all().delete()
    stage.appear(stage.first, "정임두")
    stage.appear(stage.second, "이은호")
    stage.release()
    stage.deliver()

    assert stage.calendar_of("lee@example.com").shown() == {
        uid(stage.second): ("발제2. 로봇 AX", "03-22 15:00")
    }
    assert stage.calendar_of("jung@example.com").shown() == {
        uid(stage.first): ("발제1. 제조 AX", "03-22 14:00")
    }


def test_session_that_comes_back_after_its_cancellation_is_in_the_calendar_again(stage):
    pk, start, end = stage.second.pk, stage.second.starts_at, stage.second.ends_at
    stage.second.delete()
    stage.release()
    again = SessionFactory(pk=pk, event=stage.event, title="로봇 AX", starts_at=start, ends_at=end)
    stage.appear(again, "정임두")
    stage.release()
    stage.deliver()

    assert stage.calendar_of("jung@example.com").shown() == {uid(again): ("발제2. 로봇 AX", "03-22 15:00")}


def test_release_that_overtakes_unsent_mails_tells_once_from_what_is_known(stage):
    stage.shift(stage.second, TEN)
    stage.release(send=False)
    stage.shift(stage.second, TEN)
    last = stage.release(send=False)

    assert Message.objects.filter(state=MessageState.DRAFT).count() == 1
    assert stage.send(f"release:{last.release.pk}") == 1
    assert stage.deliver() == 1
    [mail] = [mail for mail in stage.mailbox.mails[-1:] if mail["To"] == "jung@example.com"]
    assert "발제2 15:00 → 15:20" in mail.get_body(("plain",)).get_content()
    assert stage.calendar_of("jung@example.com").shown() == {
        uid(stage.second): ("발제2. 로봇 AX", "03-22 15:20")
    }


def test_step_that_is_taken_back_before_anybody_was_told_mails_nobody(stage):
    stage.shift(stage.second, TEN)
    stage.release(send=False)
    stage.shift(stage.second, -TEN)
    stage.release(send=False)

    assert not Message.objects.filter(state=MessageState.DRAFT).exists()


def test_cancelled_event_leaves_every_calendar(stage):
    stage.book()
    stage.deliver()
    stage._tick()

    outcome = callingoff.cancel(event_id=stage.event.pk, at=stage.at)
    [batch] = set(Message.objects.filter(state=MessageState.DRAFT).values_list("batch", flat=True))
    stage.send(batch)
    stage.deliver()

    assert (outcome.guests, outcome.speakers) == (1, 2)
    for address in ("guest@example.com", "lee@example.com", "jung@example.com"):
        calendar = stage.calendar_of(address)
        assert (calendar.shown(), calendar.refused) == ({}, [])
        assert {int(entry["SEQUENCE"]) for entry in calendar.entries.values()} == {2}


def test_postponed_event_comes_back_with_its_new_date(stage):
    stage.book()
    stage.deliver()
    stage._tick()
    callingoff.postpone(event_id=stage.event.pk, at=stage.at)
    stage.send(Message.objects.filter(state=MessageState.DRAFT).values_list("batch", flat=True)[0])
    stage.deliver()
    away = stage.calendar_of("guest@example.com").shown()
    stage.move(timedelta(days=7))
    stage.release()
    stage.deliver()

    assert away == {}
    assert stage.calendar_of("guest@example.com").shown() == {EVENT: ("제1회 M.AX 컨퍼런스", "03-29 14:00")}
    assert stage.calendar_of("lee@example.com").shown() == {
        uid(stage.first): ("발제1. 제조 AX", "03-29 14:00")
    }
