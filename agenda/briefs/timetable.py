"""The timetable of a brief: one row a session, its columns by their headings or by their order."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from agenda.briefs import people
from agenda.briefs.brief import BriefRefused, Row
from agenda.briefs.lines import BULLETS, cells, joined, tidy
from agenda.briefs.moments import DAY_MINUTES, Slot, find_length, find_slot
from events import notation

MOST_ROWS = 200
_TITLE_HEADS = {"내용", "주요내용", "세부내용", "세부일정", "프로그램", "세션", "일정", "제목", "순서"}
_REMARK_HEADS = {"비고", "발표자", "연사", "담당", "발제자", "발표", "참석", "주관"}
_KINDS = [
    ("photo", r"(?:기념|사진|단체)\s*촬영|단체\s*사진"),
    ("break", r"휴식|정회|커피|오찬|중식|만찬|석식|네트워킹|coffee|break|lunch"),
    ("closing", r"폐회|폐막|마무리|맺음|클로징|closing"),
    ("keynote", r"기조|keynote"),
    ("talk", r"^[\[(<]?\s*(?:주제\s*)?(?:발제|발표|강연)|사례\s*발표"),
    ("opening", r"개회|개막|오프닝|국민의례|등록|접수|opening"),
    ("panel", r"토론|토의|패널|질의\s*응답|Q\s*&\s*A|panel"),
    ("remarks", r"축사|환영사|인사말|격려사|기념사|인사|모두\s*발언"),
    ("opening", r"안내"),
]
_TALK_PREFIX = re.compile(
    r"[\[(<]?\s*(?:주제\s*)?(?:발제|발표|강연)\s*(?P<number>\d{1,2}|[①-⑳])?\s*[\])>]?\s*[.:)\]]?\s*(?=\S)"
)
_ARRIVAL = re.compile(r"등록|접수|입장|리셉션")


@dataclass(frozen=True)
class Timetable:
    """The rows, the notes on them, and the positions of the lines that were read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    lines: frozenset[int]


@dataclass(frozen=True)
class _Draft:
    line: int
    slot: Slot
    title: str
    remark: str
    word: str  # what a column of kinds says


def read(
    lines: list[str], *, day: date, starts: int | None, ends: int | None, known: Collection[str]
) -> Timetable:
    """The timetable on that day; ``starts`` and ``ends`` bound it, in minutes from midnight.

    :raises BriefRefused: there is no timetable, or its rows contradict each other or the event's hours
    """
    drafts, head = _find(lines)
    if not drafts:
        raise BriefRefused(
            _("세부일정 표를 찾지 못했습니다. 「14:00~14:10」처럼 시각으로 시작하는 행이 필요합니다.")
        )
    if len(drafts) > MOST_ROWS:
        raise BriefRefused(_("세부일정의 행이 너무 많습니다(최대 %(most)d행).") % {"most": MOST_ROWS})
    drafts.sort(key=lambda draft: draft.slot.start)
    rows: list[Row] = []
    notes: list[str] = []
    last_end = 0
    for position, draft in enumerate(drafts):
        following = drafts[position + 1].slot.start if position + 1 < len(drafts) else ends
        end = _end(draft, following)
        if _ARRIVAL.search(draft.title) and starts is not None and end <= starts:
            notes.append(f"행사 시작 전이라 세부일정에 넣지 않았습니다: {draft.title}")
            continue
        if draft.slot.start < last_end:
            raise BriefRefused(
                _("세부일정의 시간이 서로 겹칩니다: %(row)s") % {"row": _shown(lines[draft.line])}
            )
        if (starts is not None and draft.slot.start < starts) or (ends is not None and end > ends):
            raise BriefRefused(
                _("행사 시간을 벗어난 행이 있습니다: %(row)s") % {"row": _shown(lines[draft.line])}
            )
        last_end = end
        rows.append(_row(draft, end, day=day, known=known, rows=rows, notes=notes))
    if not rows:
        raise BriefRefused(_("행사 시간 안에 있는 세부일정이 없습니다."))
    return Timetable(tuple(rows), tuple(notes), frozenset([*head, *(draft.line for draft in drafts)]))


def _find(lines: list[str]) -> tuple[list[_Draft], list[int]]:
    """Rows of a table; where the brief has none, lines of text that begin with a time."""
    table: list[_Draft] = []
    plain: list[_Draft] = []
    head_line: int | None = None
    head: list[str] = []
    for number, line in enumerate(lines):
        row = cells(line)
        is_row = sum(map(bool, row)) > 1
        names = [joined(cell).replace(" ", "") for cell in row]
        if head_line is None and is_row and _TITLE_HEADS.intersection(names):
            head_line, head = number, names
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


def _draft(number: int, row: list[str], head: list[str]) -> _Draft | None:
    found = _slot(row, columns=2 if head else 1)
    if found is None:
        return None
    place, slot = found
    rest = {index: cell for index, cell in enumerate(row) if index != place and cell}
    length = next((index for index, cell in rest.items() if find_length(cell) is not None), None)
    if length is not None and slot.length is None:
        slot = Slot(slot.start, slot.end, find_length(rest.pop(length)), slot.rest)
    if len(head) == len(row) and not slot.rest:
        title, remark = _under(head, rest, _TITLE_HEADS), _under(head, rest, _REMARK_HEADS)
        if title:
            word = " ".join(cell for cell in rest.values() if cell not in (title, remark))
            return _Draft(number, slot, title, remark, word)
    texts = [tidy(slot.rest)] if slot.rest else []
    texts += [cell for index, cell in rest.items() if index > place]
    is_spoken_of = slot.rest and slot.end is None and slot.length is None and len(texts) < 2
    if not texts or is_spoken_of:
        return None
    return _Draft(number, slot, texts[0], ", ".join(texts[1:]), " ".join(rest[i] for i in rest if i < place))


def _slot(row: list[str], *, columns: int) -> tuple[int, Slot] | None:
    """The time among the row's first filled columns; a number or the kind may stand before it."""
    filled = [index for index, cell in enumerate(row) if cell]
    for index in filled[:columns]:
        slot = find_slot(row[index].lstrip(BULLETS))
        if slot is not None:
            return index, slot
    return None


def _under(head: list[str], rest: dict[int, str], names: set[str]) -> str:
    return next(
        (rest.get(index, "") for index, name in enumerate(head) if name in names and index in rest), ""
    )


def _end(draft: _Draft, following: int | None) -> int:
    slot = draft.slot
    end = slot.end
    if end is None:
        end = slot.start + slot.length if slot.length else following
    if end is None:
        raise BriefRefused(
            _("끝나는 시각도 길이도 없는 행이 있습니다: %(title)s") % {"title": _shown(draft.title)}
        )
    if end <= slot.start or end > DAY_MINUTES:
        raise BriefRefused(
            _("끝나는 시각이 시작보다 늦지 않은 행이 있습니다: %(title)s") % {"title": _shown(draft.title)}
        )
    if slot.length is not None and slot.length != end - slot.start:
        raise BriefRefused(
            _(
                "시각과 길이가 맞지 않는 행이 있습니다: %(title)s (시각으로는 %(span)d분, 적힌 길이는 %(length)d분)"
            )
            % {"title": _shown(draft.title), "span": end - slot.start, "length": slot.length}
        )
    return end


def _row(
    draft: _Draft, end: int, *, day: date, known: Collection[str], rows: list[Row], notes: list[str]
) -> Row:
    kind = _kind(draft.word) or _kind(draft.title)
    cast = people.read_cast(draft.remark, kind=kind, known=known)
    if not kind:
        kind = "talk"
        notes.append(f"구분을 알 수 없어 발제로 넣었습니다: {draft.title}")
    if cast.parts and cast.remark:
        notes.append(f"비고의 「{cast.remark}」은(는) 연사와 함께 나오지 않습니다: {draft.title}")
    title = draft.title
    prefix = _TALK_PREFIX.match(title) if kind == "talk" else None
    if prefix:
        title = title[prefix.end() :]
        number = _number(prefix["number"])
        place = sum(row.kind == "talk" for row in rows) + 1
        if number not in (None, place):
            notes.append(f"발제 번호 {number}이(가) 순서와 달라 {place}번으로 매깁니다: {title}")
    midnight = datetime(day.year, day.month, day.day, tzinfo=notation.SEOUL)
    return Row(
        starts_at=midnight + timedelta(minutes=draft.slot.start),
        minutes=end - draft.slot.start,
        kind=kind,
        title=title,
        parts=cast.parts,
        remark=cast.remark,
    )


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, text, re.IGNORECASE)), "")


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdecimal() else ord(text) - ord("①") + 1


def _shown(text: str) -> str:
    """The row, short enough for a sentence."""
    line = tidy(text)
    return line if len(line) <= 80 else line[:79] + "…"
