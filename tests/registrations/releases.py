"""A released event with one speaker who knows of it, and releasing it once more."""

from datetime import timedelta

from agenda.models import Appearance, Session
from events import batches
from events.models import Event, Message, MessageState
from registrations import announcements
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory

HOUR = timedelta(hours=1)
LATER = NOON + HOUR


def make_released():
    event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스", ends_at=START + 2 * HOUR)
    session = SessionFactory(event=event, title="제조 AX")
    person = SpeakerFactory(name="이은호", email="lee@example.com")
    Appearance.objects.create(session=session, speaker=person)
    made = announcements.release(event_id=event.pk, by_id=None, at=NOON).release
    announcements.send(event_id=event.pk, batch=f"release:{made.pk}", at=NOON)
    return event


def move(event, by=HOUR):
    event.refresh_from_db()
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at + by, ends_at=event.ends_at + by)
    for session in event.sessions.all():
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + by, ends_at=session.ends_at + by
        )


def release(event, at=LATER, **options):
    return announcements.release(event_id=event.pk, by_id=None, at=at, **options)


def send(event):
    """All that waits."""
    for batch in batches.waiting(event.pk):
        announcements.send(event_id=event.pk, batch=batch, at=LATER)


def outlook(event, at=NOON):
    return announcements.outlook(event_id=event.pk, at=at)


def drafts():
    return Message.objects.filter(state=MessageState.DRAFT).order_by("pk")
