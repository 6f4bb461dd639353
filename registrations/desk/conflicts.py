"""What desks did without the network and that a person has to look at: who was let in twice, or against the rules."""

from datetime import datetime

from django.db.models import QuerySet

from registrations.models import CheckIn, EntryConflict


def unseen(event_id: int) -> QuerySet[EntryConflict]:
    """Those that nobody has looked at, the first one first, with all that is shown of them."""
    rows = EntryConflict.objects.filter(scan__event=event_id, seen_at__isnull=True)
    return rows.select_related(
        "scan__registration__walk_in", "scan__by", "scan__entry_list", "scan__undoes__by", "entry__by"
    ).order_by("scan__at", "pk")


def see(*, event_id: int, conflict_id: int, by_id: int, at: datetime) -> bool:
    """Mark one as looked at; False if somebody else had, or it is of another event."""
    # Not by a join, for which PostgreSQL would not look again whether somebody has seen it meanwhile.
    scans = CheckIn.objects.filter(event=event_id)
    rows = EntryConflict.objects.filter(pk=conflict_id, scan__in=scans, seen_at__isnull=True)
    return bool(rows.update(seen_at=at, seen_by=by_id))
