"""What came of an event's invitations, counted in seats: a person is one, a body as many as it was given.

Groups that asked by themselves (단체 신청) and invitations that were taken back are not counted. A body's seats are
answered with yes as people are named for them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events import notation
from events.models import MessageState
from events.models.message import LOST_STATES
from registrations.models import Invitation, InvitationStep, Registration
from registrations.sectors import sector_of
from registrations.states import InvitationKind, InvitationState, Step

_ARRIVED = [MessageState.SENT]
_FAILED = list(LOST_STATES)


@dataclass
class Answers:
    """Seats that were offered, by what was answered."""

    invited: int = 0
    yes: int = 0
    deputy: int = 0
    no: int = 0

    @property
    def unanswered(self) -> int:
        return self.invited - self.answered

    @property
    def answered(self) -> int:
        return self.yes + self.deputy + self.no

    def add(self, other: "Answers") -> None:
        self.invited += other.invited
        self.yes += other.yes
        self.deputy += other.deputy
        self.no += other.no


@dataclass
class Reach:
    """How far invitations of one kind have come. An invitation is delivered once any of its mails left."""

    invitations: int = 0
    seats: int = 0
    delivered: int = 0
    failed: int = 0  # no mail arrived, and one was given up or came back
    underway: int = 0
    unmailed: int = 0
    opened: int = 0
    seats_delivered: int = 0
    seats_opened: int = 0


@dataclass(frozen=True)
class Day:
    """How the answers stood when a day was over."""

    day: date
    yes: int
    deputy: int
    no: int


@dataclass
class Replies:
    """What came of the invitations, and of which."""

    total: Answers = field(default_factory=Answers)
    by_category: defaultdict[str, Answers] = field(default_factory=lambda: defaultdict(Answers))
    by_sector: defaultdict[str, Answers] = field(default_factory=lambda: defaultdict(Answers))
    by_kind: defaultdict[str, Reach] = field(default_factory=lambda: defaultdict(Reach))


def count(event_id: int) -> Replies:
    """How the invitations stand now, in one query."""
    found = Replies()
    for row in _rows(event_id):
        answers = _answers(row.kind, row.state, row.seats, row.named)
        found.total.add(answers)
        found.by_category[row.category].add(answers)
        found.by_sector[sector_of(row.category, row.sector, row.body_sector)].add(answers)
        _reached(found.by_kind[row.kind], row)
    return found


def days(event_id: int) -> list[Day]:
    """How the answers stood on each day on which one came or was changed, the first day first, in one query."""
    steps = InvitationStep.objects.filter(invitation__in=_counted(event_id)).order_by("at", "pk")
    standing: dict[int, Answers] = {}
    total = Answers()
    found: dict[date, Day] = {}
    for pk, seats, step, at in steps.values_list("invitation", "invitation__seats", "step", "at"):
        before = standing.get(pk, Answers())
        after = _after(before, seats, step)
        if after == before:
            continue
        standing[pk] = after
        total.yes += after.yes - before.yes
        total.deputy += after.deputy - before.deputy
        total.no += after.no - before.no
        day = _day(at)
        found[day] = Day(day, total.yes, total.deputy, total.no)
    return list(found.values())


def seats_by_sector(event_id: int) -> dict[str, int]:
    """How many seats are offered to each sector, in one query."""
    found: defaultdict[str, int] = defaultdict(int)
    rows = _counted(event_id).values_list("category", "sector", "body__sector", "seats")
    for category, sector, body_sector, seats in rows:
        found[sector_of(category, sector, body_sector)] += seats
    return dict(found)


def _counted(event_id: int) -> QuerySet[Invitation]:
    return Invitation.objects.filter(event=event_id).standing().exclude(kind=InvitationKind.GROUP)


def _rows(event_id: int) -> Iterable[Any]:
    steps = InvitationStep.objects.filter(invitation=OuterRef("pk"))
    mails = steps.filter(message__isnull=False)
    guests = Registration.objects.filter(invitation=OuterRef("pk")).active().order_by().values("invitation")
    return (
        _counted(event_id)
        .annotate(
            body_sector=F("body__sector"),
            named=Coalesce(
                Subquery(guests.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
            ),
            was_opened=Exists(steps.filter(step=Step.OPENED)),
            was_mailed=Exists(mails),
            has_arrived=Exists(mails.filter(message__state__in=_ARRIVED)),
            has_failed=Exists(mails.filter(message__state__in=_FAILED)),
        )
        .values_list(
            "kind",
            "state",
            "category",
            "sector",
            "seats",
            "body_sector",
            "named",
            "was_opened",
            "was_mailed",
            "has_arrived",
            "has_failed",
            named=True,
        )
    )


def _answers(kind: str, state: str, seats: int, named: int) -> Answers:
    if kind == InvitationKind.SEATS and state != InvitationState.DECLINED:
        return Answers(invited=seats, yes=named)
    return Answers(
        invited=seats,
        yes=seats * (state == InvitationState.ACCEPTED),
        deputy=seats * (state == InvitationState.DEPUTED),
        no=seats * (state == InvitationState.DECLINED),
    )


def _after(before: Answers, seats: int, step: str) -> Answers:
    """How an invitation stands after a step; one that is taken back, or stands again, has no answer."""
    if step == Step.NAMED:
        return Answers(yes=before.yes + 1)
    if step == Step.WITHDRAWN:
        return Answers(yes=max(0, before.yes - 1), no=before.no)
    if step == Step.ACCEPTED:
        return Answers(yes=1)
    if step == Step.DEPUTED:
        return Answers(deputy=1)
    if step == Step.DECLINED:
        return Answers(no=seats)
    return Answers() if step in {Step.REVOKED, Step.RESTORED} else before


def _reached(reach: Reach, row: Any) -> None:
    reach.invitations += 1
    reach.seats += row.seats
    reach.delivered += row.has_arrived
    reach.failed += row.has_failed and not row.has_arrived
    reach.underway += row.was_mailed and not row.has_arrived and not row.has_failed
    reach.unmailed += not row.was_mailed
    reach.opened += row.was_opened
    reach.seats_delivered += row.seats * row.has_arrived
    reach.seats_opened += row.seats * row.was_opened


def _day(at: datetime) -> date:
    return at.astimezone(notation.SEOUL).date()
