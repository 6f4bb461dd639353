"""자동 안내 in the admin: set up, with the time they have by the event's date, switched off, removed."""

from datetime import time

import pytest
from django.urls import reverse

from registrations import reminders
from registrations.models import Reminder, ReminderKind
from tests.factories.events import EventFactory

NEW = {"add": "", "kind": "before", "days": "3", "clock": "09:00"}


@pytest.fixture
def event(db):
    return EventFactory(open_now=True)


def page(event):
    return reverse("admin:events_event_reminders", args=[event.pk])


def set_up(event, days=3):
    return reminders.set_up(event_id=event.pk, kind=ReminderKind.BEFORE, days=days, clock=time(9))


def test_reminder_is_set_up_and_shows_when_it_goes_out(client, event, organizer):
    response = client.post(page(event), NEW, follow=True)

    assert Reminder.objects.get().days == 3
    text = response.content.decode()
    assert "3일 전 09:00" in text
    assert "2099. 3. 20.(금) 09:00" in text


@pytest.mark.parametrize(
    "wrong", [{"clock": "21:00"}, {"clock": "07:59"}, {"clock": "x"}, {"days": "-1"}, {"days": "91"}]
)
def test_what_cannot_be_is_refused(client, event, organizer, wrong):
    assert client.post(page(event), {**NEW, **wrong}).status_code == 422
    assert Reminder.objects.count() == 0


def test_second_one_for_the_same_day_is_refused(client, event, organizer):
    set_up(event)

    response = client.post(page(event), NEW)

    assert response.status_code == 422
    assert "이미 있습니다" in response.content.decode()


def test_reminder_is_switched_and_removed(client, event, organizer):
    reminder = set_up(event)

    client.post(page(event), {"reminder": reminder.pk, "off": ""})
    reminder.refresh_from_db()
    assert not reminder.is_active
    client.post(page(event), {"reminder": reminder.pk, "on": ""})
    reminder.refresh_from_db()
    assert reminder.is_active
    client.post(page(event), {"reminder": reminder.pk, "remove": ""})
    assert Reminder.objects.count() == 0


@pytest.mark.parametrize("number", ["abc", "²", "9" * 30])
def test_reminder_that_cannot_be_is_not_found(client, event, organizer, number):
    assert client.post(page(event), {"reminder": number, "off": ""}).status_code == 404


def test_another_events_reminder_is_out_of_reach(client, event, organizer):
    other = set_up(EventFactory())

    assert client.post(page(event), {"reminder": other.pk, "remove": ""}).status_code == 404
    assert client.get(page(other.event)).status_code == 404
    assert client.post(page(other.event), NEW).status_code == 404
    assert list(Reminder.objects.all()) == [other]


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_many(client, event, organizer, django_assert_num_queries, count):
    for days in range(count):
        set_up(event, days)
    client.get(page(event))

    with django_assert_num_queries(6):
        client.get(page(event))
