"""Bringing a brief into a draft that stands: beside it first, then what the organizer has chosen, in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agenda import drafts, editing
from agenda.briefs import comparing, facts, placing, reading, sources
from agenda.briefs.bodies import Bodies
from agenda.briefs.brief import Brief, Part, Person, Row
from agenda.briefs.comparing import Last, Pair, Standing
from agenda.briefs.saving import saved
from agenda.briefs.sources import Source
from agenda.models import Session
from events import bodynames, notation
from events.models import Event, Organization


class DraftMoved(Exception):
    """Somebody has changed the draft or the event since they were compared; nothing was written."""


@dataclass(frozen=True)
class Choice:
    """What the organizer takes over from a brief into a draft."""

    brief: Brief  # as corrected; its rows are those that are taken
    source: Source
    session_ids: Mapping[int, int] = field(
        default_factory=dict
    )  # by the row's place, which session it changes
    standing: Mapping[int, int] = field(
        default_factory=dict
    )  # by the row's origin, which session stays as it is
    removed: Sequence[int] = ()  # sessions that the brief no longer has
    with_guests: bool = False
    with_contacts: bool = False


def beside(*, event_id: int, brief: Brief) -> list[Pair]:
    """The brief's rows beside the draft and what the last brief said."""
    last = sources.last_of(event_id)
    return comparing.compare(
        brief.rows,
        _standing(event_id),
        Last(last[0].rows, last[1]) if last else Last(),
        bodies=_one_key_a_body(),
    )


@transaction.atomic
def take_over(
    *,
    event_id: int,
    choice: Choice,
    version: int,
    stood: Mapping[str, str],
    by_id: int | None,
    at: datetime,
) -> Event:
    """Write what was chosen, and remember what the brief said. ``version`` is the draft's that was compared,
    ``stood`` what the event said of itself then (``facts.of_event``).

    :raises DraftMoved: the draft has another version by now, or the event says something else
    :raises BriefRefused: two sessions would be in a room at once, a row lies outside the event's hours, a text is
        too long, the event is on several days, or it may not lose what the brief leaves out
    """
    event = Event.objects.lock(event_id)
    if editing.version_of(event_id) != version or facts.of_event(event) != stood:
        raise DraftMoved
    facts.refuse_several_days(event)
    brief = choice.brief
    placing.refuse_outside(brief)
    _take_facts(event, brief)
    bodies = Bodies(brief)
    wanted = reading.persons(brief) if choice.with_guests else _cast(brief.rows)
    speakers = {person: bodies.speaker(person) for person in wanted}
    if choice.with_guests and not event.participants.exists():
        placing.add_guests(event, brief.guests, speakers)
    if choice.with_contacts and not event.contacts.exists():
        placing.add_contacts(event, brief.contacts)
    before = drafts.read(event_id)
    stand = {place: before[pk] for place, pk in choice.session_ids.items() if pk in before}
    states = placing.states(event, brief.rows, speakers, stand=stand)

    def change(draft: dict[int, drafts.State]) -> dict[int, drafts.State]:
        rest = {pk: state for pk, state in draft.items() if pk not in choice.removed}
        return {**rest, **{state.id: state for state in states}}

    placing.step(event_id, change, by_id=by_id, at=at)
    sources.keep(
        event_id=event_id,
        source=choice.source,
        session_ids={place: state.id for place, state in enumerate(states)},
        standing=choice.standing,
        by_id=by_id,
        at=at,
    )
    return event


def _take_facts(event: Event, brief: Brief) -> None:
    venue, room = placing.venue_and_room(brief.place)
    event.name, event.theme, event.purpose = brief.name, brief.theme, brief.purpose
    event.starts_at, event.ends_at = brief.starts_at, brief.ends_at
    event.venue, event.room = venue, room
    saved(event)


def _cast(rows: Sequence[Row]) -> list[Person]:
    return [part.person for row in rows for part in row.parts]


def _standing(event_id: int) -> list[Standing]:
    event_room = Event.objects.values_list("room", flat=True).get(pk=event_id)
    sessions = (
        Session.objects.filter(event=event_id)
        .select_related("room")
        .prefetch_related("appearances__speaker__organization")
        .order_by("starts_at", "pk")
    )
    return [Standing(session.pk, _row(session, event_room)) for session in sessions]


def _row(session: Session, event_room: int | None) -> Row:
    parts = []
    for one in sorted(session.appearances.all(), key=lambda one: (one.position, one.pk)):
        body = one.speaker.organization
        shown = (body.short_name or body.name) if body else ""
        parts.append(Part(Person(one.speaker.name, one.speaker.title, shown), one.role))
    return Row(
        starts_at=session.starts_at.astimezone(notation.SEOUL),
        minutes=session.minutes,
        kind=session.kind,
        title=session.title,
        parts=tuple(parts),
        remark=session.remark,
        room="" if session.room_id == event_room else str(session.room or _("회의실 없음")),
    )


def _one_key_a_body() -> dict[str, str]:
    """The keys of bodies' full names, by those of their short names."""
    return {
        bodynames.key(body.short_name): bodynames.key(body.name)
        for body in Organization.objects.exclude(short_name="")
    }
