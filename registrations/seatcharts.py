"""An event's hall as it stands: its areas with their rows and who sits there, and who has no seat yet."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, QuerySet

from registrations import finding, ordering, seatnames
from registrations.badges import printing
from registrations.models import Registration, Seat, SeatArea
from registrations.ordering import Order


@dataclass(frozen=True)
class Line:
    """A row of seats, or a round table."""

    mark: str
    places: list[Seat]


@dataclass(frozen=True)
class Chart:
    """An area, the row that is nearest to the stage first."""

    area: SeatArea
    lines: list[Line]

    @property
    def places(self) -> list[Seat]:
        return [place for line in self.lines for place in line.places]

    @property
    def taken(self) -> int:
        return sum(place.registration is not None for place in self.places)

    @property
    def held(self) -> int:
        return sum(bool(place.held_for) for place in self.places)

    @property
    def free(self) -> int:
        return len(self.places) - self.taken - self.held


def of_event(event_id: int) -> list[Chart]:
    """The hall's areas from the stage on, in two queries; each seat comes with its area and its guest."""
    areas = {area.pk: area for area in SeatArea.objects.filter(event=event_id).order_by("position", "pk")}
    found: dict[int, list[Seat]] = {pk: [] for pk in areas}
    seats = Seat.objects.filter(area__in=areas).select_related("registration").order_by("row", "number")
    for seat in seats:
        seat.area = areas[seat.area_id]
        found[seat.area_id].append(seat)
    return [Chart(area, _lines(area, found[pk])) for pk, area in areas.items()]


def unseated(event_id: int, *, query: str = "") -> QuerySet[Registration]:
    """Confirmed guests without a seat in protocol order; with a query, those whose name or organization it is part of."""
    guests = finding.named(printing.printable(event_id).filter(seat__isnull=True), query)
    return ordering.arrange(guests, Order.PROTOCOL)


def unseated_by_category(event_id: int) -> Counter[str]:
    """How many confirmed guests of each category have no seat."""
    guests = printing.printable(event_id).filter(seat__isnull=True).order_by()
    return Counter(dict(guests.values_list("category").annotate(number=Count("pk"))))


def _lines(area: SeatArea, seats: list[Seat]) -> list[Line]:
    return [
        Line(seatnames.mark(area.kind, area.marks, area.first_row + row - 1), list(places))
        for row, places in groupby(seats, key=lambda seat: seat.row)
    ]
