"""What every kind of table file becomes: rows of cells as text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from django.utils.translation import gettext as _

from events.sheets.refusing import FileRefused

MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_LETTERS = 3_000_000  # of all cells, merged ones counted each time; 2,000 invitees have about 150,000


@dataclass(frozen=True)
class Table:
    """One sheet of a file. The first row of the file has the number 1, as Excel counts.

    A merged cell stands in each place that it covers. ``sheets`` names the sheets to choose from; a text file has none.
    """

    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)  # by number
    hollow_cells: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    """Row number and column index of cells whose formula was saved without its value."""

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def column(self, index: int, *, after: int = 0) -> list[str]:
        """The cells of one column, from below the row of that number."""
        return [row[index] if index < len(row) else "" for row in self.rows[after:]]


def letter(index: int) -> str:
    """What Excel calls the column: 0 is A."""
    return chr(ord("A") + index) if index < 26 else f"{letter(index // 26 - 1)}{letter(index % 26)}"


def trimmed(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows without what is empty at their end, and without empty rows at the foot.

    :raises FileRefused: they are too many or too long
    """
    kept = [_trimmed(list(row)[:MOST_COLUMNS]) for row in rows]
    while kept and not kept[-1]:
        kept.pop()
    if len(kept) > MOST_ROWS:
        raise too_many_rows()
    letters = accumulate(len(cell) for row in kept for cell in row)
    if any(total > MOST_LETTERS for total in letters):
        raise FileRefused(_("글자가 너무 많은 파일입니다. 명단만 남기고 저장해 올려 주세요."))
    return tuple(kept)


def too_many_rows() -> FileRefused:
    return FileRefused(
        _("행이 너무 많습니다(최대 %(most)d행). 명단 아래의 다른 내용을 지우거나 파일을 나누어 올려 주세요.")
        % {"most": MOST_ROWS}
    )


def _trimmed(row: list[str]) -> tuple[str, ...]:
    while row and not row[-1].strip():
        row.pop()
    return tuple(row)
