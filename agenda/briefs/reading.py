"""Reading a brief: the text of a ministry's press release or plan, into facts. Nothing here touches the database."""

import re
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from agenda.briefs import contacts, names, people, tables, timetable
from agenda.briefs.brief import Brief, BriefRefused, Contact, Given, Person, Place
from agenda.briefs.lines import bare, cells, is_rule, is_table_row, split, tidy
from agenda.briefs.moments import DAY_MINUTES, find_day, find_slot
from events import cleaning, notation

_BOTH = "when and where"
_LABELS = {
    "목적": "purpose",
    "추진목적": "purpose",
    "개최목적": "purpose",
    "주제": "theme",
    "일시": "when",
    "개최일시": "when",
    "일시/장소": _BOTH,
    "일시·장소": _BOTH,
    "일시및장소": _BOTH,
    "장소": "where",
    "개최장소": "where",
    "참석자": "who",
    "참석": "who",
    "참석대상": "who",
    "주요참석자": "who",
    "행사명": "name",
    "주최": "host",
}
_LABEL = re.compile(
    r"(?:\(\s*(?P<bracketed>[^()]{2,8})\s*\)\s*:?|(?P<plain>[가-힣][가-힣/· ]{1,7}?)\s*[:|\t])\s*(?P<rest>.*)"
)
_BULLET = re.compile(r"\s*(?:[-*□■○●ㅇ◦•▪▶#+]|\d{1,2}[.)]\s)")
_FLOOR = re.compile(r"(?P<venue>.+?)[\s,]*(?P<floor>(?:지하|지상)?\s*\d{1,3}층|[Bb]\d층?)[\s,]*(?P<room>.*)")
_ROOM = re.compile(r"(?P<venue>\S.*?)[\s,]+(?P<room>\S*(?:홀|실|룸|강당|회의장|\d호)(?:\s*\S{1,6}호)?)")
_ADDRESS = re.compile(r"(?P<place>.+?)\s*\((?P<address>[^()]{6,})\)")
_MINISTRY = re.compile(
    r"(?P<name>[가-힣]{2,20}(?:부|처|청|원|위원회))\s*\((?:장관|처장|청장|원장|위원장)\s*:"
    r"[^()]*?(?:이하\s*[‘'“\"「]?(?P<short>[가-힣]{2,20})[^()]*)?\)"
)


def read(text: str, *, given: Given | None = None, is_draft: bool = False) -> Brief:
    """The event that the text describes, and what of the text was not understood.

    ``given`` stands in for what the text does not say. With ``is_draft`` somebody looks at the result before it is
    used: rows that contradict each other or the event's hours are then noted, not refused.

    :raises BriefRefused: no name, date or timetable is found, facts contradict each other, or a resident
        registration number stands in it
    """
    given = given or Given()
    if cleaning.has_resident_number(text):
        raise BriefRefused(
            _(
                "주민등록번호로 보이는 숫자가 있습니다. 주민등록번호는 저장하지 않으니 지우고 다시 시도해 주세요."
            )
        )
    lines = split(text)
    facts, used, leftovers = _facts(lines)
    labelled = [f"「{facts['name']}」"] if "name" in facts else lines
    named = names.find(labelled) or names.find([f"「{given.name}」"] if given.name else [])
    if named is None and given.name:
        named = names.Named(given.name, ())
    if named is None:
        raise BriefRefused(_("행사명을 찾지 못했습니다. 「제1회 …」처럼 낫표로 묶은 이름이 필요합니다."))
    day, starts, ends, behind = _when(facts.get("when") or facts.get(_BOTH, ""), given)
    guests, stray = people.read_guests(facts.get("who", ""))
    known = {guest.person.name for guest in guests if guest.person is not None}
    table = timetable.read(lines, day=day, starts=starts, ends=ends, known=known, is_draft=is_draft)
    contact_list, contact_lines = contacts.read(lines)
    host, host_short = _host(facts.get("host", ""), lines, contact_list)
    read_lines = used | table.lines | contact_lines
    first_fact = min(used, default=len(lines))
    unread = [
        tidy(line)
        for number, line in enumerate(lines)
        if number not in read_lines and tidy(line) and not is_rule(line)
        if number > first_fact or is_table_row(line)
    ]
    silent = (
        sum(bool(tidy(line)) for line in lines) - len(unread) - sum(bool(tidy(lines[n])) for n in read_lines)
    )
    midnight = datetime(day.year, day.month, day.day, tzinfo=notation.SEOUL)
    last = max(table.rows, key=lambda row: row.starts_at + timedelta(minutes=row.minutes))
    return Brief(
        name=named.name,
        series=named.series,
        starts_at=midnight + timedelta(minutes=starts) if starts is not None else table.rows[0].starts_at,
        ends_at=midnight + timedelta(minutes=ends)
        if ends
        else last.starts_at + timedelta(minutes=last.minutes),
        rows=table.rows,
        theme=facts.get("theme", ""),
        purpose=facts.get("purpose", ""),
        place=_place(facts.get("where") or (behind if _BOTH in facts else "")),
        host=host,
        host_short=host_short,
        guests=tuple(guests),
        contacts=tuple(contact_list),
        notes=table.notes,
        not_understood=(*leftovers, *(f"참석자: {piece}" for piece in stray), *unread),
        prose=silent,
    )


def persons(brief: Brief) -> list[Person]:
    """Everybody the brief names, participants first, then the timetable; one person may come twice."""
    listed = [guest.person for guest in brief.guests if guest.person is not None]
    return listed + [part.person for row in brief.rows for part in row.parts]


def _facts(lines: list[str]) -> tuple[dict[str, str], set[int], list[str]]:
    """The labelled facts (``(일시) …``, ``일시 : …``), with the lines that go on under one; second ones are left over."""
    facts: dict[str, str] = {}
    used: set[int] = set()
    leftovers: list[str] = []
    open_fact = ""
    for number, line in enumerate(lines):
        match = None if tables.is_head(cells(line)) else _LABEL.fullmatch(_bare_with_tabs(line))
        label = "".join((match["bracketed"] or match["plain"]).split()) if match else ""
        if match and label in _LABELS:
            fact, value = _LABELS[label], tidy(match["rest"].strip(" |"))
            used.add(number)
            open_fact = "" if fact in facts else fact
            if open_fact and value:
                facts[fact] = value
            elif value:
                leftovers.append(tidy(line))
        elif open_fact and _goes_on(line, match is not None):
            facts[open_fact] = f"{facts.get(open_fact, '')} {tidy(line)}".strip()
            used.add(number)
        else:
            open_fact = ""
    return facts, used, leftovers


def _bare_with_tabs(line: str) -> str:
    """The line without its bullets, a first table column told by a tab or pipe."""
    stripped = line.strip().strip("|").strip()
    return bare(stripped.replace("\t", "|").replace(" | ", "|")) if stripped else ""


def _goes_on(line: str, is_labelled: bool) -> bool:
    if not line.strip() or _BULLET.match(line) or is_table_row(line.strip()) or find_slot(line) is not None:
        return False
    return not is_labelled or people.read_guests(tidy(line))[0] != []


def _when(text: str, given: Given) -> tuple[date, int | None, int | None, str]:
    """The day, start and end in minutes from midnight where given, and what stands behind them."""
    found = find_day(text)
    if found is None and given.day is not None:
        return given.day, given.starts, given.ends, ""
    if found is None:
        raise BriefRefused(
            _("일시를 찾지 못했습니다. 「(일시) 2026. 5. 20.(수) 14:00~16:00」처럼 적어 주세요.")
        )
    day, rest = found
    slot = find_slot(rest)
    if slot is None:
        return day, None, None, rest.strip(" /,·")
    end = slot.end if slot.end is not None or slot.length is None else slot.start + slot.length
    if end is not None and not slot.start < end <= DAY_MINUTES:
        raise BriefRefused(_("일시의 끝이 시작보다 늦지 않습니다: %(text)s") % {"text": text})
    return day, slot.start, end, slot.rest.strip(" /,·")


def _place(text: str) -> Place | None:
    if not text:
        return None
    addressed = _ADDRESS.fullmatch(text)
    words, address = (addressed["place"], addressed["address"]) if addressed else (text, "")
    floor = _FLOOR.fullmatch(words)
    if floor:
        return Place(tidy(floor["venue"]), tidy(floor["floor"]), tidy(floor["room"]), tidy(address))
    room = _ROOM.fullmatch(words)
    if room:
        return Place(tidy(room["venue"]), "", tidy(room["room"]), tidy(address))
    return Place(tidy(words), address=tidy(address))


def _host(labelled: str, lines: list[str], contact_list: list[Contact]) -> tuple[str, str]:
    """The host and its short name: as labelled, as the text introduces it, or as its department is headed."""
    introduced = next((match for line in lines if (match := _MINISTRY.search(line))), None)
    if labelled:
        return labelled, ""
    if introduced:
        return introduced["name"], introduced["short"] or ""
    return (contact_list[0].department.split()[0] if contact_list else ""), ""
