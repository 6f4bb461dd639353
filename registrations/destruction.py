"""Writing into the ledger of destruction (파기 대장)."""

from datetime import datetime

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
    """Put on record that so many rows were destroyed; none is nothing to record."""
    if count:
        Destruction.objects.create(
            kind=kind, count=count, reason=reason, at=at, event_id=event_id, by_id=by_id
        )
