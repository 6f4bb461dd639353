from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse

from events.models import Document, DocumentState, Event, EventState, MessageState
from registrations.admin import dashboard
from registrations.states import RegistrationState
from tests.factories.admin import make_message, make_organizer, make_world, organizer_of
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory


def _figures(user, at=NOON):
    request = RequestFactory().get("/admin/")
    request.user = user
    return dashboard.figures(request, at=at)


def test_next_event_comes_with_its_seats_and_days(db):
    event = EventFactory(capacity=2)
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    later = EventFactory(starts_at=START + timedelta(days=9), ends_at=START + timedelta(days=9, hours=1))
    undated = EventFactory(state=EventState.PLANNED, starts_at=None, ends_at=None)
    user = organizer_of(event)
    make_organizer(later, user)
    make_organizer(undated, user)

    figures = _figures(user)

    assert figures["next"].event == event
    assert (figures["next"].event.confirmed, figures["next"].event.waiting) == (2, 1)
    assert [(entry.event, entry.countdown) for entry in figures["coming"]] == [
        (event, "D-21"),
        (later, "D-30"),
        (undated, ""),
    ]


def test_day_of_the_event_is_counted_in_seoul(db):
    user = organizer_of(EventFactory())

    # 23:30 in UTC on the day before is 08:30 in Seoul on the day itself.
    assert _figures(user, at=START - timedelta(hours=5, minutes=30))["next"].countdown == "D-day"


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.CLOSED])
def test_event_that_was_called_off_is_not_next(db, state):
    event = EventFactory()
    user = organizer_of(event)
    Event.objects.filter(pk=event.pk).update(state=state)

    assert (_figures(user)["next"], _figures(user)["coming"]) == (None, [])


def test_figures_leave_the_events_of_others_out(db):
    other = EventFactory()
    make_message(other, state=MessageState.FAILED)
    Document.objects.create(event=other, kind="badges", requested_at=NOON)

    figures = _figures(organizer_of(EventFactory(starts_at=None, ends_at=None, state=EventState.PLANNED)))

    assert (figures["next"], figures["undelivered"], figures["in_work"]) == (None, 0, 0)


def test_mails_and_papers_that_need_a_look_are_counted(db):
    event = EventFactory()
    make_message(event, state=MessageState.FAILED)
    make_message(event, due_at=NOON - timedelta(minutes=11))
    make_message(event)
    Document.objects.create(event=event, kind="badges", requested_at=NOON)
    Document.objects.create(event=event, kind="badges", requested_at=NOON, state=DocumentState.FAILED)

    figures = _figures(organizer_of(event))

    assert (figures["undelivered"], figures["in_work"]) == (2, 1)


def test_page_shows_the_next_event(client, db):
    event = EventFactory(name="다음 컨퍼런스")
    Event.objects.filter(pk=event.pk).update(
        starts_at=event.starts_at + timedelta(days=36_500), ends_at=event.ends_at + timedelta(days=36_500)
    )
    client.force_login(organizer_of(event))

    page = client.get(reverse("admin:index")).content.decode()

    assert page.index("다음 행사") < page.index("다음 컨퍼런스") < page.index("보내지 못한 메일")


def test_staff_without_a_role_are_told_so(client, db):
    client.force_login(UserFactory(is_staff=True))

    assert "맡은 행사가 없습니다." in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("events", [1, 3])
def test_page_costs_the_same_however_much_there_is(client, db, django_assert_num_queries, events):
    user = UserFactory()
    for _number in range(events):
        make_organizer(make_world(guests=events).event, user)
    Event.objects.update(ends_at="2127-01-01T00:00+09:00")
    client.force_login(user)

    with django_assert_num_queries(8):
        client.get(reverse("admin:index"))


def test_mails_that_wait_for_a_word_are_counted_with_their_event(client, db):
    event = EventFactory()
    Event.objects.filter(pk=event.pk).update(ends_at="2127-01-01T00:00+09:00")
    make_message(event, state=MessageState.DRAFT, batch="release:1")
    make_message(event, state=MessageState.SENT, sent_at=NOON)
    user = organizer_of(event)
    client.force_login(user)

    page = client.get(reverse("admin:index")).content.decode()

    assert [entry.event.drafts for entry in _figures(user)["coming"]] == [1]
    assert f'href="{reverse("admin:events_event_notices", args=[event.pk])}">보낼 안내 1통</a>' in page
