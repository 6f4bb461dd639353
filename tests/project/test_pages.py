"""What holds for every public page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from agenda import releasing
from events.models import EventState, SeriesEntry
from registrations import links
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory, SeriesFactory
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
