"""``schedule.json``: the programme as frab, pretalx and their readers exchange it, and reading it back."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from agenda.interchange import frab
from agenda.interchange.texts import paragraphs, printable
from agenda.interchange.timetable import Entry, Speaker
from agenda.published import Published, event_url
from agenda.snapshots import Person

SCHEMA = "https://c3voc.de/schedule/schema.json"


def write(current: Published, language: str) -> bytes:
    """The release as JSON; ``schedule.version`` is its number."""
    programme = current.programme
    days = frab.days(current, language)
    rooms = dict.fromkeys(room for day in days for room in day.rooms)
    conference = {
        "acronym": frab.acronym(programme.slug),
        "title": printable(programme.name[language]),
        "description": paragraphs(programme.theme[language]),
        "start": days[0].date.isoformat(),
        "end": days[-1].date.isoformat(),
        "daysCount": len(days),
        "timeslot_duration": frab.TIMESLOT,
        "time_zone_name": frab.TIME_ZONE,
        "url": event_url(programme.slug, language=language),
        "rooms": [{"name": room, "guid": frab.room_guid(programme.slug, room)} for room in rooms],
        "days": [
            {
                "index": day.index,
                "date": day.date.isoformat(),
                "day_start": day.start,
                "day_end": day.end,
                "rooms": {
                    room: [_event(talk, language) for talk in talks] for room, talks in day.rooms.items()
                },
            }
            for day in days
        ],
    }
    schedule = {"version": str(current.number), "base_url": settings.PUBLIC_URL, "conference": conference}
    document = {"$schema": SCHEMA, "generator": {"name": frab.GENERATOR}, "schedule": schedule}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> list[Entry]:
    """The sessions that a ``schedule.json`` of ours holds, by day, room and time.

    :raises ValueError: it is no JSON, or not of this form
    """
    try:
        days = json.loads(content)["schedule"]["conference"]["days"]
        return [_entry(event) for day in days for talks in day["rooms"].values() for event in talks]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a schedule.json: {error}") from error


def _event(talk: frab.Talk, language: str) -> dict[str, Any]:
    return {
        "id": talk.id,
        "guid": talk.guid,
        "date": talk.date,
        "start": talk.start,
        "duration": talk.duration,
        "room": talk.entry.room,
        "slug": talk.slug,
        "url": talk.url,
        "title": talk.entry.title,
        "subtitle": talk.subtitle,
        "track": talk.track,
        "type": talk.entry.kind,
        "language": language,
        "abstract": talk.entry.remark,
        "description": talk.description,
        "persons": [
            _person(person, speaker, language)
            for person, speaker in zip(talk.row.speakers, talk.entry.speakers, strict=True)
        ],
        "links": [],
        "attachments": [],
    }


def _person(person: Person, speaker: Speaker, language: str) -> dict[str, Any]:
    """A person in pretalx's form, with title, organization and role beside it, which the schema allows."""
    known = {"id": person.speaker_id} if person.speaker_id is not None else {}
    return {
        **known,
        "guid": frab.person_guid(person),
        "name": speaker.name,
        "title": speaker.title,
        "organization": speaker.organization,
        "role": speaker.role,
        "biography": paragraphs(person.biography[language]),
    }


def _entry(event: dict[str, Any]) -> Entry:
    starts_at = datetime.fromisoformat(event["date"])
    hours, minutes = (int(part) for part in event["duration"].split(":"))
    return Entry(
        kind=event["type"],
        title=event["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours, minutes=minutes),
        room=event["room"],
        remark=event["abstract"],
        speakers=tuple(
            Speaker(person["name"], person["title"], person["organization"], person["role"])
            for person in event["persons"]
        ),
    )
