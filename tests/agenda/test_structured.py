"""What search engines read on the event page."""

import json
import re
from dataclasses import replace

import pytest

from agenda import releasing, structured
from agenda.snapshots import Words
from events.models import EventState
from tests.factories import programmes
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory


def read(published, state="announced", language="ko"):
    return json.loads(structured.json_ld(published, state=state, language=language))


def test_event_has_its_sessions_as_sub_events():
    event = read(programmes.small())

    talk = event["subEvent"][0]
    assert (event["@type"], event["name"], event["inLanguage"]) == ("Event", "제1회 M.AX 컨퍼런스", "ko")
    assert event["startDate"] == "2027-03-22T14:00:00+09:00"
    assert event["endDate"] == "2027-03-22T14:20:00+09:00"
    assert event["location"] == {
        "@type": "Place",
        "name": "대한상공회의소 8층 대회의실",
        "address": "서울특별시 중구 세종대로 39",
    }
    assert event["organizer"] == [{"@type": "Organization", "name": "산업통상부"}]
    assert [part["name"] for part in event["subEvent"]] == ["발제1. 제조 AX의 효과", "휴식"]
    assert talk["startDate"] == "2027-03-22T14:00:00+09:00"
    assert talk["url"] == "http://testserver/events/max-1/#session-1"
    assert talk["performer"] == [
        {
            "@type": "Person",
            "name": "박정호",
            "jobTitle": "교수",
            "affiliation": {"@type": "Organization", "name": "명지대"},
        }
    ]
    assert talk["location"]["name"] == "대한상공회의소 8층 대회의실"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (EventState.ANNOUNCED, "EventScheduled"),
        (EventState.CLOSED, "EventScheduled"),
        (EventState.CANCELLED, "EventCancelled"),
        (EventState.POSTPONED, "EventPostponed"),
    ],
)
def test_status_follows_the_event_in_every_session(state, status):
    event = read(programmes.small(), state=state)

    assert {event["eventStatus"], *(part["eventStatus"] for part in event["subEvent"])} == {
        f"https://schema.org/{status}"
    }


def test_no_text_ends_the_script_element():
    published = programmes.small()
    spiteful = "</script><script>alert(1)</script>&amp;<!--"
    published = replace(published, programme=replace(published.programme, name=Words(spiteful)))

    text = structured.json_ld(published, state="announced", language="ko")

    assert [sign for sign in "<>&" if sign in text] == []
    assert json.loads(text)["name"] == spiteful


@pytest.mark.django_db
def test_event_page_carries_the_data_whole(client):
    event = EventFactory(slug="demo", open_now=True, name='<M.AX> & "AI"')
    SessionFactory(event=event, title="제조 AX", starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    page = client.get("/en/events/demo/").content.decode()

    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(text)
    assert data["name"] == '<M.AX> & "AI"'
    assert data["url"] == "http://testserver/en/events/demo/"
    assert [part["name"] for part in data["subEvent"]] == ["Talk 1. 제조 AX"]
