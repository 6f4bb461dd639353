"""Lines that a device sent, which anybody could have made up."""

from typing import Any


def sent(row: Any, name: str, longest: int) -> str:
    """What stands under that name as one line of at most so many characters; "" for anything that is none."""
    text = row.get(name) if isinstance(row, dict) else None
    return text.strip()[:longest] if isinstance(text, str) and text.isprintable() else ""
