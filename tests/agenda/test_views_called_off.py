"""What the public addresses say of an event that is called off, and when the press fails."""

import pytest
from icalendar import Calendar

from agenda import releasing
from agenda.interchange import frab_json
from agenda.models import Session
from events import publishing
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(slug="demo")
    SessionFactory(event=event, title="제조 AX")
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


def entry(client, name):
    [found] = Calendar.from_ical(client.get(f"/events/demo/{name}").content).walk("VEVENT")
    return found["STATUS"], found["SEQUENCE"]


@pytest.mark.parametrize(("step", "sequence"), [(publishing.cancel, 2), (publishing.postpone, 1)])
def test_calendars_strike_it_out(client, event, step, sequence):
    session = f"sessions/{Session.objects.get().pk}.ics"
    before = [entry(client, name) for name in ("schedule.ics", session)]

    step(event_id=event.pk)

    assert before == [("CONFIRMED", 1)] * 2
    assert [entry(client, name) for name in ("schedule.ics", session)] == [("CANCELLED", sequence)] * 2


@pytest.mark.parametrize("step", [publishing.cancel, publishing.postpone])
def test_apps_are_given_no_sessions(client, event, step):
    before = client.get("/events/demo/schedule.json").content
    step(event_id=event.pk)

    assert len(frab_json.read(before)) == 1
    assert frab_json.read(client.get("/events/demo/schedule.json").content) == []
    assert "제조 AX" not in client.get("/events/demo/schedule.xml").content.decode()


@pytest.mark.parametrize(("step", "word"), [(publishing.cancel, "취소"), (publishing.postpone, "연기")])
def test_screen_says_so(client, event, step, word):
    step(event_id=event.pk)

    page = client.get("/events/demo/display/").content.decode()

    assert f"이 행사는 {word}되었습니다." in page
    assert "제조 AX" not in page
