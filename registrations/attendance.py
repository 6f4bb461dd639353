"""Who was expected and who came: confirmed guests, and those of them who were let in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from registrations.models import CheckIn, Registration
from registrations.sectors import sector_of
from registrations.states import InvitationKind


@dataclass
class Turnout:
    """How many were expected, and how many of them came."""

    expected: int = 0
    came: int = 0

    @property
    def missing(self) -> int:
        return self.expected - self.came

    @property
    def missing_rate(self) -> float:
        """The part that did not come, from 0 to 1."""
        return self.missing / self.expected if self.expected else 0.0

    def add(self, other: "Turnout") -> None:
        self.expected += other.expected
        self.came += other.came


@dataclass
class Attendance:
    """The turnout in total, and of whom. Deputies are among those who were invited, or who registered themselves."""

    total: Turnout = field(default_factory=Turnout)
    invited: Turnout = field(default_factory=Turnout)
    registered: Turnout = field(default_factory=Turnout)  # by themselves, alone or as a group
    deputies: Turnout = field(default_factory=Turnout)
    by_category: defaultdict[str, Turnout] = field(default_factory=lambda: defaultdict(Turnout))
    by_sector: defaultdict[str, Turnout] = field(default_factory=lambda: defaultdict(Turnout))


def count(events: Iterable[int]) -> dict[int, Attendance]:
    """The turnout of each of the events, in one query."""
    found: dict[int, Attendance] = {pk: Attendance() for pk in events}
    for row in _rows(found):
        attendance, turnout = found[row["event"]], Turnout(row["expected"], row["came"])
        is_invited = row["invitation__kind"] in {InvitationKind.PERSON, InvitationKind.SEATS}
        sector = sector_of(row["category"], row["invitation__sector"], row["invitation__body__sector"])
        (attendance.invited if is_invited else attendance.registered).add(turnout)
        if row["is_deputy"]:
            attendance.deputies.add(turnout)
        attendance.total.add(turnout)
        attendance.by_category[row["category"]].add(turnout)
        attendance.by_sector[sector].add(turnout)
    return found


def _rows(event_ids: Iterable[int]) -> Iterable[Any]:
    entries = CheckIn.objects.entries().filter(registration=OuterRef("pk"))
    return (
        Registration.objects.filter(event__in=list(event_ids))
        .confirmed()
        .annotate(has_come=Exists(entries))
        .order_by()
        .values(
            "event",
            "category",
            "is_deputy",
            "invitation__kind",
            "invitation__sector",
            "invitation__body__sector",
        )
        .annotate(expected=Count("pk"), came=Count("pk", filter=Q(has_come=True)))
    )
