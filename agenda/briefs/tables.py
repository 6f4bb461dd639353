"""The rows of a brief that begin with a time, their columns told by their headings, by their content or by their order."""

import re
from dataclasses import dataclass

from agenda.briefs.brief import BriefRefused
from agenda.briefs.lines import BULLETS, cells, joined, tidy
from agenda.briefs.moments import Slot, find_length, find_slot

_HEADS = {
    "title": {
        "내용",
        "주요내용",
        "세부내용",
        "세부일정",
        "프로그램",
        "세션",
        "일정",
        "제목",
        "순서",
        "세션명",
        "주제",
    },
    "remark": {
        "비고",
        "발표자",
        "연사",
        "담당",
        "발제자",
        "발표",
        "참석",
        "주관",
        "토론자",
        "좌장",
        "진행",
        "참석자",
    },
    "time": {"시간", "시각", "시작", "일시", "시간대", "시작시각"},
    "minutes": {"분", "소요", "소요시간", "소요(분)", "소요시간(분)", "시간(분)", "길이", "길이(분)"},
    "room": {"장소", "회의실", "룸", "트랙", "강연장", "행사장"},
}
_ASIDE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Draft:
    """One row as it stands there."""

    line: int
    slot: Slot
    title: str
    remark: str
    word: str  # what a column of kinds says
    room: str = ""


def is_head(row: list[str]) -> bool:
    """Whether these cells head a timetable."""
    return sum(map(bool, row)) > 1 and "title" in map(_column, row)


def find(lines: list[str]) -> tuple[list[Draft], list[int]]:
    """Rows of a table; where the brief has none, lines of text that begin with a time."""
    table: list[Draft] = []
    plain: list[Draft] = []
    head_line: int | None = None
    head: list[str] = []
    for number, line in enumerate(lines):
        row = cells(line)
        is_row = sum(map(bool, row)) > 1
        if head_line is None and is_head(row):
            head_line, head = number, [_column(cell) for cell in row]
            continue
        try:
            draft = _draft(number, row, head)
        except BriefRefused:
            if is_row:
                raise
            continue  # running text that begins with a number
        if draft is not None:
            (table if is_row else plain).append(draft)
    return table or plain, [] if head_line is None else [head_line]


def _column(cell: str) -> str:
    """What a column holds by its heading: a name of _HEADS, or "" for any other."""
    whole = joined(cell).replace(" ", "")
    bare = _ASIDE.sub("", whole)
    return next(
        (
            kind
            for word in (whole, bare, *re.split(r"[/·,]", bare))
            for kind, words in _HEADS.items()
            if word in words
        ),
        "",
    )


def _draft(number: int, row: list[str], head: list[str]) -> Draft | None:
    columns = head if len(head) == len(row) else [""] * len(row)
    row = [
        f"{cell}분" if column == "minutes" and cell.isdecimal() else cell
        for cell, column in zip(row, columns, strict=True)
    ]
    found = _slot(row, columns, most=2 if head else 1)
    if found is None:
        return None
    place, slot = found
    rest = {index: cell for index, cell in enumerate(row) if index != place and cell}
    slot = _completed(slot, rest, place)
    texts = {
        kind: ", ".join(rest[i] for i in rest if columns[i] == kind) for kind in ("title", "remark", "room")
    }
    if texts["title"] and not slot.rest:
        word = " ".join(cell for index, cell in rest.items() if not columns[index])
        return Draft(number, slot, texts["title"], texts["remark"], word, texts["room"])
    cells_behind = [tidy(slot.rest)] if slot.rest else []
    cells_behind += [cell for index, cell in rest.items() if index > place and columns[index] != "room"]
    is_spoken_of = slot.rest and slot.end is None and slot.length is None and len(cells_behind) < 2
    if not cells_behind or is_spoken_of:
        return None
    before = " ".join(cell for index, cell in rest.items() if index < place)
    return Draft(number, slot, cells_behind[0], ", ".join(cells_behind[1:]), before, texts["room"])


def _slot(row: list[str], columns: list[str], *, most: int) -> tuple[int, Slot] | None:
    """The time in the column for it or among the first filled ones; a number or the kind may stand before it."""
    filled = [index for index, cell in enumerate(row) if cell]
    named = [index for index in filled if columns[index] == "time"]
    for index in named or filled[:most]:
        slot = find_slot(row[index].lstrip(BULLETS))
        if slot is not None:
            return index, slot
    return None


def _completed(slot: Slot, rest: dict[int, str], place: int) -> Slot:
    """The time with its end and length from columns of their own, which are taken out of the rest."""
    if slot.end is None and slot.length is None and not slot.rest and place + 1 in rest:
        other = find_slot(rest[place + 1])
        if other and other.end is None and not other.rest:
            rest.pop(place + 1)
            slot = Slot(slot.start, other.start, other.length, "")
    length = next((index for index, cell in rest.items() if find_length(cell) is not None), None)
    if length is not None and slot.length is None:
        slot = Slot(slot.start, slot.end, find_length(rest.pop(length)), slot.rest)
    return slot
