"""Changing the working timetable: each step checks for conflicts under a lock on the event."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from agenda import conflicts
from agenda.models import Appearance, Session, SessionKind, Speaker, SpeakerRole
from events.models import Event


class ScheduleRefused(Exception):
    """The change would break the timetable; ``reasons`` are sentences for the organizer."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Part:
    """A speaker's part in a session."""

    speaker_id: int
    role: str = SpeakerRole.SPEAKER


@dataclass(frozen=True)
class Plan:
    """What a session is to be."""

    title: str
    starts_at: datetime
    minutes: int
    kind: str = SessionKind.TALK
    title_en: str = ""
    room_id: int | None = None
    remark: str = ""
    remark_en: str = ""
    parts: Sequence[Part] = field(default_factory=tuple)


@transaction.atomic
def place(*, event_id: int, plan: Plan, session_id: int | None = None) -> Session:
    """Put a session into the draft, or change one that stands there.

    :raises ScheduleRefused: the room or a speaker is taken at that time, or the session lies outside the event
    """
    event = Event.objects.lock(event_id)
    ends_at = plan.starts_at + timedelta(minutes=plan.minutes)
    names = dict(
        Speaker.objects.filter(pk__in=[part.speaker_id for part in plan.parts]).values_list("pk", "name")
    )
    slot = conflicts.Slot(session_id, plan.title, plan.starts_at, ends_at, plan.room_id, names)
    reasons = conflicts.find(slot, slots_of(event_id), event=event)
    if reasons:
        raise ScheduleRefused(reasons)
    session = Session.objects.get(pk=session_id, event=event) if session_id else Session(event=event)
    session.kind, session.title, session.title_en = plan.kind, plan.title, plan.title_en
    session.starts_at, session.ends_at, session.room_id = plan.starts_at, ends_at, plan.room_id
    session.remark, session.remark_en = plan.remark, plan.remark_en
    session.save()
    _cast(session, plan.parts)
    return session


def slots_of(event_id: int) -> list[conflicts.Slot]:
    """The draft as the conflict rules see it, in two queries."""
    sessions = Session.objects.filter(event=event_id).prefetch_related("speakers").order_by("starts_at", "pk")
    return [
        conflicts.Slot(
            session.pk,
            session.title,
            session.starts_at,
            session.ends_at,
            session.room_id,
            {speaker.pk: speaker.name for speaker in session.speakers.all()},
        )
        for session in sessions
    ]


@transaction.atomic
def cast(*, session_id: int, speaker_id: int, role: str = SpeakerRole.SPEAKER) -> Appearance:
    """Give a speaker a part in a session, after those who have one.

    :raises ScheduleRefused: the speaker is in another session at that time
    """
    event_id = Session.objects.values_list("event", flat=True).get(pk=session_id)
    event = Event.objects.lock(event_id)
    slots = slots_of(event_id)
    own = next(slot for slot in slots if slot.session_id == session_id)
    name = Speaker.objects.values_list("name", flat=True).get(pk=speaker_id)
    slot = conflicts.Slot(own.session_id, own.title, own.starts_at, own.ends_at, None, {speaker_id: name})
    reasons = conflicts.find(slot, slots, event=event)
    if reasons:
        raise ScheduleRefused(reasons)
    last = Appearance.objects.filter(session=session_id).aggregate(last=Max("position"))["last"]
    appearance, _created = Appearance.objects.get_or_create(
        session_id=session_id,
        speaker_id=speaker_id,
        role=role,
        defaults={"position": 0 if last is None else last + 1},
    )
    return appearance


@transaction.atomic
def remove(*, session_id: int) -> None:
    """Take a session out of the draft. Releases keep it."""
    Session.objects.filter(pk=session_id).delete()


def _cast(session: Session, parts: Sequence[Part]) -> None:
    session.appearances.all().delete()
    Appearance.objects.bulk_create(
        Appearance(session=session, speaker_id=part.speaker_id, role=part.role, position=position)
        for position, part in enumerate(parts)
    )
