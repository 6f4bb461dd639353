"""A free seat is offered for some hours."""

from datetime import timedelta

import pytest

from events.models import Event, EventState, Message
from registrations import booking, offers
from registrations.models import SeatRules
from registrations.moving import BookingRefused
from registrations.states import RegistrationState, Way
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
OVER = NOON + timedelta(hours=2)


@pytest.fixture
def event():
    event = EventFactory(capacity=1)
    SeatRules.objects.create(event=event, offer_hours=2)
    return event


@pytest.fixture
def line(event):
    """Two who wait; the first of them was offered the seat."""
    waiting = [
        RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=number)
        for number in (1, 2)
    ]
    booking.fill_seats(event_id=event.pk, at=NOON)
    waiting[0].refresh_from_db()
    return waiting


def take_up(registration, at=NOON):
    return offers.take_up(registration_id=registration.pk, way=Way.LINK, at=at)


def states(event):
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def subjects(registration):
    messages = Message.objects.filter(to=registration.email).order_by("pk")
    return [one.subject.split("]")[0][1:] for one in messages]


def test_seat_is_offered_to_the_first_in_line_and_taken_up(event, line):
    assert (line[0].state, line[0].offer_ends_at) == (RegistrationState.OFFERED, OVER)

    take_up(line[0])
    take_up(line[0])

    assert states(event) == [RegistrationState.CONFIRMED, RegistrationState.WAITLISTED]
    assert subjects(line[0]) == ["자리 제안", "참가 확정"]


def test_offer_that_runs_out_goes_to_the_next(event, line):
    assert offers.lapse(at=OVER) == 1
    assert offers.lapse(at=OVER) == 0

    assert states(event) == [RegistrationState.CANCELLED, RegistrationState.OFFERED]
    assert (subjects(line[0]), subjects(line[1])) == (["자리 제안", "제안 기한 지남"], ["자리 제안"])


def test_offer_is_not_taken_up_once_its_time_is_over_though_the_bell_has_not_rung(event, line):
    with pytest.raises(BookingRefused):
        take_up(line[0], at=OVER)

    assert states(event) == [RegistrationState.OFFERED, RegistrationState.WAITLISTED]


def test_who_was_not_offered_a_seat_takes_none(event, line):
    with pytest.raises(BookingRefused):
        take_up(line[1])

    assert states(event) == [RegistrationState.OFFERED, RegistrationState.WAITLISTED]


def test_offer_given_up_goes_to_the_next_at_once(event, line):
    booking.cancel(registration_id=line[0].pk, way=Way.LINK, at=NOON)

    assert states(event) == [RegistrationState.CANCELLED, RegistrationState.OFFERED]


def test_offer_never_outlasts_the_event(event):
    RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    booking.fill_seats(event_id=event.pk, at=event.ends_at - timedelta(minutes=5))

    assert event.registrations.get().offer_ends_at == event.ends_at


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED])
def test_offers_stand_still_while_the_event_is_off(event, line, state):
    Event.objects.filter(pk=event.pk).update(state=state)

    with pytest.raises(BookingRefused):
        take_up(line[0])
    assert offers.lapse(at=OVER) == 0

    assert states(event) == [RegistrationState.OFFERED, RegistrationState.WAITLISTED]


def test_nobody_is_told_of_an_offer_that_ran_out_with_the_event(event, line):
    offers.lapse(at=event.ends_at)

    assert states(event) == [RegistrationState.CANCELLED, RegistrationState.WAITLISTED]
    assert subjects(line[0]) == ["자리 제안"]
