"""Real rows without surprises, for the timetable."""

from datetime import timedelta

import factory

from agenda.models import Session, SessionKind, Speaker
from tests.factories.events import START, EventFactory, OrganizationFactory


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
