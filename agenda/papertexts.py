"""The programme in the words of a ministry paper: title, facts, and the table 구분 | 내용 | 비고."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agenda.snapshots import Programme, Row
from events import notation


@dataclass(frozen=True)
class Fact:
    """A line under 행사 개요, with lines of its own below it where it has parts."""

    label: str
    text: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TableRow:
    """A row of the timetable as the paper shows it."""

    day: str  # the day that begins with this row, at an event over several days
    kind: str
    time: str
    heading: str
    room: str
    notes: list[str]


def series(programme: Programme, language: str) -> str:
    """``제1회 M.AX 컨퍼런스 · 산업성장포럼``: what the event belongs to."""
    entries = []
    for entry in programme.series:
        name = entry["name"]["en"] or entry["name"]["ko"] if language == "en" else entry["name"]["ko"]
        ordinal = notation.ordinal(entry["ordinal"], language=language)
        entries.append(" ".join(part for part in (ordinal, name) if part))
    return " · ".join(entries)


def facts(programme: Programme, language: str) -> list[Fact]:
    """What 행사 개요 lists, labels in the active language; what is not known is left out."""
    found = [
        Fact(_("일시"), programme.when(language)),
        Fact(_("장소"), programme.where(language)),
        Fact(_("주제"), programme.theme[language]),
        Fact(_("목적"), programme.purpose[language]),
        Fact(_("주최"), ", ".join(host[language] for host in programme.hosts)),
    ]
    groups = programme.participant_groups(language)
    between = "; " if language == "en" else ", "
    if groups:
        found.append(
            Fact(_("참석자"), lines=[f"({label}) {between.join(people)}" for label, people in groups])
        )
    return [fact for fact in found if fact.text or fact.lines]


def table_row(row: Row, day: str, programme: Programme, language: str) -> TableRow:
    """The row's cells; the room only where it is not the event's own."""
    people = [person.line(language) for person in row.speakers]
    return TableRow(
        day=day,
        kind=row.kind,
        time=row.time(language),
        heading=row.heading(language),
        room=row.room[language] if row.room != programme.room else "",
        notes=people or [row.remark[language]],
    )
