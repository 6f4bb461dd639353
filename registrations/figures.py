"""The figures of an event (현황): how its invitations, its registrations, its seats and its doors stand.

Six queries, however many guests there are.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from events.models import Event
from registrations import attendance, booking, replies
from registrations.attendance import Attendance
from registrations.models import Move
from registrations.replies import Day, Replies
from registrations.states import RegistrationState


@dataclass(frozen=True)
class Offers:
    """Seats that were offered to people who waited (자리 제안)."""

    standing: int
    taken_up: int
    gone: int  # refused, or over


@dataclass(frozen=True)
class Approvals:
    """Requests that a person decides on (승인)."""

    standing: int
    approved: int
    declined: int


@dataclass(frozen=True)
class Figures:
    """An event in numbers."""

    replies: Replies
    days: list[Day]
    registrations: Counter[tuple[str, str]]  # by category and state
    seats: booking.Seats
    offers: Offers
    approvals: Approvals
    attendance: Attendance
    is_over: bool

    @property
    def has_admission(self) -> bool:
        """Whether the door has let anybody in: without that, nobody can be said not to have come."""
        return self.attendance.total.came > 0


def count(event: Event, *, at: datetime) -> Figures:
    """The event's figures as they stand now."""
    registrations = _registrations(event)
    moves = _moves(event)
    return Figures(
        replies=replies.count(event.pk),
        days=replies.days(event.pk),
        registrations=registrations,
        seats=booking.seats_of(event, at=at),
        offers=_offers(moves, _in_state(registrations, RegistrationState.OFFERED)),
        approvals=_approvals(moves, _in_state(registrations, RegistrationState.REQUESTED)),
        attendance=attendance.count([event.pk])[event.pk],
        is_over=event.ends_at is not None and at >= event.ends_at,
    )


def _registrations(event: Event) -> Counter[tuple[str, str]]:
    rows = event.registrations.order_by().values_list("category", "state").annotate(number=Count("pk"))
    return Counter({(category, state): number for category, state, number in rows})


def _moves(event: Event) -> Counter[tuple[str, str]]:
    """How often a registration went from one state to another."""
    rows = Move.objects.filter(registration__event=event).order_by().values_list("from_state", "to_state")
    return Counter({(before, after): number for before, after, number in rows.annotate(number=Count("pk"))})


def _offers(moves: Counter[tuple[str, str]], standing: int) -> Offers:
    """A deputy takes an offer over without a new one being made, so that only offers to those who waited count."""
    made = moves[RegistrationState.WAITLISTED, RegistrationState.OFFERED]
    taken_up = moves[RegistrationState.OFFERED, RegistrationState.CONFIRMED]
    return Offers(standing, taken_up, gone=made - taken_up - standing)


def _approvals(moves: Counter[tuple[str, str]], standing: int) -> Approvals:
    approved = (
        moves[RegistrationState.REQUESTED, RegistrationState.CONFIRMED]
        + moves[RegistrationState.REQUESTED, RegistrationState.WAITLISTED]
    )
    return Approvals(standing, approved, moves[RegistrationState.REQUESTED, RegistrationState.DECLINED])


def _in_state(registrations: Counter[tuple[str, str]], state: str) -> int:
    return sum(number for (_category, one), number in registrations.items() if one == state)
