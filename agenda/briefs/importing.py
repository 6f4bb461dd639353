"""Bringing a brief in: the draft event with everything the brief says of it, in one transaction."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from agenda import scheduling
from agenda.briefs import reading
from agenda.briefs.bodies import Bodies
from agenda.briefs.brief import Brief, BriefRefused, Person, Place, Row, SeriesPlace
from agenda.briefs.saving import check, saved
from agenda.briefs.slugs import slug_for
from agenda.models import Participant, Session, Speaker
from events import notation
from events.models import Contact, Event, Room, Series, SeriesEntry, Venue


@dataclass(frozen=True)
class Imported:
    """The event, and whether it was made now; one that stood there already is left as it is."""

    event: Event
    is_new: bool
    differences: tuple[str, ...] = ()  # where the brief and an event that stood there differ


@transaction.atomic
def bring_in(*, brief: Brief, slug: str = "") -> Imported:
    """Make the planned event with its series, venue, timetable, people and contacts.

    An event that stands there already, by its place in the first series or by its address, is not changed.

    :raises BriefRefused: the number in a series or the room at that time is taken, or a text is too long
    """
    known = _known(brief, slug)
    if known is not None:
        return Imported(known, is_new=False, differences=tuple(_differences(brief, known)))
    try:
        return Imported(_make(brief, slug), is_new=True)
    except scheduling.ScheduleRefused as error:
        raise BriefRefused(str(error)) from error
    except IntegrityError as error:
        if "session_room_holds_one_at_a_time" in str(error):
            raise BriefRefused(
                _("같은 회의실에서 같은 시간에 다른 행사가 있습니다. 일시와 장소를 확인해 주세요.")
            ) from error
        raise BriefRefused(_("같은 행사가 방금 등록되었습니다. 다시 시도해 주세요.")) from error


def _known(brief: Brief, slug: str) -> Event | None:
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


def _make(brief: Brief, slug: str) -> Event:
    venue, room = _place(brief.place)
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
    for row in brief.rows:
        _session(event, row, room, speakers)
    for position, guest in enumerate(brief.guests):
        speaker = speakers[guest.person] if guest.person else None
        saved(
            Participant(
                event=event, sector=guest.sector, speaker=speaker, office=guest.office, position=position
            )
        )
    for position, contact in enumerate(brief.contacts):
        saved(
            Contact(
                event=event,
                department=contact.department,
                duty=contact.duty,
                title=contact.title,
                name=contact.name,
                phone=contact.phone,
                position=position,
            )
        )
    return event


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


def _place(place: Place | None) -> tuple[Venue | None, Room | None]:
    if place is None:
        return None, None
    venue = Venue.objects.filter(name=place.venue).first() or saved(
        Venue(name=place.venue, address=place.address)
    )
    if not place.room:
        return venue, None
    room = Room.objects.filter(venue=venue, floor=place.floor, name=place.room).first()
    return venue, room or saved(Room(venue=venue, floor=place.floor, name=place.room))


def _session(event: Event, row: Row, room: Room | None, speakers: dict[Person, Speaker]) -> None:
    ends_at = row.starts_at + timedelta(minutes=row.minutes)
    check(Session(event=event, title=row.title, remark=row.remark, starts_at=row.starts_at, ends_at=ends_at))
    parts = dict.fromkeys((speakers[part.person].pk, part.role) for part in row.parts)
    scheduling.place(
        event_id=event.pk,
        plan=scheduling.Plan(
            title=row.title,
            starts_at=row.starts_at,
            minutes=row.minutes,
            kind=row.kind,
            room_id=room.pk if room else None,
            remark=row.remark,
            parts=[scheduling.Part(speaker_id, role) for speaker_id, role in parts],
        ),
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
    standing = {(slot.starts_at, slot.ends_at, slot.title) for slot in scheduling.slots_of(event.pk)}
    said = {(row.starts_at, row.starts_at + timedelta(minutes=row.minutes), row.title) for row in brief.rows}
    for mark, rows in (("행사에만", standing - said), ("자료에만", said - standing)):
        found += [
            f"{mark}: {notation.hours(start, end, language='ko')} {title}"
            for start, end, title in sorted(rows)
        ]
    return found
