"""What was understood of a brief, as lines to show."""

from datetime import timedelta

from agenda.briefs.brief import Brief, Guest, Part, Row
from agenda.models import SessionKind, SpeakerRole
from events import notation
from events.models import Sector

_LONGEST = 70


def understood(brief: Brief) -> list[str]:
    """The facts, one a line, the way a ministry paper writes them."""
    series = ", ".join(
        f"{notation.ordinal(place.ordinal, language='ko')} {place.name}".strip() for place in brief.series
    )
    place = brief.place
    where = " ".join(part for part in (place.venue, place.floor, place.room) if part) if place else ""
    facts = [
        ("행사명", brief.name),
        ("시리즈", series),
        ("일시", notation.span(brief.starts_at, brief.ends_at, language="ko")),
        ("장소", where),
        ("주제", brief.theme),
        ("목적", brief.purpose),
        ("주최", brief.host),
    ]
    lines = [f"{name:<4}{value or '(없음)'}" for name, value in facts]
    lines.append("세부일정")
    lines += [f"  {row_line(row)}" for row in brief.rows]
    lines.append("참석자" if brief.guests else "참석자 (없음)")
    for sector in dict.fromkeys(guest.sector for guest in brief.guests):
        people = ", ".join(_guest(guest) for guest in brief.guests if guest.sector == sector)
        lines.append(f"  ({Sector(sector).label}) {people}")
    lines.append("담당 부서" if brief.contacts else "담당 부서 (없음)")
    lines += [
        f"  {' '.join(filter(None, (one.department, one.duty, one.title, one.name)))} ({one.phone})"
        for one in brief.contacts
    ]
    return lines


def open_points(brief: Brief) -> list[str]:
    """What was decided without being told, and the lines that were not understood."""
    lines = [f"! {note}" for note in brief.notes]
    lines += [f"? {_short(line)}" for line in brief.not_understood]
    return lines


def row_line(row: Row) -> str:
    """A row on one line: ``14:10~14:25 (15') [발제] … | 명지대 박정호 교수(발표)``."""
    hours = notation.hours(row.starts_at, row.starts_at + timedelta(minutes=row.minutes), language="ko")
    people = ", ".join(_part(part) for part in row.parts)
    remark = " / ".join(filter(None, (people, row.remark)))
    remark = " · ".join(filter(None, (remark, row.room)))
    ending = f" | {remark}" if remark else ""
    return f"{hours} {notation.length(row.minutes)} [{SessionKind(row.kind).label}] {row.title}{ending}"


def _part(part: Part) -> str:
    person = part.person
    words = " ".join(filter(None, (person.organization, person.name, person.title)))
    return f"{words}({SpeakerRole(part.role).label})"


def _guest(guest: Guest) -> str:
    if guest.person is None:
        return guest.office
    return " ".join(filter(None, (guest.person.organization, guest.person.name, guest.person.title)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
