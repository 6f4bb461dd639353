"""What all steps of work on a timetable have in common: starting from one session, and what moves along."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from agenda import drafts, editing, rippling
from agenda.editing import ScheduleRefused, StaleEdit
from agenda.models import Change, Session
from events import notation
from events.models import Event

Seen = Mapping[int, int] | None
States = dict[int, drafts.State]


def one_step(
    session_id: int,
    change: Callable[[dict[int, drafts.State], drafts.State], Mapping[int, drafts.State]],
    *,
    label: str,
    by_id: int | None,
    at: datetime,
    seen: Seen,
    words: Callable[[drafts.State], dict[str, object]] = lambda state: {},
) -> Change | None:
    """A step that starts from one session, whose title and figures stand in the label."""
    session = Session.objects.filter(pk=session_id).select_related("event").first()
    if session is None:
        raise StaleEdit({session_id: None})
    shown = drafts.of(session)

    def apply(states: dict[int, drafts.State]) -> Mapping[int, drafts.State]:
        if session_id not in states:
            raise StaleEdit({session_id: None})
        return change(states, states[session_id])

    return editing.step(
        event_id=session.event_id,
        label=label % {"title": shown.title, **words(shown)},
        change=apply,
        by_id=by_id,
        at=at,
        seen=seen,
        subject=session_id,
    )


def with_ripple(states: States, session_id: int, old_end: datetime, event_end: datetime | None) -> States:
    """What follows a session whose end was at ``old_end`` moves along; a new one's old end is its start.

    :raises ScheduleRefused: a pinned session or the event's end leaves no room
    """
    state = states[session_id]
    following = [
        one
        for one in room_of(states, state)
        if one.id != session_id and one.starts_at >= min(old_end, state.ends_at)
    ]
    try:
        ripple = rippling.after_end_moves(
            following, old_end=old_end, new_end=state.ends_at, event_end=event_end
        )
    except rippling.NoRoom as refusal:
        raise ScheduleRefused([no_room(refusal)]) from refusal
    return {**states, **{one.id: one for one in ripple.moved}}


def no_room(refusal: rippling.NoRoom) -> str:
    """What leaves no room, as a sentence."""
    if refusal.wall is None:
        return _("행사가 끝나는 시각까지 「%(title)s」에 남는 시간이 너무 짧습니다.") % {
            "title": refusal.squeezed.title
        }
    return _("고정된 「%(wall)s」(%(time)s) 앞에 시간이 모자랍니다.") % {
        "wall": refusal.wall.title,
        "time": notation.clock(refusal.wall.starts_at),
    }


def room_of(states: Mapping[int, drafts.State], state: drafts.State) -> list[drafts.State]:
    """The sessions of the same room on all days, in their order."""
    room = [one for one in states.values() if one.room_id == state.room_id]
    return sorted(room, key=lambda one: (one.starts_at, one.id))


def day_of(state: drafts.State) -> date:
    """The day on which a session starts, in Seoul."""
    return state.starts_at.astimezone(notation.SEOUL).date()


def day_room_of(states: Mapping[int, drafts.State], state: drafts.State) -> list[drafts.State]:
    """The sessions of the same room that start on the same day, in its order."""
    return [one for one in room_of(states, state) if day_of(one) == day_of(state)]


def event_of(session_id: int) -> int:
    """The event that a session belongs to."""
    return Session.objects.values_list("event", flat=True).get(pk=session_id)


def end_of(event_id: int) -> datetime | None:
    """When the event ends.

    :raises ScheduleRefused: it has no date yet
    """
    event = Event.objects.get(pk=event_id)
    if event.starts_at is None:
        raise ScheduleRefused([_("행사의 일시를 먼저 정해 주세요.")])
    return event.ends_at


def close_gap(states: States, gone: drafts.State) -> States:
    """What followed a session in its room moves up to where it began, until a gap or a pinned session."""
    following = [one for one in room_of(states, gone) if one.id != gone.id and one.starts_at >= gone.ends_at]
    ripple = rippling.after_end_moves(following, old_end=gone.ends_at, new_end=gone.starts_at, event_end=None)
    return {**states, **{one.id: one for one in ripple.moved}}
