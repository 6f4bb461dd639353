"""Deciding on requests."""

import pytest

from events.models import Event, EventState, Message
from registrations import approval, booking
from registrations.models import CategoryTerms, SeatRules
from registrations.moving import BookingRefused
from registrations.states import Category, RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def request(event, **fields):
    return RegistrationFactory(event=event, state=RegistrationState.REQUESTED, **fields)


def approve(event, *requests, at=NOON):
    ids = [one.pk for one in requests]
    return approval.approve(event_id=event.pk, registration_ids=ids, by_id=UserFactory().pk, at=at)


def decline(event, *requests, reason="좌석 부족"):
    ids = [one.pk for one in requests]
    return approval.decline(
        event_id=event.pk, registration_ids=ids, reason=reason, by_id=UserFactory().pk, at=NOON
    )


def states(event):
    return list(event.registrations.order_by("pk").values_list("state", "waiting_number"))


@pytest.mark.parametrize("where", ["event", "category"])
def test_registration_waits_for_a_decision_where_the_event_or_the_category_says_so(where):
    event = EventFactory()
    if where == "event":
        SeatRules.objects.create(event=event, needs_approval=True)
    else:
        CategoryTerms.objects.create(event=event, category=Category.PRESS, needs_approval=True)

    made = booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(category=Category.PRESS),
        consent_answers=CONSENTS,
        language="ko",
        at=NOON,
    )

    assert made.state == RegistrationState.REQUESTED
    assert Message.objects.get().subject == f"[신청 접수] {event.name}"


def test_approved_get_seats_in_the_order_in_which_they_came_then_wait():
    event = EventFactory(capacity=1)
    first, second = request(event), request(event)

    decided = approve(event, second, first)

    assert (decided.confirmed, decided.waiting) == (1, 1)
    assert states(event) == [(RegistrationState.CONFIRMED, None), (RegistrationState.WAITLISTED, 1)]
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted([first.email, second.email])


def test_approved_do_not_overtake_those_who_wait():
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    asked = request(event)

    approve(event, asked)

    assert states(event) == [(RegistrationState.CONFIRMED, 1), (RegistrationState.WAITLISTED, 2)]


def test_approval_keeps_the_share_of_the_category():
    event = EventFactory()
    CategoryTerms.objects.create(event=event, category=Category.PRESS, capacity=1)
    asked = [request(event, category=Category.PRESS) for _ in range(2)]

    assert approve(event, *asked).waiting == 1


def test_decided_requests_are_left_alone_and_none_left_is_refused():
    event = EventFactory()
    asked = request(event)
    approve(event, asked)

    with pytest.raises(BookingRefused):
        approve(event, asked)
    with pytest.raises(BookingRefused):
        decline(event, asked)

    assert states(event) == [(RegistrationState.CONFIRMED, None)]


def test_declined_are_told_why_and_the_reason_is_kept():
    event = EventFactory()
    asked = request(event)

    assert decline(event, asked, reason=" 대상이 아닙니다 ").declined == 1

    assert states(event) == [(RegistrationState.DECLINED, None)]
    assert asked.moves.get().note == "대상이 아닙니다"
    assert "사유: 대상이 아닙니다" in Message.objects.get().text


@pytest.mark.parametrize("reason", ["", "  ", "가" * 201])
def test_declining_without_a_reason_that_can_be_mailed_is_refused(reason):
    event = EventFactory()
    asked = request(event)

    with pytest.raises(BookingRefused):
        decline(event, asked, reason=reason)

    assert states(event) == [(RegistrationState.REQUESTED, None)]


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED, EventState.CLOSED])
def test_nobody_is_approved_for_an_event_that_is_not_on(state):
    event = EventFactory()
    asked = request(event)
    Event.objects.filter(pk=event.pk).update(state=state)

    with pytest.raises(BookingRefused):
        approve(event, asked)

    assert states(event) == [(RegistrationState.REQUESTED, None)]


def test_request_of_another_event_is_not_decided():
    event, other = EventFactory(), request(EventFactory())

    with pytest.raises(BookingRefused):
        approve(event, other)

    other.refresh_from_db()
    assert other.state == RegistrationState.REQUESTED
