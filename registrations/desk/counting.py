"""The live counter (현장 현황): who is expected, who has come, who is in, and when they came. The queries do not grow."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Max, Min, OuterRef, Q, QuerySet

from events import notation
from events.models import Sector
from registrations.desk import listing
from registrations.models import CheckIn, EntryList, Presence, Registration
from registrations.sectors import sector_of
from registrations.states import Category, RegistrationState

SLICE = timedelta(minutes=10)
MOST_SLICES = 18  # three hours: the last ones
MOST_ARRIVALS = 10
_EPOCH = datetime(2000, 1, 1, tzinfo=notation.SEOUL)


@dataclass
class Crowd:
    """How many are expected (confirmed, and on the door's list), have come (with or without a seat), and are in now."""

    expected: int = 0
    entered: int = 0
    inside: int = 0

    def add(self, expected: int, entered: int, inside: int) -> None:
        self.expected += expected
        self.entered += entered
        self.inside += inside


@dataclass(frozen=True)
class Arrival:
    """A guest of honour (내빈) who came in; ``scan`` tells one arrival from the next."""

    scan: int
    at: datetime
    name: str
    title: str
    organization: str


@dataclass
class Counted:
    """The figures of one door at one moment."""

    total: Crowd = field(default_factory=Crowd)
    by_category: list[tuple[str, Crowd]] = field(default_factory=list)
    by_sector: list[tuple[str, Crowd]] = field(default_factory=list)
    slices: list[tuple[datetime, int]] = field(default_factory=list)
    arrivals: Sequence[Arrival] = ()


def version(event_id: int) -> str:
    """Changes whenever a figure does: one cheap query for a page that asks every few seconds."""
    guests = Registration.objects.filter(event=event_id).aggregate(
        last=Max("changed_at"), confirmed=Count("pk", filter=Q(state=RegistrationState.CONFIRMED))
    )
    scan = CheckIn.objects.filter(event=event_id).order_by("-pk").values_list("pk", flat=True).first()
    changed = guests["last"].timestamp() if guests["last"] else 0
    return f"{scan or 0}-{guests['confirmed']}-{changed:.6f}"


def count(*, event_id: int, entry_list: EntryList | None = None) -> Counted:
    """The figures of a door; of the event's own, whoever came in by any door has come. Three queries."""
    counted = Counted(slices=_slices(event_id, entry_list), arrivals=_arrivals(event_id, entry_list))
    by_category: defaultdict[str, Crowd] = defaultdict(Crowd)
    by_sector: defaultdict[str, Crowd] = defaultdict(Crowd)
    for row in _rows(event_id, entry_list):
        sector = sector_of(row["category"], row["invitation__sector"], row["invitation__body__sector"])
        for crowd in (counted.total, by_category[row["category"]], by_sector[sector]):
            crowd.add(row["expected"], row["entered"], row["inside"])
    counted.by_category = [
        (str(label), by_category[value]) for value, label in Category.choices if value in by_category
    ]
    counted.by_sector = [
        (str(label), by_sector[value]) for value, label in Sector.choices if value in by_sector
    ]
    return counted


def _entries(event_id: int, entry_list: EntryList | None) -> QuerySet[CheckIn]:
    entries = CheckIn.objects.entries().filter(event=event_id)
    return entries.filter(entry_list=entry_list) if entry_list else entries


def _rows(event_id: int, entry_list: EntryList | None) -> Iterable[Any]:
    expected = Q(state=RegistrationState.CONFIRMED)
    if entry_list is not None:
        expected &= listing.listed(entry_list)
    people = Registration.objects.filter(event=event_id)
    inside = Presence.objects.filter(registration=OuterRef("pk"), entry_list=entry_list)
    entries = _entries(event_id, entry_list).filter(registration=OuterRef("pk"))
    return (
        people.annotate(
            has_come=Exists(entries),
            is_in=Exists(inside),
            is_expected=ExpressionWrapper(expected, output_field=BooleanField()),
        )
        .filter(Q(is_expected=True) | Q(has_come=True))
        .order_by()
        .values("category", "invitation__sector", "invitation__body__sector")
        .annotate(
            expected=Count("pk", filter=Q(is_expected=True)),
            entered=Count("pk", filter=Q(has_come=True)),
            inside=Count("pk", filter=Q(is_in=True)),
        )
    )


def _slices(event_id: int, entry_list: EntryList | None) -> list[tuple[datetime, int]]:
    """How many came for the first time in each ten minutes, from the first to the last arrival."""
    firsts = _entries(event_id, entry_list).order_by().values("registration").annotate(first=Min("at"))
    counts = Counter((row["first"] - _EPOCH) // SLICE for row in firsts)
    if not counts:
        return []
    last = max(counts)
    first = max(min(counts), last - MOST_SLICES + 1)
    return [(_EPOCH + number * SLICE, counts[number]) for number in range(first, last + 1)]


def _arrivals(event_id: int, entry_list: EntryList | None) -> list[Arrival]:
    """The last guests of honour who came in, the latest first."""
    rows = _entries(event_id, entry_list).filter(registration__category=Category.VIP)
    return [
        Arrival(row.pk, row.at, row.registration.name, row.registration.title, row.registration.organization)
        for row in rows.select_related("registration").order_by("-at", "-pk")[:MOST_ARRIVALS]
        if row.registration is not None
    ]
