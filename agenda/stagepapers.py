"""Papers for those who run the day: the cue sheet and the door signs, from the latest release."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from agenda import cues, published
from agenda.interchange.timetable import room_of
from agenda.published import Published
from agenda.snapshots import Programme, Row
from events import notation, stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.lettering import Setting, Step, fit
from events.models import Event
from events.printjobs import Part

SIGN_WIDTH = 257  # mm inside the margins of static/css/door-signs.css
ROOM_STEPS = [Step(64, 1), Step(52, 1), Step(44, 1), Step(36, 2), Step(26, 3)]
# How many sessions a sign takes in which size: what is on few lines is read from farther away.
SIGN_SIZES = [(5, "large"), (8, "medium"), (12, "small")]


@dataclass(frozen=True)
class Sign:
    """What hangs at a door on one day."""

    room: Setting
    day: date
    rows: list["SignRow"]
    size: str


@dataclass(frozen=True)
class SignRow:
    """A session on a sign."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    heading: str
    note: str


def lay_out_cue_sheet(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The cue sheet (큐시트): what begins and ends when, who is on stage, what the stage needs.

    :raises NothingToPrint: nothing is released yet
    """
    latest = _latest(event_id)
    programme = latest.programme
    context = {
        **_about(latest, language, at),
        "days": cues.days(programme, language),
        "is_parallel": cues.is_parallel(programme, language),
    }
    return _pages("cue-sheet", latest, language, context)


def lay_out_door_signs(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """A sign for each room and day, A4 landscape: the room in large letters and what takes place there.

    :raises NothingToPrint: nothing is released yet
    """
    latest = _latest(event_id)
    context = {**_about(latest, language, at), "signs": signs(latest.programme, language)}
    return _pages("door-signs", latest, language, context)


def signs(programme: Programme, language: str) -> list[Sign]:
    """The signs in the order of the rooms' names, each room's days in turn; sessions without any place have none."""
    doors: dict[tuple[str, date], list[SignRow]] = {}
    for row in sorted(programme.rows, key=lambda row: row.starts_at):
        day = row.starts_at.astimezone(notation.SEOUL).date()
        doors.setdefault((room_of(row, programme, language), day), []).append(_sign_row(row, language))
    return [
        Sign(fit(room, width_mm=SIGN_WIDTH, steps=ROOM_STEPS, bold=True), day, rows, _size(len(rows)))
        for (room, day), rows in sorted(doors.items(), key=lambda door: door[0])
        if room
    ]


def _sign_row(row: Row, language: str) -> SignRow:
    return SignRow(row.kind, row.starts_at, row.ends_at, row.heading(language), row.note(language))


def _size(rows: int) -> str:
    return next((size for most, size in SIGN_SIZES if rows <= most), "tiny")


def _latest(event_id: int) -> Published:
    latest = published.current(Event.objects.get(pk=event_id))
    if latest is None:
        raise NothingToPrint(_("확정본이 없어 출력할 수 없습니다. 프로그램을 먼저 확정해 주세요."))
    return latest


def _about(latest: Published, language: str, at: datetime) -> dict[str, Any]:
    return {
        "language": language,
        "published": latest,
        "programme": latest.programme,
        "title": latest.programme.name[language],
        "when": latest.programme.when(language),
        "where": latest.programme.where(language),
        "printed_at": at,
    }


def _pages(kind: str, latest: Published, language: str, context: dict[str, Any]) -> Pages:
    return Pages(
        parts=[Part(render_to_string(f"papers/{kind}.html", context))],
        css=[stylesheets.read("css/paper.css"), stylesheets.read(f"css/{kind}.css")],
        name=f"{kind}-{latest.programme.slug}-{latest.number}-{language}",
    )
