"""Steps of work on the timetable, each with its ripple and its entry in the change log."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from agenda import arranging, drafts, editing, rippling
from agenda.editing import ScheduleRefused, StaleEdit
from agenda.models import Change, Session, SessionKind, SpeakerRole
from events import notation

__all__ = [
    "Part",
    "Plan",
    "ScheduleRefused",
    "StaleEdit",
    "compact",
    "lengthen",
    "place",
    "remove",
    "rewrite",
    "shift",
    "swap",
]

Seen = arranging.Seen


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
    is_pinned: bool = False
    stage_needs: str = ""
    parts: Sequence[Part] = field(default_factory=tuple)

    def state(self, session_id: int) -> drafts.State:
        return drafts.State(
            id=session_id,
            title=self.title,
            title_en=self.title_en,
            kind=self.kind,
            starts_at=self.starts_at,
            ends_at=self.starts_at + timedelta(minutes=self.minutes),
            room_id=self.room_id,
            remark=self.remark,
            remark_en=self.remark_en,
            is_pinned=self.is_pinned,
            stage_needs=self.stage_needs,
            parts=tuple((part.speaker_id, str(part.role)) for part in self.parts),
        )


def place(
    *,
    event_id: int,
    plan: Plan,
    at: datetime,
    session_id: int | None = None,
    by_id: int | None = None,
    seen: Seen = None,
    ripple: bool = False,
) -> Session:
    """Put a session into the draft, or make one that stands there what the plan says.

    :raises ScheduleRefused: the room is taken at that time, or the event has no date yet
    :raises StaleEdit: somebody else was quicker, or has taken the session out
    """
    event_end = arranging.end_of(event_id)
    pk = session_id or drafts.new_id()

    def change(states: dict[int, drafts.State]) -> dict[int, drafts.State]:
        old = states.get(pk)
        if session_id and old is None:
            raise StaleEdit({pk: None})
        new = plan.state(pk)
        states[pk] = new
        if ripple and old is not None and old.room_id == new.room_id:
            return arranging.with_ripple(states, pk, old.ends_at, event_end)
        if ripple and old is None:
            return arranging.with_ripple(states, pk, new.starts_at, event_end)
        return states

    label = _("「%(title)s」 수정") if session_id else _("「%(title)s」 추가")
    editing.step(
        event_id=event_id,
        label=label % {"title": plan.title},
        change=change,
        by_id=by_id,
        at=at,
        seen=seen,
        subject=pk,
    )
    return Session.objects.get(pk=pk)


def rewrite(
    *, session_id: int, at: datetime, by_id: int | None = None, seen: Seen = None, **words: object
) -> Change | None:
    """Change what a session says (title, kind, remark, room, parts …), not when it is.

    :raises ScheduleRefused: the new room is taken at that time
    :raises StaleEdit: somebody else was quicker
    """
    return arranging.one_step(
        session_id,
        lambda states, state: {**states, state.id: replace(state, **words)},  # type: ignore[arg-type]
        label=_("「%(title)s」 내용 수정"),
        by_id=by_id,
        at=at,
        seen=seen,
    )


def lengthen(
    *,
    session_id: int,
    minutes: int,
    at: datetime,
    by_id: int | None = None,
    seen: Seen = None,
    ripple: bool = True,
) -> Change | None:
    """Make a session longer, or with a negative number shorter; what follows moves along if ``ripple``.

    :raises ScheduleRefused: a pinned session or the event's end leaves no room, or nothing would be left of it
    :raises StaleEdit: somebody else was quicker
    """
    delta = timedelta(minutes=minutes)
    return arranging.one_step(
        session_id,
        lambda states, state: _moved(states, state, state.starts_at, state.ends_at + delta, ripple=ripple),
        label=_("「%(title)s」 길이 %(was)d분 → %(now)d분"),
        by_id=by_id,
        at=at,
        seen=seen,
        words=lambda state: {"was": state.minutes, "now": state.minutes + minutes},
    )


def shift(
    *,
    session_id: int,
    minutes: int,
    at: datetime,
    by_id: int | None = None,
    seen: Seen = None,
    ripple: bool = True,
) -> Change | None:
    """Move a session later, or with a negative number earlier; what follows moves along if ``ripple``.

    :raises ScheduleRefused: the room is taken there, or a pinned session or the event's end leaves no room
    :raises StaleEdit: somebody else was quicker
    """
    delta = timedelta(minutes=minutes)
    return arranging.one_step(
        session_id,
        lambda states, state: _moved(
            states, state, state.starts_at + delta, state.ends_at + delta, ripple=ripple
        ),
        label=_("「%(title)s」 시각 %(was)s → %(now)s"),
        by_id=by_id,
        at=at,
        seen=seen,
        words=lambda state: {
            "was": notation.clock(state.starts_at),
            "now": notation.clock(state.starts_at + delta),
        },
    )


def swap(
    *, session_id: int, down: bool, at: datetime, by_id: int | None = None, seen: Seen = None
) -> Change | None:
    """Swap a session with the one after it in its room that day, or the one before; the gap between them stays.

    :raises ScheduleRefused: there is none on that side, or one of the two is pinned
    :raises StaleEdit: somebody else was quicker
    """

    def change(states: dict[int, drafts.State], state: drafts.State) -> dict[int, drafts.State]:
        room = arranging.day_room_of(states, state)
        position = room.index(state) + (1 if down else -1)
        if not 0 <= position < len(room):
            raise ScheduleRefused([_("그쪽에는 자리를 바꿀 세션이 없습니다.")])
        first, second = (state, room[position]) if down else (room[position], state)
        if first.is_pinned or second.is_pinned:
            raise ScheduleRefused([_("고정된 세션과는 자리를 바꿀 수 없습니다.")])
        return {**states, **{one.id: one for one in rippling.swap(first, second)}}

    label = _("「%(title)s」 아래로 이동") if down else _("「%(title)s」 위로 이동")
    return arranging.one_step(session_id, change, label=label, by_id=by_id, at=at, seen=seen)


def compact(
    *,
    first_id: int,
    last_id: int,
    gap_minutes: int,
    at: datetime,
    by_id: int | None = None,
    seen: Seen = None,
) -> Change | None:
    """Put the sessions from the first to the last one after the other, with the same gap between them.

    :raises ScheduleRefused: they are in different rooms or on different days, or a pinned session leaves no room
    :raises StaleEdit: somebody else was quicker
    """

    def change(states: dict[int, drafts.State], first: drafts.State) -> dict[int, drafts.State]:
        room = arranging.day_room_of(states, first)
        last = next((state for state in room if state.id == last_id), None)
        if last is None or last.starts_at < first.starts_at:
            raise ScheduleRefused([_("같은 회의실에서 처음과 마지막 세션을 차례대로 골라 주세요.")])
        stretch = room[room.index(first) : room.index(last) + 1]
        try:
            placed = rippling.compact(stretch, gap=timedelta(minutes=gap_minutes))
        except rippling.NoRoom as refusal:
            raise ScheduleRefused([arranging.no_room(refusal)]) from refusal
        return {**states, **{one.id: one for one in placed}}

    return arranging.one_step(
        first_id, change, label=_("「%(title)s」부터 간격 맞춤"), by_id=by_id, at=at, seen=seen
    )


def remove(
    *, session_id: int, at: datetime, by_id: int | None = None, seen: Seen = None, ripple: bool = False
) -> Change | None:
    """Take a session out of the draft; what follows moves up if ``ripple``. Releases keep it.

    :raises StaleEdit: somebody else was quicker
    """

    def change(states: dict[int, drafts.State], state: drafts.State) -> dict[int, drafts.State]:
        rest = {pk: other for pk, other in states.items() if pk != state.id}
        return arranging.close_gap(rest, state) if ripple else rest

    return arranging.one_step(
        session_id, change, label=_("「%(title)s」 삭제"), by_id=by_id, at=at, seen=seen
    )


def _moved(
    states: dict[int, drafts.State],
    state: drafts.State,
    starts_at: datetime,
    ends_at: datetime,
    *,
    ripple: bool,
) -> dict[int, drafts.State]:
    states[state.id] = state.between(starts_at, ends_at)
    if not ripple or ends_at <= starts_at:
        return states
    return arranging.with_ripple(
        states, state.id, state.ends_at, arranging.end_of(arranging.event_of(state.id))
    )
