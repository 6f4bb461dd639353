"""The page of a full day: what goes over the wire, and what the database is asked."""

import gzip
from datetime import timedelta

import pytest

from agenda import releasing
from agenda.models import Appearance
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
MOST_BYTES = 60_000


def full_day(sessions):
    """A day in four rooms, half an hour for each session, a speaker in each."""
    event = EventFactory(slug="demo", open_now=True)
    rooms = [RoomFactory(venue=event.venue) for _ in range(4)]
    for number in range(sessions):
        starts_at = event.starts_at + timedelta(minutes=30 * (number // 4) - 300)
        session = SessionFactory(
            event=event,
            room=rooms[number % 4],
            title=f"현장중심 제조AX 전략과 산업경쟁력 제고 효과 분석 {number}",
            starts_at=starts_at,
        )
        Appearance.objects.create(session=session, speaker=SpeakerFactory())
    event.starts_at -= timedelta(hours=5)
    event.ends_at += timedelta(hours=5)
    event.save()
    releasing.release(event_id=event.pk, by_id=None, at=NOON)


@pytest.mark.parametrize("sessions", [6, 60])
def test_page_takes_the_same_queries_for_six_sessions_and_for_sixty(
    client, sessions, django_assert_num_queries
):
    full_day(sessions)

    with django_assert_num_queries(6):
        client.get("/events/demo/")


def test_page_of_sixty_sessions_is_small_on_the_wire(client):
    full_day(60)

    response = client.get("/events/demo/", headers=GZIP)

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < MOST_BYTES
    assert gzip.decompress(response.content) == client.get("/events/demo/").content


def test_compressed_page_has_a_version_of_its_own(client, django_assert_num_queries):
    full_day(6)
    packed = client.get("/events/demo/", headers=GZIP)
    plain = client.get("/events/demo/")

    with django_assert_num_queries(2):
        again = client.get("/events/demo/", headers={**GZIP, "If-None-Match": packed["ETag"]})

    assert packed["ETag"] != plain["ETag"]
    assert not packed["ETag"].startswith("W/")
    assert [response["Vary"] for response in (packed, plain, again)] == [
        "Accept-Encoding, Accept-Language"
    ] * 3
    assert (again.status_code, "Content-Encoding" in again.headers) == (304, False)


def test_page_with_a_form_is_never_compressed(client):
    full_day(6)

    assert "Content-Encoding" not in client.get("/events/demo/register/", headers=GZIP).headers


def test_page_names_the_room_of_each_session_where_there_are_several(client):
    full_day(6)

    page = client.get("/events/demo/").content.decode()

    assert page.count('class="timetable__room"') == 6


def test_page_of_one_room_has_no_column_for_it(client):
    event = EventFactory(slug="demo", open_now=True)
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    page = client.get("/events/demo/").content.decode()

    assert 'class="timetable__room"' not in page
    assert f'id="session-{event.sessions.get().pk}"' in page
