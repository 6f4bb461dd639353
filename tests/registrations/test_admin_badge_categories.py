"""명찰: which badge each category gets, on one form of the admin."""

import pytest
from django.urls import reverse

from registrations.badges import bycategory, colours
from registrations.models import CategoryBadge
from registrations.states import Category
from tests.factories.badges import make_layout
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def listed(event):
    return reverse("admin:events_event_badges", args=[event.pk])


def category_fields(event, **changes):
    sent = {"save": "", "seen": bycategory.version(bycategory.choices(event.pk))}
    sent |= {f"{category}-colour": colours.COLOURS[category] for category in Category.values}
    return {**sent, **changes}


def test_categories_are_kept_on_one_form(client, event, organizer):
    row = make_layout(event)
    changes = {
        "vip-layout": f"own-{row.pk}",
        "vip-colour": "#ffcc00",
        "vip-word": "귀빈",
        "press-omitted": "on",
    }

    response = client.post(listed(event), category_fields(event, **changes))

    assert response.url == listed(event)
    kept = CategoryBadge.objects.order_by("category").values_list(
        "category", "layout", "colour", "word", "is_omitted"
    )
    assert list(kept) == [("press", None, "", "", True), ("vip", row.pk, "#ffcc00", "귀빈", False)]
    assert ".mf-band-vip{background:#ffcc00;color:#131416}" in client.get(listed(event)).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"vip-layout": "own-999999"},
        {"vip-layout": "sticker-2x4"},
        {"vip-colour": "#ffcc00}body{display:none"},
        {"vip-colour": "#ffcc00\n"},
        {"vip-word": "가" * 21},
        {"vip-word": "귀\u202e빈"},
        {"seen": "0"},
    ],
)
def test_categories_that_cannot_be_keep_nothing(client, event, organizer, changes):
    response = client.post(listed(event), category_fields(event, **{"vip-word": "귀빈", **changes}))

    is_colour_cleaned = changes == {"vip-colour": "#ffcc00\n"}  # a line break at the end is cut off
    assert response.status_code == (302 if is_colour_cleaned else 422)
    assert CategoryBadge.objects.exists() == is_colour_cleaned


def test_layout_of_another_event_is_no_badge_of_a_category(client, event, organizer):
    theirs = make_layout(EventFactory())

    response = client.post(listed(event), category_fields(event, **{"vip-layout": f"own-{theirs.pk}"}))

    assert response.status_code == 422
    assert not CategoryBadge.objects.exists()
