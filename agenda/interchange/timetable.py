"""The timetable as every form of interchange carries it, in one language."""

from dataclasses import dataclass
from datetime import datetime

from agenda.interchange.texts import printable
from agenda.snapshots import Programme, Row


@dataclass(frozen=True)
class Speaker:
    """Who appears in a session, with the role there."""

    name: str
    title: str
    organization: str
    role: str


@dataclass(frozen=True)
class Entry:
    """One session. ``title`` is without the talk's number; ``room`` is where it takes place, "" if unknown."""

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    remark: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True)
class Line:
    """One row of the ministry's table 구분 | 내용 | 비고: all that the form says of a session."""

    starts_at: datetime
    ends_at: datetime
    heading: str
    room: str
    notes: tuple[str, ...]


def entries(programme: Programme, language: str) -> list[Entry]:
    """The sessions of a programme, in its order."""
    return [
        Entry(
            kind=row.kind,
            title=printable(row.title[language]),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            room=room_of(row, programme, language),
            remark=printable(row.remark[language]),
            speakers=tuple(
                Speaker(
                    name=printable(person.name[language]),
                    title=printable(person.title[language]),
                    organization=printable(person.organization[language]),
                    role=person.role,
                )
                for person in row.speakers
            ),
        )
        for row in programme.rows
    ]


def room_of(row: Row, programme: Programme, language: str) -> str:
    """Where a session takes place: its room, else the event's, else the building."""
    places = (row.room, programme.room, programme.venue)
    return printable(next((place[language] for place in places if place[language]), ""))
