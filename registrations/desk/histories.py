"""What the scans of one guest at one door amount to: when they were in, and whether they are in now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from registrations.models import ENTRIES, CheckIn, Presence


@dataclass(frozen=True)
class History:
    """The scans of a guest at a door that let them in or out and stand, in the order in which they took place."""

    scans: Sequence[CheckIn]

    def entry_at(self, at: datetime) -> CheckIn | None:
        """By which entry the guest was in at that time; None if they were outside."""
        before = [scan for scan in self.scans if scan.at <= at]
        return before[-1] if before and before[-1].outcome in ENTRIES else None

    def entry_now(self) -> CheckIn | None:
        """By which entry the guest is in; None if they are outside."""
        return self.scans[-1] if self.scans and self.scans[-1].outcome in ENTRIES else None

    def next_entry(self, at: datetime) -> CheckIn | None:
        """The entry that came after that time with no exit between: two desks let the same guest in."""
        after = next((scan for scan in self.scans if scan.at > at), None)
        return after if after is not None and after.outcome in ENTRIES else None

    def with_scan(self, scan: CheckIn) -> "History":
        return History(sorted([*self.scans, scan], key=_order))

    def without_scan(self, scan: CheckIn) -> "History":
        return History([one for one in self.scans if one.pk != scan.pk])


def read(registration_id: int, entry_list_id: int | None) -> History:
    """The history under a lock on the registration; one query."""
    scans = CheckIn.objects.standing().filter(registration=registration_id, entry_list=entry_list_id)
    return History(sorted(scans, key=_order))


def settle(registration_id: int, before: History, after: History) -> None:
    """Make the row of presence say what the history has come to; in the transaction of the scan."""
    was, now = before.entry_now(), after.entry_now()
    if was == now:
        return
    if was is not None:
        Presence.objects.filter(entry=was).delete()
    if now is not None:
        Presence.objects.create(registration_id=registration_id, entry_list_id=now.entry_list_id, entry=now)


def _order(scan: CheckIn) -> tuple[datetime, int]:
    return (scan.at, scan.pk)
