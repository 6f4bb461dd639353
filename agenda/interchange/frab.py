"""What the JSON and the XML of the frab and pentabarf family have in common.

The names are theirs: a conference has days, a day has rooms, a room has events, and an event is our session. Their
schemas ask for more than XML needs, and the strictest of their versions is met:

- an acronym is four or more of ``a-z 0-9 _``; an event's slug is one, a number and a word, with hyphens between;
- ids are positive whole numbers; a guid is a UUID and the same in every release; no slug or guid comes twice;
- ``date`` has an offset, ``start`` is ``HH:MM`` in the conference's own time, a duration is ``HH:MM``;
- ``subtitle``, ``track`` and ``abstract`` are always there, if empty.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings

from agenda.interchange import timetable
from agenda.interchange.texts import paragraphs, printable
from agenda.models import SessionKind
from agenda.published import Published, event_url
from agenda.snapshots import Person, Row
from events import notation

GENERATOR = "maxforum"
TIMESLOT = "00:05"
TIME_ZONE = "Asia/Seoul"
SHORTEST_ACRONYM = 4  # letters


@dataclass(frozen=True)
class Talk:
    """A session, in the terms of the schedule formats."""

    row: Row
    entry: timetable.Entry
    id: int
    guid: str
    slug: str
    url: str
    date: str
    start: str
    duration: str
    subtitle: str
    track: str
    description: str


@dataclass(frozen=True)
class Day:
    """The sessions that begin on one day, by room, in the programme's order."""

    index: int
    date: date
    start: str
    end: str
    rooms: dict[str, list[Talk]]


def days(current: Published, language: str) -> list[Day]:
    """The programme by day and room; while the event is off its days stand empty."""
    talks = sorted(_talks(current, language), key=lambda talk: talk.row.starts_at)
    found = []
    for index, (day, grouped) in enumerate(groupby(talks, key=_day_of), start=1):
        on_day = list(grouped)
        rooms: dict[str, list[Talk]] = {}
        for talk in on_day:
            if not current.is_off:
                rooms.setdefault(talk.entry.room, []).append(talk)
        end = max(talk.row.ends_at for talk in on_day)
        found.append(Day(index, day, on_day[0].date, moment(end), rooms))
    return found


def acronym(slug: str) -> str:
    """The event's short name as the schemas allow it: ``max_conference_1``."""
    return re.sub(r"[^a-z0-9_]", "_", slug.lower()).ljust(SHORTEST_ACRONYM, "_")


def moment(at: datetime) -> str:
    """``2026-05-20T14:00:00+09:00``"""
    return at.astimezone(notation.SEOUL).isoformat()


def duration(length: timedelta) -> str:
    """``01:05``"""
    minutes = round(length.total_seconds() / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def room_guid(slug: str, room: str) -> str:
    return _guid(f"event-{slug}/room-{room}")


def person_guid(person: Person) -> str:
    """The same for one speaker in every session and release; by name where the release has no number for them."""
    return _guid(f"speaker-{person.speaker_id or person.line('ko')}")


def _talks(current: Published, language: str) -> Iterable[Talk]:
    programme = current.programme
    page = event_url(programme.slug, language=language)
    entries = timetable.entries(programme, language)
    for row, entry in zip(programme.rows, entries, strict=True):
        other = printable(row.title.ko if language == "en" else row.title.en)
        yield Talk(
            row=row,
            entry=entry,
            id=row.session_id,
            guid=_guid(f"session-{row.session_id}"),
            slug=f"{acronym(programme.slug)}-{row.session_id}-session",
            url=f"{page}#session-{row.session_id}",
            date=moment(row.starts_at),
            start=notation.clock(row.starts_at),
            duration=duration(row.ends_at - row.starts_at),
            subtitle=other if other != entry.title else "",
            track=str(SessionKind(row.kind).label),
            description=paragraphs("\n".join(person.line(language) for person in row.speakers)),
        )


def _day_of(talk: Talk) -> date:
    return talk.row.starts_at.astimezone(notation.SEOUL).date()


def _guid(name: str) -> str:
    """The same on every machine and in every release of this site."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{urlsplit(settings.PUBLIC_URL).hostname}/{name}"))
