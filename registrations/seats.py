"""Which seat somebody has, for whatever shows it."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from registrations import seatnames
from registrations.models import Registration, Seat, SeatPlan


def of(registration_ids: Collection[int] | QuerySet[Any, Any]) -> dict[int, str]:
    """The seats of those who have one, ``내빈석 가-1`` by registration, who may be a subquery; one query."""
    rows = Seat.objects.filter(registration__in=registration_ids)
    return {
        registration_id: seatnames.full(area, name)
        for registration_id, area, name in rows.values_list("registration", "area__name", "name")
    }


def told(registration: Registration) -> str:
    """The seat as the guest may know it; "" without one, or while the organizer tells no guest."""
    row = Seat.objects.filter(registration=registration, area__event__seat_plan__is_told=True)
    found = row.values_list("area__name", "name").first()
    return seatnames.full(*found) if found else ""


def told_at(event_id: int) -> bool:
    """Whether guests of the event find their seats on their own pages."""
    return SeatPlan.objects.filter(event=event_id, is_told=True).exists()


def leave(registration_id: int) -> int | None:
    """Take the seat from whoever does not come any more; its id, None if there was none.

    The caller is in a transaction and has locked the event.
    """
    seat_id = Seat.objects.filter(registration=registration_id).values_list("pk", flat=True).first()
    if seat_id is not None:
        Seat.objects.filter(pk=seat_id).update(registration=None)
    return seat_id


def take_over(seat_id: int | None, *, registration_id: int) -> None:
    """Seat somebody where another has just left; None is no seat. The caller has locked the event ever since."""
    if seat_id is not None:
        Seat.objects.filter(pk=seat_id).update(registration=registration_id)
