"""The desks' own books against the ledger: what is lost, what is doubled, what nobody was told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from registrations.models import CheckIn, EntryConflict, Presence, Registration
from registrations.states import RegistrationState
from tests.rehearsal.desk import Desk

FAR = timedelta(
    minutes=2
)  # further than a slow answer moves a scan, nearer than a clock that is an hour wrong


@dataclass
class Verdict:
    """Numbers of scans and codes of guests; all but the first three are faults."""

    scans: int = 0
    conflicts: int = 0
    made: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unreported: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.unreported or self.misplaced)


def judge(event_id: int, desks: Iterable[Desk]) -> Verdict:
    """Everything that a desk saw accepted or still keeps is in the ledger, of the same guest and at its time.

    A guest is in once; whoever was let in twice, or although they had cancelled, is reported as often as that.
    """
    rows = CheckIn.objects.filter(event=event_id).select_related("registration")
    ledger = {str(row.scan_id): row for row in rows}
    verdict, let_in, offline = Verdict(scans=len(ledger)), Counter[str](), set[str]()
    for desk in desks:
        books = desk.books
        verdict.lost += [*books.refused, *(row["scan_id"] for row in desk.outbox)]
        for number, code in books.scans.items():
            row = ledger.get(number)
            if row is None or code != (row.registration.code if row.registration else row.typed):
                verdict.lost.append(number)
        verdict.doubled += books.doubled
        verdict.misplaced += [
            number
            for number, at in books.offline_at.items()
            if number in ledger and abs(ledger[number].at - at) > FAR
        ]
        let_in.update(books.let_in)
        offline |= books.offline_entries
    _judge_guests(event_id, let_in, offline, verdict)
    return verdict


def _judge_guests(event_id: int, let_in: Counter[str], offline: set[str], verdict: Verdict) -> None:
    reported = Counter(
        EntryConflict.objects.filter(scan__event=event_id).values_list("scan__registration__code", flat=True)
    )
    standing = Counter(
        CheckIn.objects.entries().filter(event=event_id).values_list("registration__code", flat=True)
    )
    inside = set(
        Presence.objects.filter(registration__event=event_id).values_list("registration__code", flat=True)
    )
    gone = set(
        Registration.objects.filter(event=event_id, state=RegistrationState.CANCELLED).values_list(
            "code", flat=True
        )
    )
    verdict.conflicts = reported.total()
    verdict.doubled += [code for code, count in standing.items() if count > 1]
    for code, times in let_in.items():
        due = max(times - 1, 0) + (times > 0 and code in gone & offline)
        verdict.made += due
        if due > reported[code]:
            verdict.unreported.append(code)
        if times > 0 and code not in inside and not reported[code]:
            verdict.lost.append(code)
