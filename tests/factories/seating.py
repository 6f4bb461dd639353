"""Halls and who sits in them."""

from events.models import Event
from registrations import seatplans
from registrations.models import Registration, Seat, SeatArea
from registrations.seatplans import Shape


def make_area(event: Event, name: str = "내빈석", **wishes) -> SeatArea:
    """Rows of five with no aisle, one row unless wished otherwise."""
    shape = Shape(**{"name": name, "position": 1, "rows": 1, "seats": 5, **wishes})
    return seatplans.make_area(event_id=event.pk, shape=shape)


def seat_at(area: SeatArea, name: str) -> Seat:
    return area.places.get(name=name)


def sit(guest: Registration, area: SeatArea, name: str) -> Seat:
    """The guest on that seat, whoever they are."""
    seat = seat_at(area, name)
    seat.registration = guest
    seat.save()
    return seat


def sitting(area: SeatArea) -> dict[str, str]:
    """Who sits where in the area."""
    taken = area.places.filter(registration__isnull=False).order_by("row", "number")
    return dict(taken.values_list("name", "registration__name"))
