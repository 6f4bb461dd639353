"""What should not be in a timetable, with how much it weighs. What cannot be (two sessions in a room) is in editing.

A *stop* keeps a draft from being released unless an organizer lets it pass with a reason; a *warning* is only told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import combinations, pairwise

import holidays
from django.utils.translation import gettext as _

from agenda import drafts, engagements
from agenda.engagements import Engagement
from agenda.models import Availability, Override, SessionKind, Speaker
from events import notation
from events.models import Event, Room, User

SPOKEN = {SessionKind.TALK, SessionKind.KEYNOTE}


class Severity(StrEnum):
    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True)
class Conflict:
    """One thing that is wrong. Its key stays the same as long as the same sessions and people clash."""

    key: str
    severity: Severity
    sentence: str
    session_ids: tuple[int, ...]
    reason: str = ""  # why an organizer lets it pass; "" while it is open

    @property
    def is_open_stop(self) -> bool:
        return self.severity == Severity.STOP and not self.reason


@dataclass(frozen=True)
class Day:
    """All that the rules look at."""

    starts_at: datetime | None
    ends_at: datetime | None
    states: list[drafts.State]
    speakers: Mapping[int, str] = field(default_factory=dict)
    rooms: Mapping[int, Room] = field(default_factory=dict)
    hours: Mapping[int, list[tuple[datetime, datetime]]] = field(default_factory=dict)  # by speaker
    elsewhere: Sequence[Engagement] = ()
    guests: int | None = None


def find_all(*, event_id: int, guests: int | None = None, viewer: User | None = None) -> list[Conflict]:
    """Everything that is wrong with the draft, stops first, each with the reason that lets it pass if any.

    ``guests`` is how many have confirmed, for the floors that know. Other events are named to a ``viewer`` who
    organizes them as well, and to nobody else.
    """
    event = Event.objects.get(pk=event_id)
    states = list(drafts.read(event_id).values())
    people = {pk for state in states for pk, _role in state.parts}
    speakers = dict(Speaker.objects.filter(pk__in=people).values_list("pk", "name"))
    rooms = Room.objects.in_bulk({state.room_id for state in states if state.room_id})
    return check(event, states, speakers=speakers, rooms=rooms, guests=guests, viewer=viewer)


def check(
    event: Event,
    states: Iterable[drafts.State],
    *,
    speakers: Mapping[int, str],
    rooms: Mapping[int, Room],
    guests: int | None = None,
    viewer: User | None = None,
) -> list[Conflict]:
    """The same for a draft that is at hand already, with its speakers' names and its rooms; in three queries."""
    states = list(states)
    hours: dict[int, list[tuple[datetime, datetime]]] = {}
    for one in Availability.objects.filter(event=event):
        hours.setdefault(one.speaker_id, []).append((one.starts_at, one.ends_at))
    day = Day(
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        states=states,
        speakers=speakers,
        rooms=rooms,
        hours=hours,
        elsewhere=engagements.elsewhere(event, states, viewer=viewer),
        guests=guests,
    )
    reasons = dict(Override.objects.filter(event=event).values_list("key", "reason"))
    found = [
        Conflict(one.key, one.severity, one.sentence, one.session_ids, reasons.get(one.key, ""))
        for one in find(day)
    ]
    return sorted(found, key=lambda one: (one.severity != Severity.STOP, bool(one.reason)))


def find(day: Day) -> Iterator[Conflict]:
    """Everything that is wrong with a day, by the rules alone."""
    yield from _outside_the_event(day)
    yield from _speakers_in_two_places(day)
    yield from _speakers_in_two_events(day)
    yield from _walks(day)
    yield from _unavailable(day)
    yield from _small_rooms(day)
    yield from _talks_without_speaker(day)
    yield from _holidays(day)


def _outside_the_event(day: Day) -> Iterator[Conflict]:
    if day.starts_at is None or day.ends_at is None:
        return
    span = notation.span(day.starts_at, day.ends_at, language="ko")
    for state in day.states:
        if state.starts_at < day.starts_at or state.ends_at > day.ends_at:
            sentence = _("행사 시간(%(span)s)을 벗어난 세션입니다: %(session)s")
            yield _conflict("outside", Severity.STOP, sentence % {"span": span, "session": state}, state)


def _speakers_in_two_places(day: Day) -> Iterator[Conflict]:
    for first, second in combinations(day.states, 2):
        if _overlap(first, second):
            for speaker_id in sorted(_people(first) & _people(second)):
                sentence = _("%(name)s 연사가 같은 시간에 두 세션에 있습니다: %(first)s, %(second)s") % {
                    "name": day.speakers.get(speaker_id, ""),
                    "first": first,
                    "second": second,
                }
                yield _conflict("speaker", Severity.STOP, sentence, first, second, who=speaker_id)


def _speakers_in_two_events(day: Day) -> Iterator[Conflict]:
    for state in day.states:
        for other in day.elsewhere:
            if other.speaker_id in _people(state) and _overlap(state, other):
                hidden = _("%(name)s 연사가 같은 시각에 다른 행사에도 있습니다: %(session)s")
                named = _("%(name)s 연사가 같은 시각에 다른 행사(%(event)s)에도 있습니다: %(session)s")
                sentence = (named if other.event else hidden) % {
                    "name": day.speakers.get(other.speaker_id, ""),
                    "event": other.event,
                    "session": state,
                }
                key = f"elsewhere:{state.id}:{other.session_id}:speaker-{other.speaker_id}"
                yield Conflict(key, Severity.STOP, sentence, (state.id,))


def _walks(day: Day) -> Iterator[Conflict]:
    for speaker_id in sorted({pk for state in day.states for pk, _role in state.parts}):
        own = sorted((one for one in day.states if speaker_id in _people(one)), key=lambda one: one.starts_at)
        for first, second in pairwise(own):
            if first.room_id is None or second.room_id is None or first.room_id == second.room_id:
                continue
            needed = day.rooms[second.room_id].walking_minutes if second.room_id in day.rooms else 0
            gap = second.starts_at - first.ends_at
            if timedelta(0) <= gap < timedelta(minutes=needed):
                sentence = _(
                    "%(name)s 연사가 %(second)s에 가려면 %(needed)d분이 필요한데 %(gap)d분뿐입니다."
                ) % {
                    "name": day.speakers.get(speaker_id, ""),
                    "second": second,
                    "needed": needed,
                    "gap": gap // timedelta(minutes=1),
                }
                yield _conflict("walk", Severity.WARN, sentence, first, second, who=speaker_id)


def _unavailable(day: Day) -> Iterator[Conflict]:
    for state in day.states:
        for speaker_id in sorted(_people(state) & day.hours.keys()):
            if not any(
                start <= state.starts_at and state.ends_at <= end for start, end in day.hours[speaker_id]
            ):
                sentence = _("%(name)s 연사가 참석할 수 없는 시간입니다: %(session)s") % {
                    "name": day.speakers.get(speaker_id, ""),
                    "session": state,
                }
                yield _conflict("hours", Severity.WARN, sentence, state, who=speaker_id)


def _small_rooms(day: Day) -> Iterator[Conflict]:
    if not day.guests:
        return
    for room in day.rooms.values():
        inside = [state for state in day.states if state.room_id == room.pk]
        parallel = any(
            _overlap(state, other) for state in inside for other in day.states if other not in inside
        )
        if room.capacity is not None and room.capacity < day.guests and not parallel:
            sentence = _("%(room)s 수용 인원(%(capacity)d명)이 확정 인원(%(guests)d명)보다 적습니다.") % {
                "room": room,
                "capacity": room.capacity,
                "guests": day.guests,
            }
            yield Conflict(f"small:{room.pk}", Severity.WARN, sentence, tuple(state.id for state in inside))


def _talks_without_speaker(day: Day) -> Iterator[Conflict]:
    for state in day.states:
        if state.kind in SPOKEN and not state.parts:
            sentence = _("연사가 없는 세션입니다: %(session)s") % {"session": state}
            yield _conflict("nobody", Severity.WARN, sentence, state)


def _holidays(day: Day) -> Iterator[Conflict]:
    if day.starts_at is None:
        return
    dates = {state.starts_at.astimezone(notation.SEOUL).date() for state in day.states}
    dates.add(day.starts_at.astimezone(notation.SEOUL).date())
    for found in sorted(dates):
        label = holiday(found)
        if label:
            sentence = _("%(day)s은(는) 공휴일입니다: %(name)s") % {
                "day": notation.day(found, language="ko"),
                "name": label,
            }
            yield Conflict(f"holiday:{found}", Severity.WARN, sentence, ())


def holiday(day: date) -> str:
    """The Korean public holiday on that day, or ""."""
    return str(holidays.country_holidays("KR", years=day.year, language="ko").get(day) or "")


def _conflict(
    kind: str, severity: Severity, sentence: str, *states: drafts.State, who: int | None = None
) -> Conflict:
    ids = tuple(sorted(state.id for state in states))
    key = ":".join([kind, *map(str, ids), *([f"speaker-{who}"] if who else [])])
    return Conflict(key, severity, sentence, ids)


def _people(state: drafts.State) -> set[int]:
    return {speaker_id for speaker_id, _role in state.parts}


def _overlap(first: drafts.State, second: drafts.State | Engagement) -> bool:
    return first.starts_at < second.ends_at and second.starts_at < first.ends_at


def open_stops(found: Iterable[Conflict]) -> list[Conflict]:
    """What still keeps the draft from being released."""
    return [one for one in found if one.is_open_stop]
