"""A new conference from an earlier one: its day shifted to a new date, the ordinals raised, its people left behind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agenda import drafts, editing
from agenda.drafts import State
from agenda.models import Appearance, Participant, Session, SessionKind
from events import access, notation
from events.models import Contact, Event, EventRole, EventState, Organization, SeriesEntry

_UNTITLED, _UNTITLED_EN = "(제목 미정)", "(Title to be announced)"
_LONGEST_SLUG = 50


class CopyRefused(Exception):
    """The event cannot be copied like that; the text tells the organizer why."""


@dataclass(frozen=True)
class Wishes:
    """What the organizer wants of the new event."""

    starts_at: datetime
    with_titles: bool = False  # of the talks, and the theme; else they are left open
    as_rehearsal: bool = False  # announced at once, in no series, and its sessions hold no room


@dataclass(frozen=True)
class Outline:
    """The new event as it would be made, and what stays behind."""

    event: Event  # not saved
    entries: list[SeriesEntry]  # not saved
    hosts: list[Organization]
    contacts: list[Contact]
    states: list[State]
    speakers: int  # how many people stay with the old event
    participants: int


def outline(*, event_id: int, wishes: Wishes) -> Outline:
    """Look ahead: what comes along and what does not. Nothing is written.

    :raises CopyRefused: the event has no date, so that nothing can be shifted, or the new one is out of all bounds
    """
    source = Event.objects.select_related("venue", "room").get(pk=event_id)
    if source.starts_at is None or source.ends_at is None:
        raise CopyRefused(_("일시가 정해지지 않은 행사는 본뜰 수 없습니다."))
    if wishes.starts_at.year not in editing.YEARS:
        raise CopyRefused(_("날짜를 2027-05-20처럼 적어 주세요."))
    shift = wishes.starts_at - source.starts_at
    entries = [] if wishes.as_rehearsal else _next_entries(source)
    raised = {
        entry.ordinal: new.ordinal
        for entry, new in reversed(entries)
        if entry.ordinal is not None and new.ordinal is not None
    }
    ordinal = next((new.ordinal for _old, new in entries if new.ordinal), None)
    suffix = "rehearsal" if wishes.as_rehearsal else str(ordinal or wishes.starts_at.year)
    event = Event(
        slug=_free_slug(source.slug, suffix),
        name=raise_ordinals(source.name, raised),
        name_en=raise_ordinals(source.name_en, raised),
        theme=source.theme if wishes.with_titles else "",
        theme_en=source.theme_en if wishes.with_titles else "",
        purpose=source.purpose,
        purpose_en=source.purpose_en,
        venue=source.venue,
        room=source.room,
        starts_at=wishes.starts_at,
        ends_at=source.ends_at + shift,
        capacity=source.capacity,
        registration_opens_at=_shifted(source.registration_opens_at, shift),
        registration_closes_at=_shifted(source.registration_closes_at, shift),
        state=EventState.PLANNED,
        needs_mailing_approval=source.needs_mailing_approval,
        is_demonstration=source.is_demonstration,
    )
    if wishes.as_rehearsal:
        event.rehearsal_of, event.state = source, EventState.ANNOUNCED
        event.registration_opens_at, event.registration_closes_at = wishes.starts_at, None
    return Outline(
        event=event,
        entries=[new for _old, new in entries],
        hosts=list(source.hosts.order_by("pk")),
        contacts=list(source.contacts.order_by("position", "pk")),
        states=[_left_open(state.shifted(shift), wishes) for state in drafts.read(event_id).values()],
        speakers=Appearance.objects.filter(session__event=event_id).values("speaker").distinct().count(),
        participants=Participant.objects.filter(event=event_id).count(),
    )


@transaction.atomic
def copy(*, event_id: int, wishes: Wishes, by_id: int, at: datetime) -> Event:
    """Make the new event, planned unless it is a rehearsal, with the person who asked as its organizer.

    :raises CopyRefused: as for ``outline``, or another event has one of the rooms at that time
    """
    source = Event.objects.lock(event_id)
    # Ordinals are given out one at a time, whichever event of the series is copied.
    list(source.series.select_for_update().order_by("pk"))
    plan = outline(event_id=event_id, wishes=wishes)
    event = plan.event
    event.save()
    for entry in plan.entries:
        entry.event = event
    SeriesEntry.objects.bulk_create(plan.entries)
    event.hosts.set(plan.hosts)
    for contact in plan.contacts:
        contact.pk, contact.event = None, event
    Contact.objects.bulk_create(plan.contacts)
    Session.objects.bulk_create(_session(event, state) for state in plan.states)
    try:
        with transaction.atomic():
            connection.check_constraints()
    except IntegrityError as error:
        if editing.ROOM_CONSTRAINT not in str(error):
            raise
        raise CopyRefused(_("같은 회의실에서 같은 시간에 다른 행사가 있습니다.")) from error
    access.grant(event_id=event.pk, user_id=by_id, role=EventRole.ORGANIZER, by_id=by_id, at=at)
    return event


def raise_ordinals(name: str, raised: Mapping[int, int]) -> str:
    """``제2회 M.AX 컨퍼런스`` for ``제1회 …``, ``2nd`` for ``1st``; numbers that are no ordinal of a series stay."""
    korean = re.sub(r"제\s*(\d+)\s*회", lambda found: _raised(found, raised, "ko"), name)
    return re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", lambda found: _raised(found, raised, "en"), korean)


def _raised(found: re.Match[str], raised: Mapping[int, int], language: str) -> str:
    number = int(found[1])
    return notation.ordinal(raised[number], language=language) if number in raised else found[0]


def _next_entries(source: Event) -> list[tuple[SeriesEntry, SeriesEntry]]:
    """Each of the event's places in a series, with the next free one there."""
    entries = source.series_entries.select_related("series").order_by("series__position", "pk")
    entries = entries.annotate(last=Max("series__entries__ordinal"))
    return [
        (old, SeriesEntry(series=old.series, ordinal=old.last + 1 if old.ordinal else None))
        for old in entries
    ]


def _left_open(state: State, wishes: Wishes) -> State:
    """A session without its people, and a talk without its title unless it is wanted."""
    is_open = state.kind in {SessionKind.TALK, SessionKind.KEYNOTE} and not wishes.with_titles
    room_id = None if wishes.as_rehearsal else state.room_id
    if is_open:
        return replace(state, parts=(), room_id=room_id, title=_UNTITLED, title_en=_UNTITLED_EN)
    return replace(state, parts=(), room_id=room_id)


def _session(event: Event, state: State) -> Session:
    return Session(
        event=event,
        kind=state.kind,
        title=state.title,
        title_en=state.title_en,
        starts_at=state.starts_at,
        ends_at=state.ends_at,
        room_id=state.room_id,
        remark=state.remark,
        remark_en=state.remark_en,
        is_pinned=state.is_pinned,
        stage_needs=state.stage_needs,
    )


def _free_slug(slug: str, suffix: str) -> str:
    """``max-conference-2`` for the second one after ``max-conference`` or ``max-conference-1``."""
    stem = re.sub(r"-\d+$", "", slug)
    wanted = f"{stem[: _LONGEST_SLUG - len(suffix) - 4]}-{suffix}"
    taken = set(Event.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in candidates if one not in taken)


def _shifted(moment: datetime | None, shift: timedelta) -> datetime | None:
    return moment + shift if moment is not None else None
