"""명찰: the list of an event's layouts in the admin, what may be done there, and for whom the pages are."""

import pytest
from django.urls import reverse

from events import access
from events.models import EventRole
from registrations.badges import editing
from registrations.models import BadgeLayout
from tests.factories.admin import organizer_of
from tests.factories.badges import make_layout
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.pictures import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def listed(event):
    return reverse("admin:events_event_badges", args=[event.pk])


def test_event_without_layouts_shows_the_one_that_all_have(client, event, organizer):
    page = client.get(listed(event)).content.decode()

    assert "처음부터 있는 양식" in page
    assert page.count('class="badge"') == 1


def test_list_shows_each_layout_and_costs_the_same(client, event, organizer, django_assert_num_queries):
    client.get(listed(event))
    for number in range(3):
        row = make_layout(event, name=f"양식{number}", logo=png((60, 20)))
        with django_assert_num_queries(8):
            page = client.get(listed(event)).content.decode()
    editing.make_usual(event_id=event.pk, layout_id=row.pk)
    page = client.get(listed(event)).content.decode()

    assert page.count('class="badge"') == 3
    assert "처음부터 있는 양식" not in page
    assert page.count("기본 명찰</span>") == 1


def test_layouts_are_copied_chosen_and_deleted(client, event, organizer):
    row = make_layout(event)

    client.post(listed(event), {"layout": row.pk, "copy": ""})
    assert sorted(event.badge_layouts.values_list("name", flat=True)) == ["우리 명찰", "우리 명찰 (2)"]

    client.post(listed(event), {"layout": row.pk, "usual": ""})
    response = client.post(listed(event), {"layout": row.pk, "delete": ""}, follow=True)
    assert "이 행사의 기본 명찰입니다" in response.content.decode()

    client.post(listed(event), {"plain": ""})
    client.post(listed(event), {"layout": row.pk, "delete": ""})
    assert list(event.badge_layouts.values_list("name", flat=True)) == ["우리 명찰 (2)"]


@pytest.mark.parametrize("layout", ["", "0", "-1", "9" * 30, "<b>", "٣"])
@pytest.mark.parametrize("step", ["copy", "usual", "delete"])
def test_step_on_no_layout_is_not_found(client, event, organizer, layout, step):
    assert client.post(listed(event), {"layout": layout, step: ""}).status_code == 404


def test_pages_are_for_the_events_organizers_alone(event, client):
    row = make_layout(event)
    own = make_layout(EventFactory())
    desk = UserFactory(is_staff=True)
    access.grant(event_id=event.pk, user_id=desk.pk, role=EventRole.DESK, by_id=None, at=NOON)
    stranger = organizer_of(own.event)
    new = reverse("admin:events_event_badge_layout_new", args=[event.pk])
    editor = reverse("admin:events_event_badge_layout", args=[event.pk, row.pk])
    pages = [listed(event), new, editor]

    for user, status in ((desk, 404), (stranger, 404)):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status] * 3
        assert [client.post(page, {"save": ""}).status_code for page in pages] == [status] * 3
    mixed = reverse("admin:events_event_badge_layout", args=[own.event_id, row.pk])
    assert client.get(mixed).status_code == 404
    assert client.post(listed(own.event), {"layout": row.pk, "delete": ""}).status_code == 404
    client.logout()
    assert [client.get(page).status_code for page in pages] == [302] * 3
    assert BadgeLayout.objects.count() == 2
