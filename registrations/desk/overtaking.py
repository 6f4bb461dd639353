"""Two desks let in one guest: which of their entries counts, and what becomes of the other one when that is taken back."""

from datetime import datetime
from uuid import UUID, uuid5

from registrations.desk.histories import History
from registrations.models import ENTRIES, CheckIn, CheckInOutcome, EntryConflict, ScanKind


def overtake(history: History, row: CheckIn) -> History:
    """Without the entry that was written down first but took place after this one: the earlier scan counts."""
    later = history.next_entry(row.at) if row.outcome in ENTRIES else None
    if later is None:
        return history
    conflict = CheckIn.objects.create(
        event=later.event,
        registration=row.registration,
        entry_list_id=later.entry_list_id,
        scan_id=uuid5(row.scan_id, str(later.scan_id)),
        kind=ScanKind.UNDO,
        outcome=CheckInOutcome.CONFLICT,
        at=row.received_at,
        received_at=row.received_at,
        by_id=later.by_id,
        device=later.device,
        undoes=later,
    )
    EntryConflict.objects.create(scan=conflict, entry=row)
    return history.without_scan(later)


def call_back(history: History, undone: CheckIn, *, received_at: datetime) -> History:
    """With the entries that counted for nothing only because of the one that was taken back; the conflicts stay.

    The ledger is never changed, so such an entry is a row of its own; ``counting_for`` finds it.
    """
    conflicts = EntryConflict.objects.filter(entry=undone).select_related("scan__undoes")
    outdone = [(conflict, conflict.scan.undoes or conflict.scan) for conflict in conflicts]
    for conflict, entry in sorted(outdone, key=lambda pair: (pair[1].at, pair[1].pk)):
        standing = history.entry_at(entry.at) or history.next_entry(entry.at)
        if standing is None:
            history = history.with_scan(_again(conflict.scan, entry, received_at=received_at))
        else:
            EntryConflict.objects.filter(pk=conflict.pk).update(entry=standing)
    return history


def counting_for(scan: CheckIn) -> CheckIn:
    """The row by which a scan counts now: its own, or the one that was made when it was called back."""
    outdone = scan
    if scan.outcome != CheckInOutcome.CONFLICT:
        outdone = CheckIn.objects.filter(undoes=scan, outcome=CheckInOutcome.CONFLICT).first() or scan
    again = CheckIn.objects.filter(scan_id=number_again(outdone)).first()
    return counting_for(again) if again else scan


def number_again(scan: CheckIn) -> UUID:
    """Of the row by which an attempt that let nobody in counts after all; there is at most one."""
    return uuid5(scan.scan_id, "again")


def _again(outdone: CheckIn, entry: CheckIn, *, received_at: datetime) -> CheckIn:
    return CheckIn.objects.create(
        event_id=entry.event_id,
        registration_id=entry.registration_id,
        entry_list_id=entry.entry_list_id,
        scan_id=number_again(outdone),
        outcome=entry.outcome if entry.outcome in ENTRIES else CheckInOutcome.ENTERED,
        at=entry.at,
        received_at=received_at,
        by_id=entry.by_id,
        device=entry.device,
        is_offline=entry.is_offline,
        reason=entry.reason,
    )
