"""The event for search engines: schema.org as JSON-LD, each session a ``subEvent``."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from agenda.interchange.texts import paragraphs, printable
from agenda.interchange.timetable import room_of
from agenda.published import Published, event_url
from agenda.snapshots import Person, Programme, Row
from events import notation
from events.models import EventState

_STATUS = {EventState.CANCELLED: "EventCancelled", EventState.POSTPONED: "EventPostponed"}
# So that no text can end the script element; JSON reads the escapes as the letters they stand for.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(current: Published, *, state: str, language: str) -> SafeString:
    """What stands in ``<script type="application/ld+json">``; ``state`` is the event's, by the clock of today."""
    data = _event(current.programme, state, language)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - nothing in it can end the element


def _event(programme: Programme, state: str, language: str) -> dict[str, Any]:
    page = event_url(programme.slug, language=language)
    status = f"https://schema.org/{_STATUS.get(EventState(state), 'EventScheduled')}"
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": page,
            "url": page,
            "name": printable(programme.name[language]),
            "description": paragraphs(programme.purpose[language] or programme.theme[language]),
            "startDate": programme.starts_at.astimezone(notation.SEOUL).isoformat(),
            "endDate": programme.ends_at.astimezone(notation.SEOUL).isoformat(),
            "eventStatus": status,
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "inLanguage": "ko",
            "location": _place(programme, programme.room[language], language),
            "organizer": [
                {"@type": "Organization", "name": printable(host[language])} for host in programme.hosts
            ],
            "subEvent": [_session(row, programme, page, status, language) for row in programme.rows],
        }
    )


def _session(row: Row, programme: Programme, page: str, status: str, language: str) -> dict[str, Any]:
    return _known(
        {
            "@type": "Event",
            "url": f"{page}#session-{row.session_id}",
            "name": printable(row.heading(language)),
            "startDate": row.starts_at.astimezone(notation.SEOUL).isoformat(),
            "endDate": row.ends_at.astimezone(notation.SEOUL).isoformat(),
            "eventStatus": status,
            "inLanguage": "ko",
            "location": _place(programme, room_of(row, programme, language), language),
            "performer": [_person(person, language) for person in row.speakers],
        }
    )


def _place(programme: Programme, room: str, language: str) -> dict[str, Any]:
    venue = printable(programme.venue[language])
    name = notation.place(venue, room if room != venue else "", "", language=language)
    address = printable(programme.address[language])
    return _known({"@type": "Place", "name": name, "address": address or venue}) if name else {}


def _person(person: Person, language: str) -> dict[str, Any]:
    body = printable(person.organization[language])
    return _known(
        {
            "@type": "Person",
            "name": printable(person.name[language]),
            "jobTitle": printable(person.title[language]),
            "affiliation": {"@type": "Organization", "name": body} if body else "",
        }
    )


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """The same without what is empty."""
    return {name: value for name, value in data.items() if value}
