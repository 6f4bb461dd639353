"""The public list of an event's releases."""

from datetime import timedelta

import pytest

from agenda import releasing
from agenda.models import Session
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db


def release(event, at=NOON):
    return releasing.release(event_id=event.pk, by_id=None, at=at)


@pytest.fixture
def event():
    event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스", name_en="1st M.AX Conference")
    session = SessionFactory(event=event, title="제조 AX", title_en="Manufacturing AX")
    release(event)
    Session.objects.filter(pk=session.pk).update(
        ends_at=session.ends_at + timedelta(minutes=5), stage_needs="장관 대기실"
    )
    release(event)
    return event


def test_releases_are_listed_with_their_changes_the_latest_first(client, event):
    page = client.get("/events/demo/changes/").content.decode()

    assert page.index("제2호") < page.index("제1호")
    assert "<li>발제1 14:00~14:15 (15&#x27;) → 14:00~14:20 (20&#x27;)</li>" in page
    assert "2027. 3. 1.(월) 12:00" in page


def test_changes_are_told_in_english(client, event):
    page = client.get("/en/events/demo/changes/").content.decode()

    assert "<li>Talk 1 14:00–14:15 (15&#x27;) → 14:00–14:20 (20&#x27;)</li>" in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_stage_needs_are_not_published(client, event, prefix):
    assert "장관 대기실" not in client.get(f"{prefix}/events/demo/changes/").content.decode()


def test_event_page_leads_to_the_changes(client, event):
    assert 'href="/events/demo/changes/"' in client.get("/events/demo/").content.decode()


def test_unchanged_list_is_not_sent_twice(client, event):
    first = client.get("/events/demo/changes/")
    again = client.get("/events/demo/changes/", headers={"If-None-Match": first["ETag"]})
    event.sessions.update(title="바뀜")
    release(event)

    after = client.get("/events/demo/changes/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, after.status_code) == (304, 200)
    assert "제3호" in after.content.decode()


def test_event_that_was_never_released_has_no_changes(client):
    EventFactory(slug="robots")

    assert client.get("/events/robots/changes/").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("releases", [1, 3])
def test_list_costs_the_same_queries_however_long_it_is(client, prefix, releases, django_assert_num_queries):
    event = EventFactory(slug=f"event{prefix[1:]}{releases}")
    session = SessionFactory(event=event)
    for number in range(releases):
        Session.objects.filter(pk=session.pk).update(title=f"제목 {number}")
        release(event)

    with django_assert_num_queries(3):
        client.get(f"{prefix}/events/{event.slug}/changes/")
