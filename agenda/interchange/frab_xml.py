"""``schedule.xml``: the programme as pentabarf, frab and pretalx publish it and Giggity reads it."""

from xml.etree import ElementTree as ET

from django.conf import settings

from agenda.interchange import frab
from agenda.interchange.texts import printable
from agenda.published import Published


def write(current: Published, language: str) -> bytes:
    """The release as XML; ``version`` is its number."""
    programme = current.programme
    days = frab.days(current, language)
    schedule = ET.Element("schedule")
    ET.SubElement(schedule, "generator", name=frab.GENERATOR)
    _texts(schedule, {"version": str(current.number)})
    conference = ET.SubElement(schedule, "conference")
    _texts(
        conference,
        {
            "title": printable(programme.name[language]),
            "acronym": frab.acronym(programme.slug),
            "start": days[0].date.isoformat(),
            "end": days[-1].date.isoformat(),
            "days": str(len(days)),
            "timeslot_duration": frab.TIMESLOT,
            "base_url": settings.PUBLIC_URL,
            "time_zone_name": frab.TIME_ZONE,
        },
    )
    for day in days:
        about = {"index": str(day.index), "date": day.date.isoformat(), "start": day.start, "end": day.end}
        day_element = ET.SubElement(schedule, "day", about)
        for room, talks in day.rooms.items():
            room_element = ET.SubElement(day_element, "room", name=room)
            for talk in talks:
                _event(room_element, talk, language)
    ET.indent(schedule, space=" ")
    return bytes(ET.tostring(schedule, encoding="utf-8", xml_declaration=True)) + b"\n"


def _event(room: ET.Element, talk: frab.Talk, language: str) -> None:
    event = ET.SubElement(room, "event", id=str(talk.id), guid=talk.guid)
    _texts(
        event,
        {
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
        },
    )
    persons = ET.SubElement(event, "persons")
    for person, speaker in zip(talk.row.speakers, talk.entry.speakers, strict=True):
        known = {"id": str(person.speaker_id)} if person.speaker_id is not None else {}
        ET.SubElement(persons, "person", known).text = speaker.name
    ET.SubElement(event, "links")
    ET.SubElement(event, "attachments")


def _texts(parent: ET.Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text
