"""Who sits where: every change of it. All are made under the event's lock and decided on what is found there."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Event
from registrations import ordering, seatnames, seats
from registrations.badges import printing
from registrations.models import AreaKind, Seat
from registrations.ordering import Order


class SeatRefused(Exception):
    """Nobody was moved; the text tells the organizer why."""


@dataclass(frozen=True)
class Filled:
    """What came of seating many at once."""

    seated: int
    left: int  # for whom there was no seat


@transaction.atomic
def place(*, event_id: int, seat_id: int, registration_id: int, from_id: int | None = None) -> Seat:
    """Give a confirmed guest a free seat; the one they had before, ``from_id``, is free then.

    :raises SeatRefused: there is no such seat, somebody sits there, it is held back, the guest is not confirmed, or
        has another seat than was thought
    """
    Event.objects.lock(event_id)
    seat = _seat(event_id, seat_id)
    if seat.registration_id == registration_id:
        return seat
    if seat.registration is not None:
        text = _("%(seat)s에는 이미 %(name)s 님을 배정했습니다. 화면을 확인하고 다시 골라 주세요.")
        raise SeatRefused(text % {"seat": full_name(seat), "name": seat.registration.name})
    if seat.held_for:
        text = _("비워 둔 좌석입니다: %(seat)s. 먼저 풀어 주세요.")
        raise SeatRefused(text % {"seat": full_name(seat)})
    if not printing.printable(event_id).filter(pk=registration_id).exists():
        raise SeatRefused(_("확정된 등록자에게만 좌석을 배정할 수 있습니다."))
    if seats.leave(registration_id) != from_id:
        raise SeatRefused(
            _("그 사이 이 분의 좌석이 바뀌었습니다. 아무도 옮기지 않았으니 화면을 확인하고 다시 골라 주세요.")
        )
    seat.registration_id = registration_id
    seat.save(update_fields=["registration"])
    return seat


@transaction.atomic
def swap(*, event_id: int, registration_ids: tuple[int, int]) -> None:
    """Let two guests change places.

    :raises SeatRefused: one of them has no seat
    """
    Event.objects.lock(event_id)
    sitting = Seat.objects.filter(area__event=event_id, registration__in=registration_ids)
    seat_ids = dict(sitting.values_list("registration", "pk"))
    if len(seat_ids) != len(registration_ids):
        raise SeatRefused(_("두 분 모두 좌석이 있어야 바꿀 수 있습니다. 화면을 확인하고 다시 골라 주세요."))
    sitting.update(registration=None)
    for mine, other in (registration_ids, reversed(registration_ids)):
        Seat.objects.filter(pk=seat_ids[mine]).update(registration=other)


@transaction.atomic
def take_away(*, event_id: int, registration_id: int) -> None:
    """Leave a guest without a seat; whoever has none stays so."""
    Event.objects.lock(event_id)
    Seat.objects.filter(area__event=event_id, registration=registration_id).update(registration=None)


@transaction.atomic
def clear(*, event_id: int, area_id: int) -> int:
    """Leave everybody of an area without a seat; how many. What is held back stays so."""
    Event.objects.lock(event_id)
    taken = Seat.objects.filter(area__event=event_id, area=area_id, registration__isnull=False)
    return taken.update(registration=None)


@transaction.atomic
def hold(*, event_id: int, seat_id: int, word: str) -> Seat:
    """Keep a free seat free, with a word why (예비, 수행원).

    :raises SeatRefused: there is no such seat, or somebody sits there
    """
    Event.objects.lock(event_id)
    seat = _seat(event_id, seat_id)
    if seat.registration is not None:
        raise SeatRefused(_("%(name)s 님의 좌석입니다. 먼저 옮겨 주세요.") % {"name": seat.registration.name})
    seat.held_for = word or pgettext("seat", "비움")
    seat.save(update_fields=["held_for"])
    return seat


@transaction.atomic
def open_up(*, event_id: int, seat_id: int) -> Seat:
    """Let a seat that was held back be given again.

    :raises SeatRefused: there is no such seat
    """
    Event.objects.lock(event_id)
    seat = _seat(event_id, seat_id)
    seat.held_for = ""
    seat.save(update_fields=["held_for"])
    return seat


@transaction.atomic
def fill(*, event_id: int, categories: Collection[str], area_id: int | None = None) -> Filled:
    """Seat all unseated guests of these categories in protocol order, in one area or from the first area on.

    The row nearest to the stage comes first. In a row the highest sits in the middle, the next one to the right hand
    of those seated, who face the stage, the next to the left, and so on; where no seat is in the very middle, the
    left one of the two that are nearest to it counts as the middle. Round tables are filled one after another by
    number. Nobody who has a seat is moved, and what is held back stays free.
    """
    Event.objects.lock(event_id)
    guests = ordering.arrange(printing.printable(event_id), Order.PROTOCOL)
    waiting = list(guests.filter(category__in=categories, seat__isnull=True))
    free = Seat.objects.filter(area__event=event_id, registration__isnull=True, held_for="")
    if area_id is not None:
        free = free.filter(area=area_id)
    by_honour = sorted(free.select_related("area"), key=_standing)
    given = list(zip(by_honour, waiting, strict=False))
    for seat, guest in given:
        seat.registration = guest
    Seat.objects.bulk_update([seat for seat, _guest in given], ["registration"], batch_size=500)
    return Filled(seated=len(given), left=len(waiting) - len(given))


def full_name(seat: Seat) -> str:
    """``내빈석 가-1``; the seat's area is at hand."""
    return seatnames.full(seat.area.name, seat.name)


def honour(number: int, count: int) -> int:
    """Which place in honour a seat of a row has, from 0; of five, seat 3 is first, then 4, 2, 5 and 1."""
    middle = (count + 1) // 2
    right = number - middle
    return 2 * right - 1 if right > 0 else -2 * right


def _standing(seat: Seat) -> tuple[int, ...]:
    area = seat.area
    within = honour(seat.number, area.seats) if area.kind == AreaKind.ROWS else seat.number
    return (area.position, area.pk, seat.row, within)


def _seat(event_id: int, seat_id: int) -> Seat:
    seats = Seat.objects.filter(area__event=event_id).select_related("area", "registration")
    seat = seats.filter(pk=seat_id).first()
    if seat is None:
        raise SeatRefused(_("없는 좌석입니다. 그 사이 좌석 구역이 바뀌었을 수 있습니다."))
    return seat
