"""Bringing a brief in: the draft event with everything the brief says of it, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from agenda import drafts
from agenda.briefs import placing, reading
from agenda.briefs.bodies import Bodies
from agenda.briefs.brief import Brief, BriefRefused, SeriesPlace
from agenda.briefs.saving import saved
from agenda.briefs.slugs import slug_for
from agenda.briefs.sources import Source, keep
from events import access, notation
from events.models import Event, EventRole, Series, SeriesEntry


@dataclass(frozen=True)
class Imported:
    """The event, and whether it was made now; one that stood there already is left as it is."""

    event: Event
    is_new: bool
    differences: tuple[str, ...] = ()  # where the brief and an event that stood there differ


@transaction.atomic
def bring_in(
    *,
    brief: Brief,
    at: datetime,
    slug: str = "",
    by_id: int | None = None,
    source: Source | None = None,
) -> Imported:
    """Make the planned event with its series, venue, timetable, people and contacts.

    An event that stands there already, by its place in the first series or by its address, is not changed.
    ``source`` is what was read, where somebody has corrected it since; whoever brings it in organizes the event.

    :raises BriefRefused: the number in a series or the room at that time is taken, a row lies outside the event's
        hours, or a text is too long
    """
    event = known(brief, slug=slug)
    if event is not None:
        return Imported(event, is_new=False, differences=tuple(_differences(brief, event)))
    placing.refuse_outside(brief)
    try:
        event, session_ids = _make(brief, slug, at=at, by_id=by_id)
    except IntegrityError as error:
        raise BriefRefused(_("같은 행사가 방금 등록되었습니다. 다시 시도해 주세요.")) from error
    source = source or Source(brief, "", tuple(range(len(brief.rows))))
    keep(event_id=event.pk, source=source, session_ids=session_ids, by_id=by_id, at=at)
    if by_id is not None:
        access.grant(event_id=event.pk, user_id=by_id, role=EventRole.ORGANIZER, by_id=by_id, at=at)
    return Imported(event, is_new=True)


def known(brief: Brief, *, slug: str = "") -> Event | None:
    """The event that stands there already for this brief.

    :raises BriefRefused: the number that it names in another of its series is another event's
    """
    entries = SeriesEntry.objects.select_related("event", "series").filter(
        series__name__in=[place.name for place in brief.series], ordinal__isnull=False
    )
    numbered = {(entry.series.name, entry.ordinal): entry.event for entry in entries}
    holders = {
        place: numbered[key] for place in brief.series if (key := (place.name, place.ordinal)) in numbered
    }
    first = next(iter(brief.series), None)
    event = holders.get(first) if first else None
    event = event or Event.objects.filter(slug=slug or _slug(brief)).first()
    for place, holder in holders.items():
        if holder != event:
            raise BriefRefused(
                _("「%(series)s」의 %(ordinal)s는 다른 행사입니다: %(event)s")
                % {
                    "series": place.name,
                    "ordinal": notation.ordinal(place.ordinal, language="ko"),
                    "event": holder,
                }
            )
    return event


def _make(brief: Brief, slug: str, *, at: datetime, by_id: int | None) -> tuple[Event, dict[int, int | None]]:
    venue, room = placing.venue_and_room(brief.place)
    event = saved(
        Event(
            slug=slug or _slug(brief),
            name=brief.name,
            theme=brief.theme,
            purpose=brief.purpose,
            venue=venue,
            room=room,
            starts_at=brief.starts_at,
            ends_at=brief.ends_at,
        )
    )
    for place in brief.series:
        SeriesEntry.objects.create(series=_series(place), event=event, ordinal=place.ordinal)
    bodies = Bodies(brief)
    if brief.host:
        event.hosts.add(bodies.host(brief))
    speakers = {person: bodies.speaker(person) for person in reading.persons(brief)}
    placing.add_guests(event, brief.guests, speakers)
    placing.add_contacts(event, brief.contacts)
    states = placing.states(event, brief.rows, speakers)
    placing.step(event.pk, lambda _none: {state.id: state for state in states}, by_id=by_id, at=at)
    return event, {place: state.id for place, state in enumerate(states)}


def _slug(brief: Brief) -> str:
    first = brief.series[0] if brief.series else SeriesPlace(brief.name, None)
    known = Series.objects.filter(name=first.name).first()
    stem = known.slug if known else slug_for(first.name)
    return f"{stem[:40]}-{first.ordinal or brief.starts_at.date()}"


def _series(place: SeriesPlace) -> Series:
    known = Series.objects.filter(name=place.name).first()
    if known:
        return known
    slug = slug_for(place.name)
    taken = Series.objects.filter(slug__startswith=slug).count()
    last = Series.objects.aggregate(last=models.Max("position"))["last"]
    return saved(
        Series(
            slug=f"{slug}-{taken + 1}" if taken else slug,
            name=place.name,
            position=0 if last is None else last + 1,
        )
    )


def _differences(brief: Brief, event: Event) -> list[str]:
    """Where the brief says something else than the draft that stands."""
    span = notation.span(brief.starts_at, brief.ends_at, language="ko")
    place = brief.place
    pairs = [
        ("행사명", event.name, brief.name),
        ("주제", event.theme, brief.theme),
        ("목적", event.purpose, brief.purpose),
        ("일시", notation.span(event.starts_at, event.ends_at, language="ko"), span),
        ("장소", event.venue.name if event.venue else "", place.venue if place else ""),
        ("회의실", str(event.room or ""), f"{place.floor} {place.room}".strip() if place else ""),
    ]
    found = [f"{what}: {stands} ≠ {says}" for what, stands, says in pairs if says and stands != says]
    standing = {(state.starts_at, state.ends_at, state.title) for state in drafts.read(event.pk).values()}
    said = {(row.starts_at, row.starts_at + timedelta(minutes=row.minutes), row.title) for row in brief.rows}
    for mark, rows in (("행사에만", standing - said), ("자료에만", said - standing)):
        found += [
            f"{mark}: {notation.hours(start, end, language='ko')} {title}"
            for start, end, title in sorted(rows)
        ]
    return found
