"""A brief's rows and people as rows of the database: rooms, sessions, participants, contacts."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from agenda import drafts, editing
from agenda.briefs.brief import Brief, BriefRefused, Contact, Guest, Person, Place, Row
from agenda.briefs.saving import check, saved
from agenda.models import Participant, Session, Speaker
from events import models as events
from events import notation
from events.models import Event, Room, Venue

_FLOOR = re.compile(r"(?P<floor>(?:지하|지상)?\s*\d{1,3}층|[Bb]\d층?)\s+(?P<name>\S.*)")


def venue_and_room(place: Place | None) -> tuple[Venue | None, Room | None]:
    """The building and the hall, found or made.

    :raises BriefRefused: a name is too long
    """
    if place is None or not place.venue:
        return None, None
    venue = Venue.objects.filter(name=place.venue).first() or saved(
        Venue(name=place.venue, address=place.address)
    )
    return venue, _room(venue, place.floor, place.room) if place.room else None


def states(
    event: Event,
    rows: Sequence[Row],
    speakers: Mapping[Person, Speaker],
    *,
    stand: Mapping[int, drafts.State] | None = None,
) -> list[drafts.State]:
    """The rows as sessions, in their order. ``stand`` holds the sessions that some of them change, by their place.

    :raises BriefRefused: a text is too long
    """
    rooms: dict[str, int | None] = {"": event.room_id}
    found = []
    for place, row in enumerate(rows):
        ends_at = row.starts_at + timedelta(minutes=row.minutes)
        check(
            Session(
                event=event,
                kind=row.kind,
                title=row.title,
                remark=row.remark,
                starts_at=row.starts_at,
                ends_at=ends_at,
            )
        )
        if row.room not in rooms:
            rooms[row.room] = _room_of_row(event, row.room)
        old = (stand or {}).get(place)
        parts = dict.fromkeys((speakers[part.person].pk, str(part.role)) for part in row.parts)
        found.append(
            drafts.State(
                id=old.id if old else drafts.new_id(),
                title=row.title,
                title_en=old.title_en if old and old.title == row.title else "",
                starts_at=row.starts_at,
                ends_at=ends_at,
                kind=row.kind,
                room_id=rooms[row.room],
                remark=row.remark,
                remark_en=old.remark_en if old and old.remark == row.remark else "",
                is_pinned=old.is_pinned if old else False,
                stage_needs=old.stage_needs if old else "",
                parts=tuple(parts),
            )
        )
    return found


def step(
    event_id: int,
    change: Callable[[dict[int, drafts.State]], Mapping[int, drafts.State]],
    *,
    by_id: int | None,
    at: datetime,
) -> None:
    """Change the draft in one step, which is undone as one.

    :raises BriefRefused: two sessions would be in a room at once
    """
    try:
        editing.step(event_id=event_id, label=_("보도자료에서 가져오기"), change=change, by_id=by_id, at=at)
    except editing.ScheduleRefused as refusal:
        raise BriefRefused(str(refusal)) from refusal


def refuse_outside(brief: Brief) -> None:
    """:raises BriefRefused: a row lies outside the event's hours"""
    for row in brief.rows:
        ends_at = row.starts_at + timedelta(minutes=row.minutes)
        if row.starts_at < brief.starts_at or ends_at > brief.ends_at:
            raise BriefRefused(
                _("행사 시간(%(span)s)을 벗어난 행이 있습니다: %(hours)s %(title)s")
                % {
                    "span": notation.span(brief.starts_at, brief.ends_at, language="ko"),
                    "hours": notation.hours(row.starts_at, ends_at, language="ko"),
                    "title": row.title,
                }
            )


def add_guests(event: Event, guests: Sequence[Guest], speakers: Mapping[Person, Speaker]) -> None:
    """:raises BriefRefused: an office's name is too long"""
    for position, guest in enumerate(guests):
        speaker = speakers[guest.person] if guest.person else None
        saved(
            Participant(
                event=event, sector=guest.sector, speaker=speaker, office=guest.office, position=position
            )
        )


def add_contacts(event: Event, contacts: Sequence[Contact]) -> None:
    """:raises BriefRefused: a text is too long"""
    for position, contact in enumerate(contacts):
        saved(
            events.Contact(
                event=event,
                department=contact.department,
                duty=contact.duty,
                title=contact.title,
                name=contact.name,
                phone=contact.phone,
                position=position,
            )
        )


def _room_of_row(event: Event, written: str) -> int | None:
    """The hall that a row names, in the event's building; without a building there are no halls."""
    if event.venue is None:
        return None
    floor = _FLOOR.fullmatch(written)
    return (
        _room(event.venue, floor["floor"], floor["name"]).pk if floor else _room(event.venue, "", written).pk
    )


def _room(venue: Venue, floor: str, name: str) -> Room:
    rooms = Room.objects.filter(venue=venue, name=name)
    room = rooms.filter(floor=floor).first() if floor else rooms.order_by("floor", "pk").first()
    return room or saved(Room(venue=venue, floor=floor, name=name))
