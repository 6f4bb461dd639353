"""Seats, the waiting list, asking again, cancelling."""

import pytest

from registrations import booking
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory


def book(event, **fields):
    return booking.register(
        event_id=event.pk, applicant=ApplicantFactory(**fields), consent_answers=CONSENTS, language="ko", at=NOON
    )


@pytest.mark.django_db
def test_register_takes_seats_then_waiting_places():
    event = EventFactory(capacity=2)

    states = [book(event) for _ in range(4)]

    assert [(one.state, one.waiting_number) for one in states] == [
        (RegistrationState.CONFIRMED, None),
        (RegistrationState.CONFIRMED, None),
        (RegistrationState.WAITLISTED, 1),
        (RegistrationState.WAITLISTED, 2),
    ]
