"""Papers about the timetable, drawn from the latest release: the programme."""

from dataclasses import dataclass, field
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from agenda import published
from agenda.snapshots import Programme, Row
from events import notation, pdf
from events.kinds import NothingToPrint, Paper, Progress
from events.lettering import Step, fit
from events.models import Event

TITLE_WIDTH = 154  # mm inside the title box of static/css/paper.css
TITLE_STEPS = [Step(24, 1), Step(22, 1), Step(21, 2), Step(18, 3), Step(15, 4)]


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


def render_programme(*, event_id: int, language: str, at: datetime, progress: Progress) -> Paper:
    """The programme (프로그램) of the event's latest release, in the ministry's form.

    :raises NothingToPrint: nothing is released yet
    """
    event = Event.objects.get(pk=event_id)
    latest = published.current(event)
    if latest is None:
        raise NothingToPrint(_("확정본이 없어 프로그램을 출력할 수 없습니다. 프로그램을 먼저 확정해 주세요."))
    programme = latest.programme
    context = {
        "language": language,
        "published": latest,
        "programme": programme,
        "title": programme.name[language],
        "heading": fit(programme.name[language], width_mm=TITLE_WIDTH, steps=TITLE_STEPS, bold=True),
        "above": _series(programme, language),
        "printed_at": at,
        "facts": _facts(programme, language),
        "rows": [
            _row(row, day, programme, language)
            for day, row in zip(programme.day_headings(language), programme.rows, strict=True)
        ],
    }
    html = render_to_string("papers/programme.html", context)
    content = pdf.write(html, css=[pdf.stylesheet("css/paper.css")])
    progress(1, 1)
    return Paper(content=content, name=f"programme-{programme.slug}-{latest.number}-{language}.pdf")


def _series(programme: Programme, language: str) -> str:
    """``제1회 M.AX 컨퍼런스 · 산업성장포럼``: what the event belongs to."""
    entries = []
    for entry in programme.series:
        name = entry["name"]["en"] or entry["name"]["ko"] if language == "en" else entry["name"]["ko"]
        ordinal = notation.ordinal(entry["ordinal"], language=language)
        entries.append(" ".join(part for part in (ordinal, name) if part))
    return " · ".join(entries)


def _facts(programme: Programme, language: str) -> list[Fact]:
    facts = [
        Fact(_("일시"), programme.when(language)),
        Fact(_("장소"), programme.where(language)),
        Fact(_("주제"), programme.theme[language]),
        Fact(_("목적"), programme.purpose[language]),
        Fact(_("주최"), ", ".join(host[language] for host in programme.hosts)),
    ]
    groups = programme.participant_groups(language)
    between = "; " if language == "en" else ", "
    if groups:
        facts.append(
            Fact(_("참석자"), lines=[f"({label}) {between.join(people)}" for label, people in groups])
        )
    return [fact for fact in facts if fact.text or fact.lines]


def _row(row: Row, day: str, programme: Programme, language: str) -> TableRow:
    people = [person.line(language) for person in row.speakers]
    return TableRow(
        day=day,
        kind=row.kind,
        time=row.time(language),
        heading=row.heading(language),
        room=row.room[language] if row.room != programme.room else "",
        notes=people or [row.remark[language]],
    )
