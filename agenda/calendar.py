"""The event as iCalendar (RFC 5545): a stable UID, and the release's number as SEQUENCE."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone

from agenda.snapshots import Programme
from events import notation
from events.models import EventState


def event_ics(
    programme: Programme, *, number: int, released_at: datetime, url: str, language: str, state: str
) -> bytes:
    """The event as an ``.ics`` file, the timetable in its description.

    ``number`` is the release's, ``state`` the event's as it stands: calendars strike a cancelled one out.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//M.AX Forum//maxforum//KO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(Timezone.from_tzinfo(notation.SEOUL))
    entry = Event()
    entry.add("uid", uid(programme.slug))
    entry.add("sequence", number)
    entry.add("dtstamp", released_at)
    entry.add("last-modified", released_at)
    entry.add("dtstart", programme.starts_at.astimezone(notation.SEOUL))
    entry.add("dtend", programme.ends_at.astimezone(notation.SEOUL))
    entry.add("summary", programme.name[language])
    entry.add("location", ", ".join(filter(None, (programme.where(language), programme.address[language]))))
    entry.add("description", "\n".join(_lines(programme, language)))
    entry.add("url", url)
    entry.add("status", "CANCELLED" if state == EventState.CANCELLED else "CONFIRMED")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def uid(slug: str) -> str:
    """The event's UID: the same in every release, on every page and in every mail."""
    return f"event-{slug}@{urlsplit(settings.PUBLIC_URL).hostname}"


def _lines(programme: Programme, language: str) -> list[str]:
    lines = [programme.theme[language], ""] if programme.theme[language] else []
    for day, row in zip(programme.day_headings(language), programme.rows, strict=True):
        lines.extend([day] if day else [])
        note = row.note(language)
        lines.append(f"{row.time(language)} {row.heading(language)}" + (f" ({note})" if note else ""))
    return lines
