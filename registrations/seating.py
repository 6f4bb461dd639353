"""Who sits and who waits. Everything here is called with the event locked, by the steps that give seats or take them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from events.models import Event, EventState
from registrations import counting, moving, notices, waiting
from registrations.models import CategoryTerms, Invitation, Registration, SeatRules
from registrations.models.invitation import InvitationQuerySet
from registrations.states import RegistrationState, Way


@dataclass
class Standing:
    """An event's seats as they are counted under its lock. The steps here keep the count while they give seats."""

    capacity: int
    taken: Counter[str]  # confirmed and offered, by category
    waiting: Counter[str]  # by category
    pending: Counter[str]  # seats of invitations that are kept, by category
    last_number: int  # the largest number of the waiting list that was ever given
    rules: SeatRules
    terms: dict[str, CategoryTerms] = field(default_factory=dict)  # by category, of those that have any

    def has_room(self, category: str, *, is_held: bool = False) -> bool:
        """Whether one more of this category may sit. Who holds a seat need not respect the seats of others."""
        if sum(self.taken.values()) >= self.capacity or (self.is_full and not is_held):
            return False
        return self.has_share(category, is_held=is_held)

    def has_share(self, category: str, *, is_held: bool = False) -> bool:
        """Whether one more of this category fits into its share, however full the event is."""
        terms = self.terms.get(category)
        if terms is None or terms.capacity is None:
            return True
        kept = 0 if is_held else self._kept([self.pending[category]])
        return self.taken[category] + kept < terms.capacity

    @property
    def is_full(self) -> bool:
        """Whether nobody can sit who holds no seat, of whatever category."""
        return sum(self.taken.values()) + self.kept >= self.capacity

    def asks_approval(self, category: str) -> bool:
        terms = self.terms.get(category)
        return self.rules.needs_approval or (terms is not None and terms.needs_approval)

    def is_open_to(self, category: str) -> bool:
        """Whether guests may come in this category without being invited, as far as the event says."""
        terms = self.terms.get(category)
        return terms is None or terms.is_open

    def place_of_last(self, category: str) -> int:
        """The place in line of who began to wait last, in this category; says what ``waiting.place`` reads."""
        own = self._priority(category)
        return sum(number for one, number in self.waiting.items() if self._priority(one) <= own)

    @property
    def kept(self) -> int:
        """Seats that are kept for invitations."""
        return self._kept(self.pending.values())

    def _priority(self, category: str) -> int:
        terms = self.terms.get(category)
        return waiting.USUAL_PRIORITY if terms is None else terms.priority

    def _kept(self, pending: Iterable[int]) -> int:
        return kept_for(sum(pending), overinvitation=self.rules.overinvitation)


def standing(event: Event, *, at: datetime) -> Standing:
    """How the seats stand: one query, a second one where seats are kept for invitations."""
    found = counting.count(event.pk, at=at)
    return Standing(
        capacity=event.capacity,
        taken=found.seated,
        waiting=found.waiting,
        pending=_pending(event, at=at) if found.is_kept_for else Counter(),
        last_number=found.last_number,
        rules=found.rules,
        terms=found.terms,
    )


def holding(invitations: InvitationQuerySet, *, at: datetime) -> InvitationQuerySet:
    """The invitations for which seats are kept, each with ``open_seats``: a body's less the people it has named."""
    named = Registration.objects.filter(invitation=OuterRef("pk")).active().order_by().values("invitation")
    count = Subquery(named.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return invitations.holding(at=at).annotate(open_seats=F("seats") - Coalesce(count, 0))


def kept_for(pending: int, *, overinvitation: int) -> int:
    """So many seats are kept for so many invited: fewer, where more are invited than there are seats."""
    return -(-pending * 100 // (100 + overinvitation))


def seat_or_wait(
    registration: Registration,
    seats: Standing,
    *,
    way: Way,
    at: datetime,
    by_id: int | None = None,
    is_held: bool = False,
) -> None:
    """Give the registration a seat if there is one, else the next number of the waiting list."""
    if seats.has_room(registration.category, is_held=is_held):
        seats.taken[registration.category] += 1
        state = RegistrationState.CONFIRMED
    else:
        seats.waiting[registration.category] += 1
        seats.last_number += 1
        registration.waiting_number = seats.last_number
        state = RegistrationState.WAITLISTED
    moving.move(registration, state, way=way, at=at, by_id=by_id)


def move_up(event: Event, *, at: datetime, seats: Standing | None = None) -> int:
    """Give free seats to the first in line whose category has room, or offer them; how many.

    ``seats`` is how they stand, if that was read under this lock; it is kept true.
    """
    if event.state != EventState.ANNOUNCED or event.ends_at is None or at >= event.ends_at:
        return 0
    seats = seats or standing(event, at=at)
    chosen = []
    for pk, category in _first_in_line(event.pk, seats):
        if seats.has_room(category):
            seats.taken[category] += 1
            seats.waiting[category] -= 1
            chosen.append(pk)
        elif seats.is_full:
            break
    if not chosen:
        return 0
    # Locked, as a desk may be letting one of them in, which takes no lock on the event.
    line = waiting.queue(event.pk).filter(pk__in=chosen).select_for_update(of=("self",), no_key=True)
    for registration in line:
        registration.event = event  # what mails ask of it is fetched once
        _give(registration, seats.rules.offer_hours, event.ends_at, at=at)
    return len(chosen)


def _first_in_line(event_id: int, seats: Standing) -> Iterable[tuple[int, str]]:
    """Those who wait and may get a seat now, with their categories; asked only if there are any and a seat is free."""
    hopeful = [category for category, number in seats.waiting.items() if number and seats.has_room(category)]
    if not hopeful:
        return []
    line = waiting.queue(event_id).filter(category__in=hopeful).values_list("pk", "category", "rank")
    return ((pk, category) for pk, category, _rank in line)


def _give(registration: Registration, offer_hours: int | None, ends_at: datetime, *, at: datetime) -> None:
    if offer_hours is None:
        moving.move(registration, RegistrationState.CONFIRMED, way=Way.SYSTEM, at=at)
        notices.moved_up(registration, at=at)
        return
    registration.offer_ends_at = min(at + timedelta(hours=offer_hours), ends_at)
    moving.move(registration, RegistrationState.OFFERED, way=Way.SYSTEM, at=at)
    notices.offered(registration, at=at)


def _pending(event: Event, *, at: datetime) -> Counter[str]:
    open_seats = holding(Invitation.objects.filter(event=event), at=at).order_by()
    return Counter(dict(open_seats.values_list("category").annotate(number=Sum("open_seats"))))
