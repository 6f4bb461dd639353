"""How many more to invite than there are seats (초과 초청률), as earlier events suggest.

The arithmetic: p is the part of the guests with a confirmed seat who did not come, by sector, over the latest closed
events. For an event to come, the p of its sectors is weighted with the seats it offers to each; a sector of which too
little is known counts with the p of all. To have 100 people come, 100 / (1 - p) must be expected: p / (1 - p) more, cut
down to a whole percent. With p = 10 %, 111 are invited for 100 seats, and 11 % is suggested.

Closed events of the same series count; where they had too few guests, all closed events do. Events at whose door nobody
was let in say nothing, and neither do demonstrations. Only rates go out, and none of few people.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.models import Event, EventState, Sector
from registrations import attendance, replies
from registrations.attendance import Attendance, Turnout

FEWEST_GUESTS = 20  # expected at the earlier events together
FEWEST_OF_SECTOR = 5
LATEST = 5  # events
MOST = 100  # percent


@dataclass(frozen=True)
class Suggestion:
    """A rate, and what it comes from."""

    percent: int
    events: int
    total: Turnout
    by_sector: dict[str, Turnout]  # those of which enough is known

    def __str__(self) -> str:
        rates = [
            f"{sector.label} {_percent(self.by_sector[sector])}"
            for sector in Sector
            if sector in self.by_sector
        ]
        if not rates:
            rates = [_("모두 %(rate)s") % {"rate": _percent(self.total)}]
        return _(
            "지난 행사 %(events)d회에서 %(rates)s가 오지 않았습니다. 초과 초청률 %(percent)d%%를 제안합니다."
        ) % {"events": self.events, "rates": ", ".join(rates), "percent": self.percent}


def suggest(event: Event, *, at: datetime) -> Suggestion | None:
    """What earlier events suggest for this one, None where they say too little. At most seven queries."""
    earlier = Event.objects.real().past(at=at).filter(state=EventState.CLOSED, is_demonstration=False)
    earlier = earlier.exclude(pk=event.pk)
    if event.starts_at is not None:
        earlier = earlier.filter(starts_at__lt=event.starts_at)
    series = list(event.series_entries.values_list("series", flat=True))
    known = _latest(earlier.filter(series_entries__series__in=series).distinct()) if series else []
    if _total(known).expected < FEWEST_GUESTS:
        known = _latest(earlier)
    total = _total(known)
    if total.expected < FEWEST_GUESTS:
        return None
    by_sector: defaultdict[str, Turnout] = defaultdict(Turnout)
    for one in known:
        for sector, turnout in one.by_sector.items():
            by_sector[sector].add(turnout)
    enough = {sector: one for sector, one in by_sector.items() if one.expected >= FEWEST_OF_SECTOR}
    rates = {sector: one.missing_rate for sector, one in enough.items()}
    rate = _weighted(replies.seats_by_sector(event.pk), rates, total.missing_rate)
    return Suggestion(rate_to_percent(rate), len(known), total, enough)


def rate_to_percent(rate: float) -> int:
    """How many percent more to invite where that part does not come."""
    if rate >= 0.5:
        return MOST
    return int(round(100 * rate / (1 - rate), 6))  # 1/9 of 100 is 11, whatever floats make of it


def _latest(events: QuerySet[Event]) -> list[Attendance]:
    """The turnout of the latest events that counted their guests at the door."""
    newest = attendance.count(events.values_list("pk", flat=True)[: LATEST * 2])
    return [one for one in newest.values() if one.total.came][:LATEST]


def _total(known: list[Attendance]) -> Turnout:
    total = Turnout()
    for one in known:
        total.add(one.total)
    return total


def _weighted(seats: dict[str, int], rates: dict[str, float], overall: float) -> float:
    invited = sum(seats.values())
    if not invited:
        return overall
    return sum(number * rates.get(sector, overall) for sector, number in seats.items()) / invited


def _percent(turnout: Turnout) -> str:
    return f"{round(100 * turnout.missing_rate)}%"
