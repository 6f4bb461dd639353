"""Writing into the ledger of destruction (파기 대장)."""

from datetime import datetime

from events.models import Event
from registrations.models import DestroyedKind, Destruction, DestructionReason


def note(
    kind: DestroyedKind,
    count: int,
    *,
    reason: DestructionReason,
    at: datetime,
    event_id: int | None = None,
    by_id: int | None = None,
) -> None:
    """Put on record that so many rows were destroyed; none is nothing to record.

    Nor are a rehearsal's: its people are made up, so that nobody's data are destroyed, and a row of this ledger would
    keep the rehearsal for ever, as nothing may delete it.
    """
    if count and not _is_rehearsal(event_id):
        Destruction.objects.create(
            kind=kind, count=count, reason=reason, at=at, event_id=event_id, by_id=by_id
        )


def _is_rehearsal(event_id: int | None) -> bool:
    return event_id is not None and Event.objects.filter(pk=event_id, rehearsal_of__isnull=False).exists()
