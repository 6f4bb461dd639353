"""A roster's cells between the steps of its import, signed: what was shown is what is read again and written."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

from events.sheets.table import Table

_SALT = "registrations.rosters"
_VALID = 4 * 60 * 60  # seconds


@dataclass(frozen=True)
class Carried:
    """A table on its way, for one event and one person."""

    event_id: int
    user_id: int
    table: Table


def pack(carried: Carried) -> str:
    """As one signed text; 2,000 rows have about 150 kB."""
    table = asdict(carried.table)
    table["hidden_rows"] = sorted(carried.table.hidden_rows)
    table["hollow_cells"] = sorted(carried.table.hollow_cells)
    data = {"event": carried.event_id, "user": carried.user_id, "table": table}
    return signing.dumps(data, salt=_SALT, compress=True)


def unpack(text: str, *, event_id: int, user_id: int) -> Table:
    """The table.

    :raises BadSignature: the text is not ours, too old, or of another event or person
    """
    data: dict[str, Any] = signing.loads(text, salt=_SALT, max_age=_VALID)
    if (data["event"], data["user"]) != (event_id, user_id):
        raise signing.BadSignature("of another event or person")
    table = data["table"]
    return Table(
        rows=tuple(tuple(row) for row in table["rows"]),
        sheet=table["sheet"],
        sheets=tuple(table["sheets"]),
        hidden_rows=frozenset(table["hidden_rows"]),
        hollow_cells=frozenset((row, column) for row, column in table["hollow_cells"]),
    )
