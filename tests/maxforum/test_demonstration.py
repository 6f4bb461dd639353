"""The demonstration: whole, in both languages, into an empty database only."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from agenda import published
from agenda.models import Participant, Release, Session, Speaker
from events import notation
from events.models import (
    Division,
    Event,
    EventState,
    Message,
    Organization,
    RegistrationWindow,
    Room,
    Series,
    Venue,
)
from maxforum import demonstration
from registrations import seatcharts
from registrations.models import Registration
from tests.factories.events import NOON, SeriesFactory

THREE_WEEKS_ON = datetime(2027, 3, 22, 14, 0, tzinfo=notation.SEOUL)  # a Monday


@pytest.mark.django_db
def test_load_brings_conference_1_as_held():
    assert demonstration.load(at=NOON) is True

    event = Event.objects.get(slug="max-conference-1")
    release = Release.objects.get(event=event)
    assert (event.state, event.is_demonstration, release.number) == (EventState.CLOSED, False, 1)
    assert event.registration_window(at=NOON) == RegistrationWindow.OVER
    assert event.registration_window(at=event.starts_at - timedelta(days=10)) == RegistrationWindow.OVER
    assert published.current(event).programme.when("ko") == "2026. 5. 20.(수) 14:00~16:00"
    assert list(event.series_entries.order_by("pk").values_list("series__name", "ordinal")) == [
        ("M.AX 컨퍼런스", 1),
        ("산업성장포럼", 1),
    ]


@pytest.mark.django_db
def test_load_brings_a_copy_that_can_be_tried():
    demonstration.load(at=NOON)

    event = Event.objects.get(slug="demo")
    assert (event.state, event.is_demonstration, event.capacity) == (EventState.ANNOUNCED, True, 150)
    assert (event.starts_at, event.ends_at) == (THREE_WEEKS_ON, THREE_WEEKS_ON + timedelta(hours=2))
    assert event.registration_window(at=NOON) == RegistrationWindow.OPEN
    assert published.current(event).number == 1
    assert [row.minutes for row in published.current(event).programme.rows] == [10, 15, 15, 15, 65]
    assert Registration.objects.filter(event=event, invitation=None).confirmed().count() == 40
    assert event.invitations.count() == 60
    assert not Message.objects.filter(state__in=["draft", "queued"]).exists()


@pytest.mark.django_db
def test_load_seats_the_guests_of_honour_of_the_copy():
    demonstration.load(at=NOON)

    front, tables = seatcharts.of_event(Event.objects.get(slug="demo").pk)
    assert (str(front.area), len(front.places), front.held) == ("내빈석", 20, 1)
    assert (str(tables.area), len(tables.places)) == ("원탁", 18)
    assert front.taken > 0
    assert tables.taken > 0


@pytest.mark.django_db
@pytest.mark.parametrize("days", [5, 6])
def test_load_puts_the_copy_on_a_working_day(days):
    demonstration.load(at=NOON + timedelta(days=days))

    assert Event.objects.get(slug="demo").starts_at == THREE_WEEKS_ON + timedelta(days=7)


@pytest.mark.django_db
def test_load_brings_the_conferences_to_come_without_a_date():
    demonstration.load(at=NOON)

    planned = Event.objects.filter(state=EventState.PLANNED).order_by("pk")
    assert list(planned.values_list("slug", "starts_at", "series__name", "series_entries__ordinal")) == [
        ("max-conference-data", None, "M.AX 컨퍼런스", None),
        ("max-conference-robots", None, "M.AX 컨퍼런스", None),
    ]


@pytest.mark.django_db
def test_load_is_complete_in_english():
    demonstration.load(at=NOON)

    wanted = {
        Event: ["name_en", "theme_en", "purpose_en"],
        Series: ["name_en", "description", "description_en"],
        Venue: ["name_en", "address", "address_en", "directions", "directions_en"],
        Room: ["name_en", "floor_en"],
        Session: ["title_en"],
        Speaker: ["name_en", "title_en"],
        Organization: ["name_en"],
        Division: ["name_en"],
    }
    missing = [
        (model.__name__, field) for model, fields in wanted.items() for field in fields
        if model.objects.filter(**{field: ""}).exists()
    ]  # fmt: skip
    assert missing == []
    assert not Session.objects.exclude(remark="").filter(remark_en="").exists()
    assert not Participant.objects.exclude(office="").filter(office_en="").exists()
    programme = published.current(Event.objects.get(slug="demo")).programme
    assert (programme.name["en"], programme.where("en")) == (
        "1st M.AX Conference and Industry Growth Forum",
        "Main Conference Room, 8th floor, Korea Chamber of Commerce and Industry",
    )
    assert programme.rows[1].note("en") == "Park Jung-ho, Professor, Myongji University"


@pytest.mark.django_db
def test_load_leaves_a_database_with_contents_alone():
    SeriesFactory()

    assert demonstration.load(at=NOON) is False

    assert (Event.objects.count(), Series.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_load_demonstration_twice_says_so():
    first, second = StringIO(), StringIO()

    call_command("load_demonstration", stdout=first)
    call_command("load_demonstration", stdout=second)

    assert first.getvalue().startswith("Demonstration loaded")
    assert second.getvalue() == "There are events already: the demonstration was not loaded.\n"
    assert Event.objects.count() == 4


@pytest.mark.django_db
def test_load_makes_the_eleven_divisions_in_their_order():
    demonstration.load(at=NOON)

    names = list(Division.objects.order_by("position").values_list("name", flat=True))
    assert (len(names), names[0], names[-1]) == (11, "AI 팩토리", "산단AX")
