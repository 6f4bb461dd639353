"""The addresses below an event's: type, name, version, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from icalendar import Calendar

from agenda import releasing
from events import presses
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db

FORMS = {
    "schedule.ics": ("text/calendar; charset=utf-8", 'attachment; filename="demo.ics"'),
    "schedule.json": ("application/json", 'inline; filename="schedule.json"'),
    "schedule.xml": ("application/xml", 'inline; filename="schedule.xml"'),
    "programme.hwpx": ("application/hwp+zip", 'attachment; filename="programme-demo-1.hwpx"'),
    "programme.pdf": ("application/pdf", 'inline; filename="programme-demo-1.pdf"'),
    "programme-a5.pdf": ("application/pdf", 'inline; filename="programme-demo-1-a5.pdf"'),
    "programme.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        'attachment; filename="programme-demo-1.xlsx"',
    ),
}


def make_event(sessions=1, rooms=1):
    event = EventFactory(slug="demo", ends_at=START + timedelta(hours=9))
    halls = [event.room, *(RoomFactory(venue=event.venue) for _ in range(rooms - 1))]
    for number in range(sessions):
        starts_at = START + timedelta(minutes=15 * (number // rooms))
        SessionFactory(event=event, room=halls[number % rooms], starts_at=starts_at)
    return event


def release(event):
    return releasing.release(event_id=event.pk, by_id=None, at=NOON)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", FORMS)
def test_form_has_its_type_and_name(client, name, prefix):
    release(make_event())

    response = client.get(f"{prefix}/events/demo/{name}")

    assert response.status_code == 200
    assert (response["Content-Type"], response["Content-Disposition"]) == FORMS[name]
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", FORMS)
def test_form_before_the_first_release_is_not_found(client, name):
    make_event()

    assert client.get(f"/events/demo/{name}").status_code == 404


@pytest.mark.parametrize("name", FORMS)
def test_form_is_sent_once_for_each_release_and_language(client, name, django_assert_num_queries):
    event = make_event()
    release(event)
    first = client.get(f"/events/demo/{name}")

    with django_assert_num_queries(1):
        again = client.get(f"/events/demo/{name}", headers={"If-None-Match": first["ETag"]})
    english = client.get(f"/en/events/demo/{name}", headers={"If-None-Match": first["ETag"]})
    SessionFactory(event=event, starts_at=START + timedelta(hours=1))
    release(event)
    second = client.get(f"/events/demo/{name}", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert not first["ETag"].startswith("W/")
    assert (english.status_code, second.status_code) == (200, 200)
    assert len({first["ETag"], english["ETag"], second["ETag"]}) == 3


@pytest.mark.parametrize("sessions", [1, 3])
@pytest.mark.parametrize("name", FORMS)
def test_form_takes_the_same_queries_however_long_the_day(client, name, sessions, django_assert_num_queries):
    release(make_event(sessions))
    to_lock_the_press = (
        4 if name.endswith(".pdf") else 0
    )  # a savepoint, a limit, the lock, the savepoint's end

    with django_assert_num_queries(2 + to_lock_the_press):
        client.get(f"/events/demo/{name}")


@pytest.mark.parametrize("name", ["programme.hwpx", "programme.xlsx", "programme.pdf", "programme-a5.pdf"])
def test_dear_form_is_made_once(client, name, django_assert_num_queries):
    release(make_event())
    first = client.get(f"/events/demo/{name}").content

    with django_assert_num_queries(1):
        assert client.get(f"/events/demo/{name}").content == first


def test_form_is_there_without_a_cache_server(client, settings):
    release(make_event())
    nowhere = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock?db=0"}}

    with override_settings(CACHES=nowhere):
        assert client.get("/events/demo/programme.xlsx").status_code == 200


@pytest.mark.parametrize("name", ["schedule.json", "schedule.xml"])
def test_schedules_may_be_read_from_other_sites(client, name):
    release(make_event())

    assert client.get(f"/events/demo/{name}")["Access-Control-Allow-Origin"] == "*"


def test_session_has_a_calendar_entry_of_its_own(client):
    event = make_event(2)
    release(event)
    session = event.sessions.order_by("-pk")[0]
    session.title = "바뀐 제목"
    session.save()
    release(event)

    response = client.get(f"/events/demo/sessions/{session.pk}.ics")

    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Disposition"] == f'attachment; filename="demo-session-{session.pk}.ics"'
    assert (entry["UID"], entry["SEQUENCE"]) == (f"session-{session.pk}@testserver", 2)
    assert entry["SUMMARY"] == "발제2. 바뀐 제목"
    assert entry["DTSTART"].dt == START + timedelta(minutes=15)
    assert entry["DTSTART"].params["TZID"] == "Asia/Seoul"
    assert entry["URL"] == f"http://testserver/events/demo/#session-{session.pk}"


def test_session_that_fell_away_has_no_calendar_entry(client):
    event = make_event(2)
    release(event)
    session = event.sessions.order_by("-pk")[0]
    address = f"/events/demo/sessions/{session.pk}.ics"
    assert client.get(address).status_code == 200
    session.delete()
    release(event)

    assert client.get(address).status_code == 404


def test_reader_who_cannot_wait_for_the_press_is_told_when_to_come_back(client, monkeypatch):
    release(make_event())
    monkeypatch.setattr(presses, "LONGEST_WAIT", 0.05)
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [presses.LOCK])
        response = client.get("/events/demo/programme.pdf")
    finally:
        holder.close()

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "잠시 뒤에" in response.content.decode()
