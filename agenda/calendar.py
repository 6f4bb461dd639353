"""An event and its sessions as iCalendar (RFC 5545): stable UIDs, and the release's number as SEQUENCE."""

from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vText

from agenda.snapshots import Programme, Row
from events import notation


def event_ics(
    programme: Programme,
    *,
    number: int,
    released_at: datetime,
    url: str,
    language: str,
    is_off: bool = False,
) -> bytes:
    """The event as an ``.ics`` file, the timetable in its description.

    ``number`` is the release's; calendars strike out what is off.
    """
    entry = event_entry(programme, number=number, released_at=released_at, url=url, language=language)
    return file(_struck_out(entry) if is_off else entry)


def session_ics(
    programme: Programme,
    row: Row,
    *,
    number: int,
    released_at: datetime,
    url: str,
    language: str,
    is_off: bool = False,
) -> bytes:
    """One session of the programme as an ``.ics`` file. ``number`` is the release's; what is off is struck out."""
    entry = session_entry(programme, row, number=number, released_at=released_at, url=url, language=language)
    return file(_struck_out(entry) if is_off else entry)


def event_entry(
    programme: Programme, *, number: int, released_at: datetime, url: str, language: str
) -> Event:
    """The event as a calendar's entry."""
    entry = _entry(number=number, released_at=released_at, url=url)
    entry.add("uid", uid(programme.slug))
    entry.add("dtstart", programme.starts_at.astimezone(notation.SEOUL))
    entry.add("dtend", programme.ends_at.astimezone(notation.SEOUL))
    entry.add("summary", programme.name[language])
    entry.add("location", _location(programme.where(language), programme.address[language]))
    entry.add("description", "\n".join(_lines(programme, language)))
    return entry


def session_entry(
    programme: Programme, row: Row, *, number: int, released_at: datetime, url: str, language: str
) -> Event:
    """A session as a calendar's entry."""
    entry = _entry(number=number, released_at=released_at, url=url)
    room = (row.room if row.room.ko else programme.room)[language]
    place = notation.place(programme.venue[language], room, "", language=language)
    entry.add("uid", session_uid(row.session_id))
    entry.add("dtstart", row.starts_at.astimezone(notation.SEOUL))
    entry.add("dtend", row.ends_at.astimezone(notation.SEOUL))
    entry.add("summary", row.heading(language))
    entry.add("location", _location(place, programme.address[language]))
    entry.add("description", "\n".join(filter(None, (programme.name[language], row.note(language)))))
    return entry


def file(entry: Event, *, method: str = "PUBLISH") -> bytes:
    """An entry as a file."""
    calendar = Calendar()
    calendar.add("prodid", "-//M.AX Forum//maxforum//KO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_seoul())
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def uid(slug: str) -> str:
    """The event's UID: the same in every release, on every page and in every mail."""
    return f"event-{slug}@{urlsplit(settings.PUBLIC_URL).hostname}"


def session_uid(session_id: int) -> str:
    """A session's UID: the same in every release and in every mail."""
    return f"session-{session_id}@{urlsplit(settings.PUBLIC_URL).hostname}"


def _entry(*, number: int, released_at: datetime, url: str) -> Event:
    entry = Event()
    entry.add("sequence", number)
    entry.add("dtstamp", released_at)
    entry.add("last-modified", released_at)
    entry.add("url", url)
    entry.add("status", "CONFIRMED")
    return entry


def _struck_out(entry: Event) -> Event:
    entry["status"] = vText("CANCELLED")
    return entry


@cache
def _seoul() -> Timezone:
    """The time zone as calendars want it described; making it takes longer than all the rest of a file."""
    return Timezone.from_tzinfo(notation.SEOUL)


def _location(place: str, address: str) -> str:
    return ", ".join(filter(None, (place, address)))


def _lines(programme: Programme, language: str) -> list[str]:
    lines = [programme.theme[language], ""] if programme.theme[language] else []
    for day, row in zip(programme.day_headings(language), programme.rows, strict=True):
        lines.extend([day] if day else [])
        note = row.note(language)
        lines.append(f"{row.time(language)} {row.heading(language)}" + (f" ({note})" if note else ""))
    return lines
