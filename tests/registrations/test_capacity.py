"""More and fewer seats."""

import pytest

from registrations import capacity
from registrations.models import CategoryTerms
from registrations.moving import BookingRefused
from registrations.states import Category, RegistrationState
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """One seat, taken by the press; two more of the press wait."""
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event, category=Category.PRESS)
    for number in (1, 2):
        RegistrationFactory(
            event=event, category=Category.PRESS, state=RegistrationState.WAITLISTED, waiting_number=number
        )
    return event


def seated(event):
    event.refresh_from_db()
    return event.capacity, event.registrations.seated().count()


def test_more_seats_move_the_first_in_line_up_at_once(event):
    assert capacity.set_capacity(event_id=event.pk, capacity=2, at=NOON) == 1

    assert seated(event) == (2, 2)


def test_offered_seats_count_as_taken(event):
    RegistrationFactory(event=event, state=RegistrationState.OFFERED, offer_ends_at=START)

    with pytest.raises(BookingRefused, match="2명"):
        capacity.set_capacity(event_id=event.pk, capacity=1, at=NOON)

    assert seated(event) == (1, 2)


def test_fewer_seats_than_are_taken_are_refused(event):
    with pytest.raises(BookingRefused):
        capacity.set_capacity(event_id=event.pk, capacity=0, at=NOON)

    assert seated(event) == (1, 1)


def test_larger_share_moves_up_at_once(event):
    CategoryTerms.objects.create(event=event, category=Category.PRESS, capacity=1)
    capacity.set_capacity(event_id=event.pk, capacity=9, at=NOON)
    assert seated(event) == (9, 1)

    assert capacity.set_share(event_id=event.pk, category=Category.PRESS, capacity=2, at=NOON) == 1
    assert capacity.set_share(event_id=event.pk, category=Category.PRESS, capacity=None, at=NOON) == 1

    assert seated(event) == (9, 3)


def test_smaller_share_than_is_taken_is_refused(event):
    with pytest.raises(BookingRefused):
        capacity.set_share(event_id=event.pk, category=Category.PRESS, capacity=0, at=NOON)

    assert CategoryTerms.objects.count() == 0
