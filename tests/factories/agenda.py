"""Real rows without surprises, for the timetable."""

from datetime import datetime, timedelta

import factory

from agenda import releasing
from agenda.models import Session, SessionKind, Speaker
from events.models import Event
from events.notation import SEOUL
from tests.factories.events import NOON, START, EventFactory, OrganizationFactory


def two_days(**fields) -> Event:
    """A released event over two days: two sessions on the first, one on the second."""
    start = datetime(2099, 3, 23, 14, tzinfo=SEOUL)
    event = EventFactory(open_now=True, ends_at=start + timedelta(days=1, hours=2), **fields)
    for title, later in (("첫째 발제", 0), ("둘째 발제", 15), ("셋째 발제", 24 * 60)):
        starts_at = start + timedelta(minutes=later)
        SessionFactory(
            event=event, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=15)
        )
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


class SpeakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Speaker

    name = factory.Sequence(lambda n: f"연사{n}")
    title = "교수"
    organization = factory.SubFactory(OrganizationFactory)


class SessionFactory(factory.django.DjangoModelFactory):
    """A talk of 15 minutes at the event's start, in the event's room."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    kind = SessionKind.TALK
    title = factory.Sequence(lambda n: f"세션{n}")
    starts_at = START
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + timedelta(minutes=15))
    room = factory.SelfAttribute("event.room")
