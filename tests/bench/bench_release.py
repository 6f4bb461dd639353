"""Releasing a day of 60 sessions that moves 2,000 guests and 60 speakers: the snapshot and a draft of a mail for each."""

import time
from datetime import datetime, timedelta

from agenda.models import Appearance, Session
from events.models import Event, Message, MessageState
from registrations import announcements
from registrations.models import Registration
from tests.bench.figures import Figure
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory
from tests.factories.registrations import RegistrationFactory

SESSIONS, ROOMS, GUESTS = 60, 4, 2_000


def measure(runs: int) -> list[Figure]:
    event = _day()
    waiting = Message.objects.filter(event=event, state=MessageState.DRAFT)
    releases, outlooks, sends, quiet = [], [], [], []
    for run in range(runs):
        at = NOON + timedelta(hours=run + 1)
        _shift(event, minutes=10 if run % 2 == 0 else -10)
        outlooks.append(_seconds(lambda at=at: announcements.outlook(event_id=event.pk, at=at)))
        releases.append(_seconds(lambda at=at: _release(event, at)))
        assert waiting.count() == GUESTS + SESSIONS
        sends.append(_seconds(lambda at=at: _send(event, at)))
        Session.objects.filter(pk=event.sessions.first().pk).update(remark=f"오탈자 {run}")
        quiet.append(_seconds(lambda at=at: _release(event, at + timedelta(minutes=1))))
        assert waiting.count() == 0
    return [
        Figure(f"release that moves {GUESTS:,} guests and {SESSIONS} speakers", "s", releases),
        Figure("  release of a typing error", "s", quiet),
        Figure("  the look ahead", "s", outlooks),
        Figure("  queueing the drafts", "s", sends),
    ]


def _day() -> Event:
    event = EventFactory(slug="bench-release", ends_at=START + timedelta(hours=8), capacity=GUESTS)
    rooms = [RoomFactory(venue=event.venue) for _ in range(ROOMS)]
    for number in range(SESSIONS):
        starts_at = START + timedelta(minutes=20 * (number // ROOMS))
        session = SessionFactory(event=event, room=rooms[number % ROOMS], starts_at=starts_at)
        speaker = SpeakerFactory(email=f"speaker{number}@example.com")
        Appearance.objects.create(session=session, speaker=speaker)
    Registration.objects.bulk_create(
        RegistrationFactory.build(event=event, email=f"bench{number}@example.com") for number in range(GUESTS)
    )
    _release(event, NOON)
    _send(event, NOON)
    return event


def _release(event: Event, at: datetime) -> None:
    announcements.release(event_id=event.pk, by_id=None, at=at)


def _send(event: Event, at: datetime) -> None:
    """Send what waits; what people know from then on is what the mails say."""
    drafts = Message.objects.filter(event=event, state=MessageState.DRAFT)
    announcements.send(event_id=event.pk, batch=drafts.values_list("batch", flat=True).first() or "", at=at)


def _shift(event: Event, *, minutes: int) -> None:
    """The whole event and its day, earlier or later; queries that a bench does not count."""
    by = timedelta(minutes=minutes)
    event.starts_at += by
    event.ends_at += by
    event.save()
    for session in sorted(event.sessions.all(), key=lambda one: one.starts_at, reverse=minutes > 0):
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + by, ends_at=session.ends_at + by
        )


def _seconds(step: object) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started
