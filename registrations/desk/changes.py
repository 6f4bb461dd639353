"""What happened at the other desks: for a device that has loaded the event and wants to know no more than that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from registrations.models import CheckIn, Move

MOST_ROWS = 1_000
# Rows are numbered when they are written and seen when they are committed, so a lower number may be seen later.
OVERLAP = timedelta(seconds=30)


@dataclass(frozen=True)
class Since:
    """How far a device knows the ledgers: the last scan and the last step of a registration; written ``12-34``."""

    scan: int = 0
    move: int = 0

    def __str__(self) -> str:
        return f"{self.scan}-{self.move}"


def parse(text: str) -> Since:
    """:raises ValueError: no device was ever told this"""
    if not text:
        return Since()
    if len(text) > 40 or not text.isascii():
        raise ValueError(text)
    scan, move = (int(part) for part in text.split("-"))
    if not (0 <= scan < 2**63 and 0 <= move < 2**63):
        raise ValueError(text)
    return Since(scan, move)


def changes(*, event_id: int, since: Since, at: datetime) -> dict[str, Any]:
    """The scans and the states of guests that are new; two queries.

    Some may come again: the device knows a scan by its ``scan_id``. ``has_more``: ask again at once with ``since``.
    No names: who is new is loaded with the roster.
    """
    recent = at - OVERLAP
    scans = list(
        CheckIn.objects.filter(Q(pk__gt=since.scan) | Q(received_at__gt=recent), event=event_id)
        .order_by("pk")
        .values(
            "pk",
            "scan_id",
            "registration__code",
            "entry_list",
            "kind",
            "outcome",
            "at",
            "device",
            "undoes__scan_id",
        )[:MOST_ROWS]
    )
    moves = list(
        Move.objects.filter(Q(pk__gt=since.move) | Q(at__gt=recent), registration__event=event_id)
        .order_by("pk")
        .values("pk", "registration__code", "registration__state")[:MOST_ROWS]
    )
    known = Since(
        max([since.scan, *(row["pk"] for row in scans)]), max([since.move, *(row["pk"] for row in moves)])
    )
    return {
        "since": str(known),
        "has_more": len(scans) == MOST_ROWS or len(moves) == MOST_ROWS,
        "scans": [
            {
                "scan_id": str(row["scan_id"]),
                "code": row["registration__code"],
                "entry_list": row["entry_list"],
                "kind": row["kind"],
                "outcome": row["outcome"],
                "at": row["at"].isoformat(),
                "device": row["device"],
                "undoes": str(row["undoes__scan_id"]) if row["undoes__scan_id"] else None,
            }
            for row in scans
        ],
        "guests": [{"code": row["registration__code"], "state": row["registration__state"]} for row in moves],
    }
