"""The areas of an event's hall (구역) and the seats in them: making, changing and removing them under the event's lock."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from events.models import Event
from registrations import seatnames
from registrations.models import AreaKind, Marks, Seat, SeatArea, SeatPlan
from registrations.models.seatplan import MOST_ROWS, MOST_SEATS

MOST_OF_EVENT = 3_000  # seats


class PlanRefused(Exception):
    """The area cannot be as it was wished; the text tells the organizer why."""


@dataclass(frozen=True)
class Shape:
    """What an area is to be like; for round tables, ``rows`` are tables, and they have no aisle and count by number."""

    name: str
    position: int
    rows: int
    seats: int
    kind: str = AreaKind.ROWS
    aisle: int = 0  # after this seat; 0 is none
    marks: str = Marks.HANGUL
    first_row: int = 1


@transaction.atomic
def make_area(*, event_id: int, shape: Shape) -> SeatArea:
    """Add an area with its seats, all of them free.

    :raises PlanRefused: another area has the name, or the shape cannot be
    """
    Event.objects.lock(event_id)
    _refuse_what_cannot_be(event_id, shape)
    area = SeatArea.objects.create(event_id=event_id, **_fields(shape))
    _add_seats(area, _places(shape))
    return area


@transaction.atomic
def change_area(*, area_id: int, shape: Shape) -> SeatArea:
    """Give an area another name or shape. Guests keep their seats, which may be called otherwise then.

    :raises PlanRefused: as for ``make_area``, or a seat that is taken or held back would go
    """
    Event.objects.lock(_event_of(area_id))
    area = SeatArea.objects.get(pk=area_id)
    _refuse_what_cannot_be(area.event_id, shape, but=area_id)
    gone = area.places.filter(Q(row__gt=shape.rows) | Q(number__gt=shape.seats))
    if gone.filter(_in_use()).exists():
        raise PlanRefused(_("줄어드는 좌석에 배정한 분이 있거나 비워 둔 좌석이 있습니다. 먼저 옮겨 주세요."))
    gone.delete()
    for name, value in _fields(shape).items():
        setattr(area, name, value)
    area.save()
    left = list(area.places.all())
    for seat in left:
        seat.name = _name_of(area, seat.row, seat.number)
    Seat.objects.bulk_update(left, ["name"], batch_size=500)
    known = {(seat.row, seat.number) for seat in left}
    _add_seats(area, (place for place in _places(shape) if place not in known))
    return area


@transaction.atomic
def remove_area(*, area_id: int) -> None:
    """Take an area out of the plan.

    :raises PlanRefused: somebody sits there
    """
    Event.objects.lock(_event_of(area_id))
    area = SeatArea.objects.get(pk=area_id)
    if area.places.filter(registration__isnull=False).exists():
        raise PlanRefused(_("배정한 분이 있는 구역은 지울 수 없습니다. 먼저 구역을 비워 주세요."))
    area.delete()


@transaction.atomic
def tell(*, event_id: int, is_told: bool) -> None:
    """Say whether guests find their seats on their own pages."""
    Event.objects.lock(event_id)
    SeatPlan.objects.update_or_create(event_id=event_id, defaults={"is_told": is_told})


@transaction.atomic
def copy(*, event_id: int, to_id: int) -> int:
    """Give an event the areas of another with all seats free; how many."""
    Event.objects.lock(to_id)
    areas = list(SeatArea.objects.filter(event=event_id).order_by("position", "pk"))
    for area in areas:
        area.pk, area.event_id = None, to_id
        area.save(force_insert=True)
        _add_seats(area, _places(area))
    return len(areas)


def next_position(event_id: int) -> int:
    """Where an area that comes last stands."""
    last = SeatArea.objects.filter(event=event_id).order_by("-position").values_list("position", flat=True)
    return (last.first() or 0) + 1


def _event_of(area_id: int) -> int:
    return SeatArea.objects.values_list("event", flat=True).get(pk=area_id)


def _in_use() -> Q:
    return Q(registration__isnull=False) | ~Q(held_for="")


def _fields(shape: Shape) -> dict[str, object]:
    is_round = shape.kind == AreaKind.TABLES
    return asdict(shape) | ({"aisle": 0, "marks": Marks.NUMBER} if is_round else {})


def _refuse_what_cannot_be(event_id: int, shape: Shape, *, but: int = 0) -> None:
    others = SeatArea.objects.filter(event=event_id).exclude(pk=but)
    if others.filter(name=shape.name).exists():
        raise PlanRefused(_("같은 이름의 구역이 이미 있습니다."))
    if not (1 <= shape.rows <= MOST_ROWS and 1 <= shape.seats <= MOST_SEATS):
        raise PlanRefused(
            _("열은 %(rows)d개, 한 열의 좌석은 %(seats)d석까지 둘 수 있습니다.")
            % {"rows": MOST_ROWS, "seats": MOST_SEATS}
        )
    if shape.kind == AreaKind.ROWS and not 0 <= shape.aisle < shape.seats:
        raise PlanRefused(_("통로는 좌석과 좌석 사이에 있어야 합니다."))
    if shape.first_row < 1 or shape.first_row + shape.rows - 1 > seatnames.last_row(shape.kind, shape.marks):
        raise PlanRefused(
            _("그만큼의 열에 붙일 이름이 없습니다. 열 이름을 숫자로 바꾸거나 구역을 나눠 주세요.")
        )
    held = others.aggregate(number=Sum(F("rows") * F("seats")))["number"] or 0
    if held + shape.rows * shape.seats > MOST_OF_EVENT:
        raise PlanRefused(_("한 행사의 좌석은 %(most)d석까지 그릴 수 있습니다.") % {"most": MOST_OF_EVENT})


def _places(shape: Shape | SeatArea) -> Iterable[tuple[int, int]]:
    return ((row, number) for row in range(1, shape.rows + 1) for number in range(1, shape.seats + 1))


def _add_seats(area: SeatArea, places: Iterable[tuple[int, int]]) -> None:
    seats = [
        Seat(area=area, row=row, number=number, name=_name_of(area, row, number)) for row, number in places
    ]
    Seat.objects.bulk_create(seats, batch_size=500)


def _name_of(area: SeatArea, row: int, number: int) -> str:
    return seatnames.name(area.kind, area.marks, area.first_row + row - 1, number)
