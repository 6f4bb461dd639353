"""What holds for every public page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from agenda import releasing
from events import publishing
from events.models import Contact, EventState, SeriesEntry
from registrations import links
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory, OrganizationFactory, SeriesFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/series/max/",
    "/events/demo/",
    "/events/demo/display/",
    "/events/demo/changes/",
    "/events/demo/register/",
    "/events/demo/registered/",
    "/r/{token}/",
    "/r/{token}/change/",
    "/r/{token}/cancel/",
    "/r/{token}/data/",
    "/my/",
    "/events/demo/interest/",
    "/events/demo/interest/asked/",
    "/interest/forged/",
    "/no-such-page/",
    "/accounts/login/",
]


@pytest.fixture
def address(request):
    event = EventFactory(slug="demo", open_now=True)
    SeriesEntry.objects.create(series=SeriesFactory(slug="max"), event=event, ordinal=1)
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return request.param.format(token=links.token(RegistrationFactory(event=event)))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", ADDRESSES, indirect=True)
def test_page_has_one_heading_its_language_and_nothing_inline(client, address, prefix):
    if address.startswith("/accounts"):
        prefix = ""
    page = client.get(prefix + address).content.decode()

    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert f'<html lang="{"en" if prefix else "ko"}">' in page
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert re.findall(r"<script(?![^>]*(?: src=|application/(?:ld\+)?json))", page) == []


@pytest.mark.parametrize("address", ADDRESSES, indirect=True)
def test_page_asks_nobody_else(client, address):
    response = client.get(address)
    page = response.content.decode()

    fetched = re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="([^"]+)"', page)
    assert [source for source in fetched if not source.startswith(("/", "data:"))] == []
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_home_lists_what_is_next_and_what_was(client):
    EventFactory(name="열린 행사", open_now=True)
    EventFactory(name="로봇 행사", state=EventState.PLANNED, starts_at=None, ends_at=None)
    yesterday = timezone.now() - timedelta(days=1)
    EventFactory(
        name="끝난 행사", state=EventState.CLOSED, starts_at=yesterday - timedelta(hours=2), ends_at=yesterday
    )

    page = client.get("/").content.decode()

    next_part, past_part = page.split("지난 행사</h2>")
    assert next_part.index("열린 행사") < next_part.index("로봇 행사") < next_part.index("일정 미정")
    assert "끝난 행사" in past_part
    assert "개최 완료" in past_part


@pytest.mark.parametrize(
    ("state", "part", "tag"),
    [
        (EventState.CLOSED, "past", "개최 완료"),
        (EventState.ANNOUNCED, "past", "종료"),
        (EventState.CANCELLED, "past", "취소"),
        (EventState.PLANNED, "upcoming", "예정"),
    ],
)
def test_event_of_yesterday_is_listed_as_what_it_is(client, state, part, tag):
    yesterday = timezone.now() - timedelta(days=1)
    EventFactory(state=state, starts_at=yesterday - timedelta(hours=2), ends_at=yesterday)

    response = client.get("/")

    tags = re.findall(r'<span class="tag[^"]*">([^<]+)</span>', response.content.decode())
    assert ([name for name in ("upcoming", "past") if response.context[name]], tags) == ([part], [tag])


@pytest.fixture
def secret():
    """An event that is planned to the last detail, and not announced."""
    event = EventFactory(
        slug="demo",
        open_now=True,
        state=EventState.PLANNED,
        name="제2회 M.AX 컨퍼런스",
        theme="데이터로 여는 제조",
        purpose="비밀 목적",
        venue__name="비밀 회관",
    )
    SeriesEntry.objects.create(series=SeriesFactory(slug="max"), event=event)
    event.hosts.add(OrganizationFactory(name="비밀 주최"))
    Contact.objects.create(event=event, department="비밀 부서")
    SessionFactory(event=event, title="비밀 세션", starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


@pytest.mark.parametrize("address", ["/", "/series/max/", "/events/demo/", "/events/demo/register/"])
@pytest.mark.parametrize(("prefix", "undated"), [("", "일정 미정"), ("/en", "Date to be announced")])
def test_planned_event_keeps_its_date_and_place_to_itself(client, secret, address, prefix, undated):
    page = client.get(prefix + address).content.decode()

    assert secret.name in page
    assert undated in page
    assert ("데이터로 여는 제조" in page) == ("register" not in address)
    assert [told for told in ("2099", "비밀", "Hall House") if told in page] == []


def test_planned_event_has_no_calendar_entry_until_it_is_announced(client, secret):
    before = client.get("/events/demo/schedule.ics")
    publishing.announce(event_id=secret.pk)
    after = client.get("/events/demo/schedule.ics")

    assert (before.status_code, after.status_code) == (404, 200)


def test_planned_events_stand_last_whatever_their_date(client):
    EventFactory(name="둘째", open_now=True)
    for name, days in (("넷째", 3), ("다섯째", 2)):
        soon = timezone.now() + timedelta(days=days)
        EventFactory(name=name, state=EventState.PLANNED, starts_at=soon, ends_at=soon + timedelta(hours=1))
    soon = timezone.now() + timedelta(days=1)
    EventFactory(name="첫째", starts_at=soon, ends_at=soon + timedelta(hours=1))
    EventFactory(name="셋째", state=EventState.POSTPONED, starts_at=None, ends_at=None)

    response = client.get("/")

    listed = [response.context["next"], *response.context["upcoming"]]
    assert [event.name for event in listed[:2]] == ["첫째", "둘째"]
    assert {event.name for event in listed[2:]} == {"셋째", "넷째", "다섯째"}
    assert [event.name for event in listed if event.state == EventState.PLANNED] == ["넷째", "다섯째"]


@pytest.mark.parametrize("events", [1, 3])
def test_home_takes_the_same_queries_however_long_it_is(client, events, django_assert_num_queries):
    for ordinal in range(1, events + 1):
        SeriesEntry.objects.create(series=SeriesFactory(), event=EventFactory(open_now=True), ordinal=ordinal)

    with django_assert_num_queries(5):
        client.get("/")


def test_language_link_leads_to_the_same_page(client):
    EventFactory(slug="demo", open_now=True)

    assert 'href="/en/events/demo/"' in client.get("/events/demo/").content.decode()
    assert 'href="/events/demo/"' in client.get("/en/events/demo/").content.decode()


@pytest.mark.parametrize(("address", "status"), [("/no-such-page/", 404), ("/events/none/register/", 404)])
def test_missing_page_has_a_sentence(client, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert "첫 화면으로" in response.content.decode()
