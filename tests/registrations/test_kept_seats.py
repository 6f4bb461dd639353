"""Seats that were kept in vain are given on."""

from datetime import timedelta

import pytest

from events.models import Event, EventState
from registrations import kept_seats
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.invited import invite

pytestmark = pytest.mark.django_db
UNTIL = NOON + timedelta(days=1)


@pytest.fixture
def waiting():
    event = EventFactory(capacity=1)
    invite(event, held_until=UNTIL)
    return RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)


def state(registration):
    registration.refresh_from_db()
    return registration.state


def test_kept_seat_is_given_on_once_its_moment_has_come(waiting):
    assert kept_seats.give_on(at=UNTIL - timedelta(seconds=1)) == 0
    assert kept_seats.give_on(at=UNTIL) == 1
    assert kept_seats.give_on(at=UNTIL) == 0

    assert state(waiting) == RegistrationState.CONFIRMED


def test_bell_that_stood_still_for_days_gives_it_on(waiting):
    assert kept_seats.give_on(at=UNTIL + timedelta(days=6)) == 1


def test_nothing_is_given_on_while_the_event_is_off(waiting):
    Event.objects.update(state=EventState.POSTPONED)

    assert kept_seats.give_on(at=UNTIL) == 0

    assert state(waiting) == RegistrationState.WAITLISTED
