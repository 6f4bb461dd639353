"""The public page's table 구분 | 내용 | (장소) | 비고, by day."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from agenda.interchange.timetable import room_of
from agenda.models import SessionKind
from agenda.snapshots import Programme, Row
from events import notation

WITHOUT_ENTRY = {SessionKind.BREAK, SessionKind.PHOTO}  # nobody puts a break into a calendar


@dataclass(frozen=True)
class PageRow:
    """A session, cell by cell; numbers as the text they are printed as."""

    session_id: str
    kind: str
    hours: str
    minutes: str
    heading: str
    room: str
    note: str
    has_entry: bool
    is_parallel: bool  # at the same time as the row above


@dataclass(frozen=True)
class PageDay:
    day: date
    rows: list[PageRow]


@dataclass(frozen=True)
class PageTable:
    """The table; ``has_rooms`` where sessions take place in more than one room, so that each must say where."""

    days: list[PageDay]
    has_rooms: bool


def table(programme: Programme, language: str) -> PageTable:
    """The table of a programme, in its order: what begins at the same time is numbered, and stands, by room."""
    days = []
    for day, grouped in groupby(
        programme.rows, key=lambda row: row.starts_at.astimezone(notation.SEOUL).date()
    ):
        on_day = list(grouped)
        above = [None, *on_day[:-1]]
        days.append(
            PageDay(
                day, [_row(row, last, programme, language) for row, last in zip(on_day, above, strict=True)]
            )
        )
    return PageTable(days, has_rooms=len({row.room for day in days for row in day.rows}) > 1)


def _row(row: Row, above: Row | None, programme: Programme, language: str) -> PageRow:
    return PageRow(
        session_id=str(row.session_id),
        kind=row.kind,
        hours=notation.hours(row.starts_at, row.ends_at, language=language),
        minutes=str(row.minutes),
        heading=row.heading(language),
        room=room_of(row, programme, language),
        note=row.note(language),
        has_entry=row.kind not in WITHOUT_ENTRY,
        is_parallel=above is not None and above.starts_at == row.starts_at,
    )
