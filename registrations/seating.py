"""Who sits and who waits. Everything here is called with the event locked, by the steps that give seats or take them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, IntegerField, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from events.models import Event, EventState
from registrations import moving, notices, waiting
from registrations.models import CategoryTerms, Invitation, Registration, SeatRules
from registrations.models.invitation import InvitationQuerySet
from registrations.states import RegistrationState, Way


@dataclass
class Standing:
    """An event's seats as they are counted under its lock. ``take`` keeps the count while seats are given."""

    capacity: int
    taken: Counter[str]  # confirmed and offered, by category
    pending: Counter[str]  # seats of invitations that are kept, by category
    shares: dict[str, int]  # the most seats of a category that has a share
    overinvitation: int = 0  # percent
    offer_hours: int | None = None
    approvals: frozenset[str] = frozenset()  # categories whose requests wait for a person
    needs_approval: bool = False

    def has_room(self, category: str, *, is_held: bool = False) -> bool:
        """Whether one more of this category may sit. Who holds a seat need not respect the seats of others."""
        if sum(self.taken.values()) >= self.capacity or (self.is_full and not is_held):
            return False
        return self.has_share(category, is_held=is_held)

    def has_share(self, category: str, *, is_held: bool = False) -> bool:
        """Whether one more of this category fits into its share, however full the event is."""
        share = self.shares.get(category)
        kept = 0 if is_held else self._kept([self.pending[category]])
        return share is None or self.taken[category] + kept < share

    @property
    def is_full(self) -> bool:
        """Whether nobody can sit who holds no seat, of whatever category."""
        return sum(self.taken.values()) + self._kept(self.pending.values()) >= self.capacity

    def take(self, category: str) -> None:
        self.taken[category] += 1

    def asks_approval(self, category: str) -> bool:
        return self.needs_approval or category in self.approvals

    def _kept(self, pending: Iterable[int]) -> int:
        return kept_for(sum(pending), overinvitation=self.overinvitation)


def standing(event: Event, *, at: datetime) -> Standing:
    """How the seats stand. Four queries."""
    rules = SeatRules.objects.filter(event=event).first() or SeatRules(event=event)
    terms = list(CategoryTerms.objects.filter(event=event))
    return Standing(
        capacity=event.capacity,
        taken=Counter(
            dict(event.registrations.seated().values_list("category").annotate(number=Count("pk")))
        ),
        pending=_pending(event, at=at),
        shares={one.category: one.capacity for one in terms if one.capacity is not None},
        overinvitation=rules.overinvitation,
        offer_hours=rules.offer_hours,
        approvals=frozenset(one.category for one in terms if one.needs_approval),
        needs_approval=rules.needs_approval,
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
        seats.take(registration.category)
        state = RegistrationState.CONFIRMED
    else:
        registration.waiting_number = next_number(registration.event)
        state = RegistrationState.WAITLISTED
    moving.move(registration, state, way=way, at=at, by_id=by_id)


def next_number(event: Event) -> int:
    """The number after the last one that was ever given."""
    return (event.registrations.aggregate(last=Max("waiting_number"))["last"] or 0) + 1


def move_up(event: Event, *, at: datetime) -> int:
    """Give free seats to the first in line whose category has room, or offer them; how many."""
    if event.state != EventState.ANNOUNCED or event.ends_at is None or at >= event.ends_at:
        return 0
    if not event.registrations.waitlisted().exists():
        return 0
    seats = standing(event, at=at)
    chosen = []
    for pk, category, _rank in waiting.queue(event.pk).values_list("pk", "category", "rank"):
        if seats.has_room(category):
            seats.take(category)
            chosen.append(pk)
        elif seats.is_full:
            break
    # Locked, as a desk may be letting one of them in, which takes no lock on the event.
    line = waiting.queue(event.pk).filter(pk__in=chosen).select_for_update(of=("self",), no_key=True)
    for registration in line:
        _give(registration, seats.offer_hours, event.ends_at, at=at)
    return len(chosen)


def _give(registration: Registration, offer_hours: int | None, ends_at: datetime, *, at: datetime) -> None:
    if offer_hours is None:
        moving.move(registration, RegistrationState.CONFIRMED, way=Way.SYSTEM, at=at)
        notices.moved_up(registration, at=at)
        return
    registration.offer_ends_at = min(at + timedelta(hours=offer_hours), ends_at)
    moving.move(registration, RegistrationState.OFFERED, way=Way.SYSTEM, at=at)
    notices.offered(registration, at=at)


def _pending(event: Event, *, at: datetime) -> Counter[str]:
    kept = event.invitations.filter(held_until__gt=at)
    if not kept.exists():  # most events keep none, and the sum is dear to put together
        return Counter()
    open_seats = holding(Invitation.objects.filter(event=event), at=at).order_by()
    return Counter(dict(open_seats.values_list("category").annotate(number=Sum("open_seats"))))
