"""The .ics of an event."""

import pytest
from icalendar import Calendar

from agenda import releasing
from events import publishing
from events.models import Event
from tests.factories.agenda import SessionFactory, two_days
from tests.factories.events import NOON, START, EventFactory

pytestmark = pytest.mark.django_db


def fetch(client, event, prefix=""):
    response = client.get(f"{prefix}/events/{event.slug}/schedule.ics")
    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    return response, entry


def test_ics_names_the_event_in_seoul_time(client):
    event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스")
    SessionFactory(event=event, title="제조 AX")
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    response, entry = fetch(client, event)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert entry["UID"] == "event-demo@testserver"
    assert entry["SEQUENCE"] == 1
    assert entry["SUMMARY"] == "제1회 M.AX 컨퍼런스"
    assert entry["DTSTART"].dt == START
    assert entry["DTSTART"].params["TZID"] == "Asia/Seoul"
    assert entry["DESCRIPTION"] == "14:00~14:15 (15') 발제1. 제조 AX"
    assert entry["URL"] == "http://testserver/events/demo/"
    assert b"BEGIN:VTIMEZONE" in response.content


def test_ics_of_a_second_release_keeps_the_uid_and_raises_the_sequence(client):
    event = EventFactory()
    session = SessionFactory(event=event)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    _response, first = fetch(client, event)
    session.title = "바뀐 제목"
    session.save()
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    _response, second = fetch(client, event, prefix="/en")

    assert second["UID"] == first["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)


def test_ics_of_several_days_names_each_day_once(client):
    _response, korean = fetch(client, two_days(slug="two"))
    _response, english = fetch(client, Event.objects.get(), prefix="/en")

    assert korean["DESCRIPTION"].splitlines() == [
        "2099. 3. 23.(월)",
        "14:00~14:15 (15') 발제1. 첫째 발제",
        "14:15~14:30 (15') 발제2. 둘째 발제",
        "2099. 3. 24.(화)",
        "14:00~14:15 (15') 발제3. 셋째 발제",
    ]
    assert english["DESCRIPTION"].splitlines()[3] == "Tue., Mar. 24, 2099"


def test_ics_of_a_cancelled_event_says_so(client):
    event = EventFactory()
    SessionFactory(event=event)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    response, before = fetch(client, event)
    publishing.cancel(event_id=event.pk)

    again = client.get(f"/events/{event.slug}/schedule.ics", headers={"If-None-Match": response["ETag"]})
    [after] = Calendar.from_ical(again.content).walk("VEVENT")

    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_ics_before_the_first_release_is_not_found(client):
    event = EventFactory()

    assert client.get(f"/events/{event.slug}/schedule.ics").status_code == 404


def test_ics_is_not_sent_twice(client):
    event = EventFactory()
    SessionFactory(event=event)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    response, _entry = fetch(client, event)

    again = client.get(f"/events/{event.slug}/schedule.ics", headers={"If-None-Match": response["ETag"]})

    assert again.status_code == 304
