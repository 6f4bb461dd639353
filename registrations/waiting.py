"""The waiting list as it stands."""

from registrations.models import Registration
from registrations.states import RegistrationState


def place(registration: Registration) -> int | None:
    """The guest's place in the waiting list, from 1; None if they do not wait."""
    if registration.state != RegistrationState.WAITLISTED or registration.waiting_number is None:
        return None
    ahead = registration.event.registrations.waitlisted().filter(
        waiting_number__lt=registration.waiting_number
    )
    return ahead.count() + 1
