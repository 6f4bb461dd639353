"""Lines that a device sent, which anybody could have made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Kept:
    """One row that a device kept, with its number, when it was made, and who sent it when. Times by the server's clock."""

    event_id: int
    row: Mapping[str, Any]
    number: UUID
    made_at: datetime
    by_id: int
    at: datetime


def sent(row: Any, name: str, longest: int) -> str:
    """What stands under that name as one line of at most so many characters; "" for anything that is none."""
    text = row.get(name) if isinstance(row, dict) else None
    return text.strip()[:longest] if isinstance(text, str) and text.isprintable() else ""
