"""What a row below the headings is: somebody to invite, or a sum, a note, a heading of its own."""

import re
from collections.abc import Sequence
from enum import Enum, auto

from events.sheets.headings import Layout
from registrations.rosters.columns import Field

_SUM = re.compile(
    r"(?:소계|합계|총계|누계|총합|총원|총인원|계|총|(?:sub)?total|sum)(?:총?약?\d.*)?", re.IGNORECASE
)
_NOTE = re.compile(r"\s*(?:※|\*|☞|주\s*\d?\s*\)|[▪•◦]\s)")
_HEADING = re.compile(r"[□■◇◆▶▷【]")
_SERIAL = re.compile(r"\d{1,4}\.?0?")
_LONG = 60  # characters; no cell of a person stands alone in a row with so many
_BRACKETS = re.compile(r"[\s()\[\]<>【】「」□■○●◇◆▶▷:]+")


class Kind(Enum):
    INVITEE = auto()
    GROUP = auto()  # a heading between rows: ``□ 내빈 (12명)``
    NOTHING = auto()


def kind(row: Sequence[str], layout: Layout) -> Kind:
    """What the row is, by which of its cells are filled."""
    filled = {index: cell.strip() for index, cell in enumerate(row) if cell.strip()}
    mapped = {index for index in layout.columns.values() if index in filled}
    texts = {text for text in filled.values() if not _SERIAL.fullmatch(text)}
    if _is_sum(filled, row, layout) or not texts:
        return Kind.NOTHING
    if len(texts) == 1:
        text = next(iter(texts))
        if _NOTE.match(text) or len(text) > _LONG:
            return Kind.NOTHING
        if _HEADING.match(text) or not mapped or len([one for one in filled.values() if one == text]) > 1:
            return Kind.GROUP
    return Kind.INVITEE if mapped else Kind.NOTHING


def heading(row: Sequence[str]) -> str:
    """The text of a row that is a heading."""
    return next(cell.strip() for cell in row if cell.strip() and not _SERIAL.fullmatch(cell.strip()))


def _is_sum(filled: dict[int, str], row: Sequence[str], layout: Layout) -> bool:
    if layout.cell(row, Field.EMAIL).strip() or layout.cell(row, Field.PHONE).strip():
        return False
    first = next(iter(filled.values()), "")
    named = layout.cell(row, Field.NAME), layout.cell(row, Field.ORGANIZATION)
    return any(_SUM.fullmatch(_BRACKETS.sub("", text)) for text in (first, *named) if text.strip())
