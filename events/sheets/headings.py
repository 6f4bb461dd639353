"""Where a table's heading row is, and which column is meant by which heading.

Official lists have titles and notes above it, headings in two rows, and columns that nobody asked for.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from events.sheets.table import Table, letter

_LOOKED_AT = 30  # rows
_LONGEST = 30  # characters of a heading
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_OTHER_SCRIPT = re.compile(r"[(\[<][^()\[\]<>]*(?:영문|영어|한자|english)", re.IGNORECASE)
_NOISE = re.compile(r"[\s*※·ㆍ._:\-/'’`()\[\]<>]+")


@dataclass(frozen=True)
class Words:
    """What a field's heading may be: exactly, or as part of a longer one, or what speaks against it."""

    exactly: frozenset[str]
    within: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()
    reluctantly_with: tuple[str, ...] = ()

    def rank(self, heading: str) -> int:
        """0 for no match; the higher, the surer."""
        if any(word in heading for word in self.never_with):
            return 0
        doubts = 2 if any(word in heading for word in self.reluctantly_with) else 0
        if heading in self.exactly:
            return 4 - doubts
        return 3 - doubts if any(word in heading for word in self.within) else 0


def words(exactly: str, within: str = "", never: str = "", reluctantly: str = "") -> Words:
    """The same, each written as words divided by spaces, without the signs that ``bare`` drops."""
    return Words(
        frozenset(exactly.split()), tuple(within.split()), tuple(never.split()), tuple(reluctantly.split())
    )


@dataclass(frozen=True)
class Layout:
    """Which column holds which field, and where the rows begin."""

    header_row: int  # its number; 0 without one. Of two rows of headings the lower
    headings: tuple[str, ...]  # of each column, as they stand in the file
    columns: Mapping[str, int]  # a field's column, counted from 0

    def cell(self, row: Sequence[str], field: str) -> str:
        """The row's cell of that field; "" without such a column."""
        column = self.columns.get(field)
        return row[column] if column is not None and column < len(row) else ""

    def place(self, field: str) -> str:
        """What the field's column is called to a person: ``이메일(F열)``."""
        column = self.columns[field]
        return place(self.headings[column] if column < len(self.headings) else "", column)

    def chosen(self, columns: Mapping[str, int]) -> "Layout":
        """The same rows with the columns that a person has chosen instead."""
        return replace(self, columns=dict(columns))

    def rows(self, table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows below the headings with their numbers; empty ones and headings that are repeated are left out."""
        for number, row in enumerate(table.rows[self.header_row :], self.header_row + 1):
            if any(cell.strip() for cell in row) and not self._repeats_headings(row):
                yield number, row

    def _repeats_headings(self, row: Sequence[str]) -> bool:
        if not self.header_row:
            return False
        filled = [(cell, self.headings[index]) for index, cell in enumerate(row) if cell.strip()]
        return len(filled) > 1 and all(bare(cell) == bare(heading) for cell, heading in filled)


def place(heading: str, column: int) -> str:
    """A column by its heading and its letter, or by its letter alone."""
    shown = " ".join(heading.split())[:_LONGEST]
    if not shown:
        return _("%(letter)s열") % {"letter": letter(column)}
    return _("%(heading)s(%(letter)s열)") % {"heading": shown, "letter": letter(column)}


def bare(heading: str) -> str:
    """What counts of a heading: no signs or spaces, small letters, of brackets only the script: ``성명(영문)``."""
    text = unicodedata.normalize("NFKC", heading)
    within = "".join(_BRACKETS.findall(text)) if _OTHER_SCRIPT.search(text) else ""
    return _NOISE.sub("", _BRACKETS.sub("", text) + within).lower() or _NOISE.sub("", text).lower()


def find(table: Table, vocabulary: Mapping[str, Words]) -> Layout:
    """The row that names the most fields, alone or together with the one below it, and what its columns are.

    Without any that names two, a layout without headings and columns.
    """
    best = Layout(0, ("",) * table.width, {})
    most = (1, 0)  # one known heading is not a heading row
    for index, row in enumerate(table.rows[:_LOOKED_AT]):
        padded = (*row, *[""] * (table.width - len(row)))
        candidates = [(index + 1, padded)]
        if index and _goes_on(table.rows[index - 1], row, vocabulary):
            candidates.append((index + 1, _joined(table.rows[index - 1], padded)))
        for number, headings in candidates:
            columns, ranks = _columns(headings, vocabulary)
            if (len(columns), ranks) > most:
                most = (len(columns), ranks)
                best = Layout(number, headings, columns)
    return best


def _columns(headings: Sequence[str], vocabulary: Mapping[str, Words]) -> tuple[dict[str, int], int]:
    """The surest column of each field and the surest field of each column, and how sure they are together."""
    ranked = sorted(
        (-rank, column, position, field)
        for column, heading in enumerate(headings)
        if heading and len(heading) <= _LONGEST and heading not in headings[max(0, column - 1) : column]
        for position, (field, known) in enumerate(vocabulary.items())
        if (rank := known.rank(bare(heading)))
    )
    columns: dict[str, int] = {}
    sure = 0
    taken: set[int] = set()
    for minus_rank, column, _position, field in ranked:
        if field not in columns and column not in taken:
            columns[field] = column
            taken.add(column)
            sure -= minus_rank
    return columns, sure


def _goes_on(upper: Sequence[str], lower: Sequence[str], vocabulary: Mapping[str, Words]) -> bool:
    """Whether the lower row can be the second row of headings: each cell is known, or merged from above."""
    pairs = [(cell, upper[index] if index < len(upper) else "") for index, cell in enumerate(lower) if cell]
    return bool(pairs) and all(
        cell == above or any(known.rank(bare(cell)) for known in vocabulary.values()) for cell, above in pairs
    )


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """One heading for each column: the lower where there is one, else the upper."""
    above = (*upper, *[""] * (len(lower) - len(upper)))
    return tuple(low or high for high, low in zip(above, lower, strict=True))
