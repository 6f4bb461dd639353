"""The cue sheet (큐시트) as data: what begins and what ends, minute by minute, in all rooms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from agenda.interchange.timetable import room_of
from agenda.models import SessionKind, SpeakerRole
from agenda.snapshots import Person, Programme, Row
from events import notation


@dataclass(frozen=True)
class Who:
    """A person on stage, with what they do there."""

    line: str
    role: str


@dataclass(frozen=True)
class Cue:
    """A moment at which somebody has something to do.

    A session that begins has a number, and a length in minutes; one that ends has neither, and stands here only where
    nothing follows in its room at once: then ``minutes`` is the pause, None after the room's last session.
    """

    at: datetime
    number: int | None
    minutes: int | None
    kind: str
    heading: str
    room: str
    who: tuple[Who, ...] = ()
    needs: str = ""
    remark: str = ""

    @property
    def begins(self) -> bool:
        return self.number is not None


@dataclass(frozen=True)
class CueDay:
    """A day's cues in the order of the clock."""

    day: date
    cues: list[Cue]


def days(programme: Programme, language: str) -> list[CueDay]:
    """The cues of a programme by day; at one moment what ends comes before what begins, in the order of the programme."""
    cues = sorted(_cues(programme, language), key=lambda cue: (cue.at, cue.begins))
    return [CueDay(day, list(on_day)) for day, on_day in groupby(cues, key=lambda cue: _day(cue.at))]


def is_parallel(programme: Programme, language: str) -> bool:
    """Whether more than one room is used."""
    return len({room_of(row, programme, language) for row in programme.rows}) > 1


def _cues(programme: Programme, language: str) -> Iterator[Cue]:
    rooms: dict[str, list[Row]] = {}
    for number, row in enumerate(programme.rows, start=1):
        room = room_of(row, programme, language)
        rooms.setdefault(room, []).append(row)
        yield Cue(
            at=row.starts_at,
            number=number,
            minutes=row.minutes,
            kind=str(SessionKind(row.kind).label),
            heading=row.heading(language),
            room=room,
            who=tuple(_who(person, language) for person in row.speakers),
            needs=row.stage_needs,
            remark=row.remark[language],
        )
    for room, rows in rooms.items():
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            pause = _pause(row, following)
            if pause != 0:
                yield Cue(
                    row.ends_at, None, pause, str(SessionKind(row.kind).label), row.heading(language), room
                )


def _pause(row: Row, following: Row | None) -> int | None:
    """Minutes until the room's next session of the day; None when it was the last."""
    if following is None or _day(following.starts_at) != _day(row.ends_at):
        return None
    return max(0, round((following.starts_at - row.ends_at).total_seconds() / 60))


def _who(person: Person, language: str) -> Who:
    return Who(person.line(language), str(SpeakerRole(person.role).label) if person.role else "")


def _day(at: datetime) -> date:
    return at.astimezone(notation.SEOUL).date()
