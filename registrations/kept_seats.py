"""Seats that were kept for invitations until a date are given to those who wait, once the date has passed."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from events.models import Event, EventState
from registrations import booking
from registrations.models import Registration

# Beat may have stood still for a while; whoever looks back this far has missed nothing.
LOOK_BACK = timedelta(days=7)


def give_on(*, at: datetime) -> int:
    """Move people up at events where seats ceased to be kept lately; how many were told. Doing it twice is harmless."""
    waiting = Registration.objects.filter(event=OuterRef("pk")).waitlisted()
    events = Event.objects.filter(
        Exists(waiting),
        state=EventState.ANNOUNCED,
        ends_at__gt=at,
        invitations__held_until__lte=at,
        invitations__held_until__gt=at - LOOK_BACK,
    )
    return sum(
        booking.fill_seats(event_id=pk, at=at) for pk in events.values_list("pk", flat=True).distinct()
    )
