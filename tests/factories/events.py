"""Real rows without surprises, for the ground floor."""

from datetime import datetime, timedelta

import factory

from events import notation
from events.models import Division, Event, EventState, Organization, Room, Sector, Series, User, Venue

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=notation.SEOUL)  # a Monday; the fixed clock of the tests
START = datetime(2027, 3, 22, 14, 0, tzinfo=notation.SEOUL)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"staff{n}@example.com")
    name = "이담당"
    password = factory.django.Password("correct horse battery")


class DivisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Division

    name = factory.Sequence(lambda n: f"제{n}분과")
    position = factory.Sequence(lambda n: n + 1)


class OrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organization
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"기관{n}")
    sector = Sector.INDUSTRY

    @factory.post_generation
    def divisions(self, create, divisions, **kwargs):
        if divisions:
            self.divisions.set(divisions)


class VenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Venue

    name = factory.Sequence(lambda n: f"회관{n}")
    name_en = "Hall House"


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    venue = factory.SubFactory(VenueFactory)
    name = factory.Sequence(lambda n: f"회의실{n}")
    floor = "8층"


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"series-{n}")
    name = factory.Sequence(lambda n: f"시리즈{n}")


class EventFactory(factory.django.DjangoModelFactory):
    """An announced event three weeks after NOON, open for registration, 100 seats."""

    class Meta:
        model = Event

    slug = factory.Sequence(lambda n: f"event-{n}")
    name = factory.Sequence(lambda n: f"행사{n}")
    venue = factory.SubFactory(VenueFactory)
    room = factory.SubFactory(RoomFactory, venue=factory.SelfAttribute("..venue"))
    starts_at = START
    ends_at = START + timedelta(hours=2)
    registration_opens_at = NOON - timedelta(days=7)
    registration_closes_at = START
    capacity = 100
    state = EventState.ANNOUNCED
    was_announced = factory.LazyAttribute(lambda event: event.state != EventState.PLANNED)

    class Params:
        # For views, which read the real clock: in 2099, and open for registration until then.
        open_now = factory.Trait(
            starts_at=datetime(2099, 3, 23, 14, 0, tzinfo=notation.SEOUL),
            ends_at=datetime(2099, 3, 23, 16, 0, tzinfo=notation.SEOUL),
            registration_opens_at=datetime(2020, 1, 1, tzinfo=notation.SEOUL),
            registration_closes_at=datetime(2099, 3, 23, tzinfo=notation.SEOUL),
        )
