"""The hall's screen as the server sends it."""

import json
import re
from datetime import timedelta

import pytest

from agenda import releasing
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(
        slug="demo", name="제1회 M.AX 컨퍼런스", room__name="대회의실", ends_at=START + timedelta(hours=9)
    )
    SessionFactory(event=event, title="</script>제조 AX")
    second = RoomFactory(venue=event.venue, name="소회의실")
    SessionFactory(event=event, title="상담회", room=second)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


def data_of(response):
    [text] = re.findall(
        r'<script id="display-data" type="application/json">(.*?)</script>', response.content.decode()
    )
    return json.loads(text)


def test_screen_brings_every_room_and_session(client, event):
    data = data_of(client.get("/events/demo/display/"))

    assert data["number"] == 1
    assert sorted(
        (room["name"], [session["heading"] for session in room["sessions"]]) for room in data["rooms"]
    ) == sorted([(str(event.room), ["발제1. </script>제조 AX"]), ("8층 소회의실", ["발제2. 상담회"])])


@pytest.mark.parametrize("by", ["name", "id"])
def test_screen_of_a_room_brings_that_room_alone(client, event, by):
    second = event.sessions.get(title="상담회").room
    room = {"name": "8층-소회의실", "id": str(second.pk)}[by]

    data = data_of(client.get("/events/demo/display/", {"room": room}))

    assert [room["name"] for room in data["rooms"]] == ["8층 소회의실"]


def test_screen_of_an_unknown_room_is_not_found(client, event):
    assert client.get("/events/demo/display/", {"room": "없는-방"}).status_code == 404


def test_screen_before_the_first_release_is_not_found(client):
    EventFactory(slug="demo")

    assert client.get("/events/demo/display/").status_code == 404


def test_screen_without_scripts_has_the_table(client, event):
    page = client.get("/events/demo/display/").content.decode()

    table = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "14:00~14:15" in table
    assert "발제2. 상담회" in table


def test_screens_version_is_the_releases(client, event, django_assert_num_queries):
    first = client.get("/events/demo/display/")

    with django_assert_num_queries(1):
        again = client.get("/events/demo/display/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["ETag"]) == (304, first["ETag"])
