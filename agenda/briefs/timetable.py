"""The timetable of a brief: one row a session, its columns by their headings or by their order."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from agenda.briefs import people
from agenda.briefs.brief import BriefRefused, Row
from agenda.briefs.lines import tidy
from agenda.briefs.moments import DAY_MINUTES
from agenda.briefs.tables import Draft, find
from events import notation

MOST_ROWS = 200
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
_USUAL_LENGTH = 10  # minutes, for a row of a draft that does not say when it ends
_ARRIVAL = re.compile(r"등록|접수|입장|리셉션")


@dataclass(frozen=True)
class Timetable:
    """The rows, the notes on them, and the positions of the lines that were read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    lines: frozenset[int]


def read(
    lines: list[str],
    *,
    day: date,
    starts: int | None,
    ends: int | None,
    known: Collection[str],
    is_draft: bool = False,
) -> Timetable:
    """The timetable on that day; ``starts`` and ``ends`` bound it, in minutes from midnight.

    In a draft, rows that contradict each other or the event's hours are noted, not refused.

    :raises BriefRefused: there is no timetable, or its rows contradict each other or the event's hours
    """
    drafts, head = find(lines)
    if not drafts:
        raise BriefRefused(
            _("세부일정 표를 찾지 못했습니다. 「14:00~14:10」처럼 시각으로 시작하는 행이 필요합니다.")
        )
    if len(drafts) > MOST_ROWS:
        raise BriefRefused(_("세부일정의 행이 너무 많습니다(최대 %(most)d행).") % {"most": MOST_ROWS})
    used = frozenset([*head, *(draft.line for draft in drafts)])
    drafts = _folded(sorted(drafts, key=lambda draft: draft.slot.start))
    rows: list[Row] = []
    notes: list[str] = []
    last_ends: dict[str, int] = {}

    def complain(reason: str) -> None:
        if not is_draft:
            raise BriefRefused(reason)
        notes.append(reason)

    for position, draft in enumerate(drafts):
        later = (one.slot.start for one in drafts[position + 1 :] if one.slot.start > draft.slot.start)
        end, reason = _end(draft, next(later, ends))
        if reason:
            complain(reason)
        if _ARRIVAL.search(draft.title) and starts is not None and end <= starts:
            notes.append(f"행사 시작 전이라 세부일정에 넣지 않았습니다: {draft.title}")
            continue
        shown = {"row": _shown(lines[draft.line])}
        if draft.slot.start < last_ends.get(draft.room, 0):
            complain(_("세부일정의 시간이 서로 겹칩니다: %(row)s") % shown)
        if (starts is not None and draft.slot.start < starts) or (ends is not None and end > ends):
            complain(_("행사 시간을 벗어난 행이 있습니다: %(row)s") % shown)
        last_ends[draft.room] = max(end, last_ends.get(draft.room, 0))
        rows.append(_row(draft, end, day=day, known=known, rows=rows, notes=notes))
    if not rows:
        raise BriefRefused(_("행사 시간 안에 있는 세부일정이 없습니다."))
    return Timetable(tuple(rows), tuple(notes), used)


def _folded(drafts: list[Draft]) -> list[Draft]:
    """Rows that share their time, title and room, as merged cells do, as one row with everybody's names."""
    folded: list[Draft] = []
    for draft in drafts:
        last = folded[-1] if folded else None
        if last and (last.slot, last.title, last.room) == (draft.slot, draft.title, draft.room):
            remarks = dict.fromkeys(filter(None, (last.remark, draft.remark)))
            folded[-1] = replace(last, remark=", ".join(remarks))
        else:
            folded.append(draft)
    return folded


def _end(draft: Draft, following: int | None) -> tuple[int, str]:
    """When the row ends, in minutes from midnight, and what is wrong with it: a sentence or ""."""
    slot = draft.slot
    shown = _shown(draft.title)
    end = slot.end
    if end is None:
        end = slot.start + slot.length if slot.length else following
    if end is None:
        return slot.start + _USUAL_LENGTH, _("끝나는 시각도 길이도 없는 행이 있습니다: %(title)s") % {
            "title": shown
        }
    if end <= slot.start or end > DAY_MINUTES:
        reason = _("끝나는 시각이 시작보다 늦지 않은 행이 있습니다: %(title)s") % {"title": shown}
        return slot.start + (slot.length or _USUAL_LENGTH), reason
    if slot.length is not None and slot.length != end - slot.start:
        reason = _(
            "시각과 길이가 맞지 않는 행이 있습니다: %(title)s (시각으로는 %(span)d분, 적힌 길이는 %(length)d분)"
        )
        return end, reason % {"title": shown, "span": end - slot.start, "length": slot.length}
    return end, ""


def _row(
    draft: Draft, end: int, *, day: date, known: Collection[str], rows: list[Row], notes: list[str]
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
        room=draft.room,
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
