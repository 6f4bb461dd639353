"""The event page: what it shows, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from agenda import releasing
from events.models import Contact, Event, EventState
from tests.factories.agenda import SessionFactory, two_days
from tests.factories.events import (
    NOON,
    EventFactory,
    OrganizationFactory,
    RoomFactory,
    SeriesFactory,
    UserFactory,
)
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(
        slug="demo",
        name="제1회 M.AX 컨퍼런스",
        name_en="1st M.AX Conference",
        theme="제조AX, 산업 현장으로",
        purpose="정책 아이디어 발굴",
        open_now=True,
    )
    SessionFactory(event=event, title="제조 AX의 효과", title_en="Effects of AX", starts_at=event.starts_at)
    Contact.objects.create(event=event, department="산업인공지능정책과", phone="044-203-3830")
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


def read(client, address="/events/demo/", **headers):
    response = client.get(address, headers=headers)
    return response, response.content.decode()


def test_page_shows_the_release_in_both_languages(client, event):
    _response, korean = read(client)
    _response, english = read(client, "/en/events/demo/")

    for part in (
        "제1회 M.AX 컨퍼런스",
        "2099. 3. 23.(월) 14:00~16:00",
        "14:00~14:15",
        "발제1. 제조 AX의 효과",
        "044-203-3830",
    ):
        assert part in korean
    for part in ("1st M.AX Conference", "Mon., Mar. 23, 2099, 14:00–16:00 (KST)", "Talk 1. Effects of AX"):
        assert part in english


def test_page_does_not_show_the_draft(client, event):
    event.sessions.update(title="아직 비밀")

    _response, page = read(client)

    assert "아직 비밀" not in page
    assert "제조 AX의 효과" in page


def test_page_shows_the_event_as_it_was_released(client, event):
    before = [
        "제1회 M.AX 컨퍼런스",
        "제조AX, 산업 현장으로",
        "정책 아이디어 발굴",
        "2099. 3. 23.(월)",
        event.venue.name,
    ]
    other = RoomFactory(venue__name="다른 회관", venue__directions="다른 길")
    Event.objects.filter(pk=event.pk).update(
        name="바뀐 이름",
        theme="바뀐 주제",
        purpose="바뀐 목적",
        starts_at=event.starts_at + timedelta(days=1),
        ends_at=event.ends_at + timedelta(days=1),
        venue=other.venue,
        room=other,
        state=EventState.POSTPONED,
    )

    _response, page = read(client)

    drafted = ["바뀐 이름", "바뀐 주제", "바뀐 목적", "2099. 3. 24.(화)", "다른 회관", "다른 길"]
    assert [part for part in before if part not in page] == []
    assert [part for part in drafted if part in page] == []
    assert "이 행사는 연기되었습니다" in page


@pytest.mark.parametrize(
    ("prefix", "days"),
    [("", ["2099. 3. 23.(월)", "2099. 3. 24.(화)"]), ("/en", ["Mon., Mar. 23, 2099", "Tue., Mar. 24, 2099"])],
)
def test_page_of_several_days_has_a_heading_for_each(client, prefix, days):
    two_days(slug="demo")

    _response, page = read(client, f"{prefix}/events/demo/")

    table = page[page.index("<tbody") : page.index("</table>")]
    shown = re.findall(r'scope="rowgroup"[^>]*>([^<]+)<|timetable__title">[^<]*(.째) 발제', table)
    assert ["".join(found) for found in shown] == [days[0], "첫째", "둘째", days[1], "셋째"]


def test_page_of_one_day_has_no_heading_for_it(client, event):
    assert 'rowgroup" colspan' not in read(client)[1]


def test_page_before_the_first_release_shows_the_event_as_it_stands(client):
    event = EventFactory(
        slug="demo", open_now=True, purpose="정책 아이디어 발굴", venue__address="세종대로 39"
    )

    _response, page = read(client)

    parts = [
        event.name,
        event.purpose,
        "2099. 3. 23.(월) 14:00~16:00",
        f"{event.venue} {event.room}",
        "세종대로 39",
    ]
    assert [part for part in parts if part not in page] == []


def test_second_reading_takes_two_queries(client, event, django_assert_num_queries):
    read(client)

    with django_assert_num_queries(2):
        read(client)


def test_unchanged_page_is_not_sent_again(client, event, django_assert_num_queries):
    response, _page = read(client)

    with django_assert_num_queries(2):
        again, body = read(client, **{"If-None-Match": response["ETag"]})

    assert (again.status_code, body) == (304, "")
    assert again["ETag"] == response["ETag"]


@pytest.mark.parametrize("change", ["release", "event", "seats", "language"])
def test_whatever_shows_makes_a_new_version(client, event, change):
    response, _page = read(client)
    address = "/events/demo/"
    if change == "release":
        SessionFactory(event=event, starts_at=event.starts_at + timedelta(minutes=30))
        releasing.release(event_id=event.pk, by_id=None, at=NOON)
    elif change == "event":
        event.theme = "새 주제"
        event.save()
    elif change == "seats":
        event.capacity = 1
        event.save()
        response, _page = read(client)
        RegistrationFactory(event=event)
    else:
        address = "/en/events/demo/"

    again, _page = read(client, address, **{"If-None-Match": response["ETag"]})

    assert again.status_code == 200
    assert again["ETag"] != response["ETag"]


@pytest.fixture
def shared(event):
    """What the event's page shows of the rows that events share, each with its form's other fields."""
    series, host = SeriesFactory(), OrganizationFactory()
    event.series_entries.create(series=series)
    event.hosts.add(host)
    no_rooms = {"rooms-TOTAL_FORMS": 0, "rooms-INITIAL_FORMS": 0}
    return {
        "venue": (event.venue, {"directions": "시청역 9번 출구", **no_rooms}),
        "room": (event.room, {"venue": event.venue_id, "floor": "9층", "walking_minutes": 5}),
        "series": (series, {"slug": series.slug, "position": 3}),
        "organization": (host, {"sector": "government"}),
    }


@pytest.mark.parametrize("kind", ["venue", "room", "series", "organization"])
def test_page_is_new_when_what_events_share_is_edited(client, event, shared, kind):
    EventFactory(slug="other", open_now=True)
    row, fields = shared[kind]
    before = {slug: read(client, f"/events/{slug}/")[0]["ETag"] for slug in ("demo", "other")}
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(reverse(f"admin:events_{kind}_change", args=[row.pk]), {"name": "새 이름", **fields})

    after = {slug: read(client, f"/events/{slug}/")[0]["ETag"] for slug in ("demo", "other")}
    row.refresh_from_db()
    assert row.name == "새 이름"
    assert after["demo"] != before["demo"]
    assert after["other"] == before["other"]


def test_page_is_new_when_a_host_is_deleted(client, event, shared):
    host, _fields = shared["organization"]
    before, page = read(client)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(reverse("admin:events_organization_delete", args=[host.pk]), {"post": "yes"})

    after, without = read(client)
    assert after["ETag"] != before["ETag"]
    assert (host.name in page, host.name in without) == (True, False)


@pytest.mark.parametrize(
    ("fields", "sentence", "has_button"),
    [
        ({}, "참가 등록을 받고 있습니다", True),
        ({"state": EventState.CANCELLED}, "이 행사는 취소되었습니다", False),
        ({"state": EventState.POSTPONED}, "이 행사는 연기되었습니다", False),
        ({"state": EventState.CLOSED}, "개최를 마친 행사입니다", False),
        ({"registration_opens_at": timezone.now() + timedelta(days=2)}, "에 시작합니다", False),
        (
            {"registration_opens_at": None, "registration_closes_at": timezone.now()},
            "참가 등록이 마감되었습니다",
            False,
        ),
    ],
)
def test_page_says_where_registration_stands(client, fields, sentence, has_button):
    EventFactory(slug="demo", **{"open_now": True, **fields})

    _response, page = read(client)

    assert sentence in page
    assert ("/events/demo/register/" in page) == has_button


def test_full_event_offers_the_waiting_list(client, event):
    event.capacity = 1
    event.save()
    RegistrationFactory(event=event)

    _response, page = read(client)

    assert "대기 등록하기" in page


def test_planned_event_without_a_date_says_so(client):
    EventFactory(slug="demo", state=EventState.PLANNED, starts_at=None, ends_at=None, venue=None, room=None)

    _response, page = read(client)

    assert page.count("일정 미정") >= 2


def test_unknown_event_is_not_found(client):
    response, page = read(client)

    assert response.status_code == 404
    assert "페이지를 찾을 수 없습니다" in page


@pytest.mark.parametrize("sessions", [1, 3])
def test_drawing_takes_the_same_queries_however_long_the_day(client, sessions, django_assert_num_queries):
    event = EventFactory(slug="demo", open_now=True)
    for number in range(sessions):
        room = RoomFactory(venue=event.venue)
        SessionFactory(event=event, room=room, starts_at=event.starts_at + timedelta(minutes=10 * number))
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    with django_assert_num_queries(6):
        read(client)


def test_page_is_there_without_a_cache_server(client, event, settings):
    nowhere = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock?db=0"}}

    with override_settings(CACHES=nowhere):
        response, page = read(client)

    assert response.status_code == 200
    assert "제조 AX의 효과" in page
