"""What the database itself refuses, and what events answer by the clock."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from events.models import Document, Event, EventState, RegistrationWindow, SeriesEntry
from tests.factories.events import NOON, START, EventFactory, SeriesFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ends_at": START}, "event_ends_after_it_starts"),
        ({"ends_at": None}, "event_ends_after_it_starts"),
        ({"registration_closes_at": NOON - timedelta(days=30)}, "event_registration_closes_after_it_opens"),
        ({"starts_at": None, "ends_at": None}, "event_is_dated_once_announced"),
        ({"venue": None, "room": None}, "event_is_dated_once_announced"),
        ({"capacity": 0}, "event_has_a_seat"),
    ],
)
def test_impossible_event_is_refused(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        EventFactory(**fields)


@pytest.mark.django_db
def test_document_is_named_by_the_hour_in_seoul():
    event = EventFactory(name="제1회 포럼")
    document = Document.objects.create(event=event, kind="badges", requested_at=NOON)
    document.refresh_from_db()

    assert str(document) == "badges · 제1회 포럼 · 2027. 3. 1.(월) 12:00"


@pytest.mark.django_db
def test_ordinal_is_given_once_per_series():
    series = SeriesFactory()
    SeriesEntry.objects.create(series=series, event=EventFactory(), ordinal=1)

    with pytest.raises(IntegrityError, match="seriesentry_one_event_per_ordinal"), transaction.atomic():
        SeriesEntry.objects.create(series=series, event=EventFactory(), ordinal=1)


@pytest.mark.parametrize(
    ("fields", "window"),
    [
        ({}, RegistrationWindow.OPEN),
        ({"state": EventState.PLANNED}, RegistrationWindow.NOT_YET),
        ({"registration_opens_at": NOON + timedelta(seconds=1)}, RegistrationWindow.NOT_YET),
        ({"registration_opens_at": None}, RegistrationWindow.NOT_YET),
        ({"registration_closes_at": NOON}, RegistrationWindow.OVER),
        ({"starts_at": NOON - timedelta(hours=2), "ends_at": NOON}, RegistrationWindow.OVER),
        ({"state": EventState.CLOSED}, RegistrationWindow.OVER),
        ({"state": EventState.CANCELLED}, RegistrationWindow.OVER),
        ({"state": EventState.POSTPONED}, RegistrationWindow.OVER),
    ],
)
def test_registration_window(fields, window):
    event = EventFactory.build(venue=None, room=None, **fields)

    assert event.registration_window(at=NOON) == window


@pytest.mark.django_db
def test_embedded_and_real_postgres_sort_hangul_by_syllable():
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(x, '' ORDER BY x) FROM unnest(ARRAY['하','가','나']) AS x")
        assert cursor.fetchone() == ("가나하",)


@pytest.mark.django_db
def test_upcoming_puts_undated_events_last():
    undated = EventFactory(state=EventState.PLANNED, starts_at=None, ends_at=None)
    dated = EventFactory()
    held = EventFactory(starts_at=NOON - timedelta(days=2), ends_at=NOON - timedelta(days=1))

    assert list(Event.objects.upcoming(at=NOON)) == [dated, undated]
    assert list(Event.objects.past(at=NOON)) == [held]
