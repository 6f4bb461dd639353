"""What follows when a session gets longer, shorter, comes or goes: pure functions over a draft's values.

What follows in the same room moves along until a gap takes the difference up. A pinned session (고정: a minister's
arrival, lunch) never moves, nor does the event's end; the session before such a wall gives way by getting shorter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agenda.drafts import State

LEAST = timedelta(minutes=5)  # what a session that gives way must keep


class NoRoom(Exception):
    """A wall leaves too little time for what is pushed against it; ``wall`` is None for the event's end."""

    def __init__(self, squeezed: State, wall: State | None) -> None:
        super().__init__(squeezed.title)
        self.squeezed = squeezed
        self.wall = wall


@dataclass(frozen=True)
class Ripple:
    """The sessions that move, and the one that gives way if any, before and after."""

    moved: list[State]
    shortened: State | None = None


def after_end_moves(
    following: Iterable[State], *, old_end: datetime, new_end: datetime, event_end: datetime | None
) -> Ripple:
    """What follows a session whose end moves from ``old_end`` to ``new_end``.

    ``following`` are the sessions of the same room that start at or after ``old_end``.

    :raises NoRoom: a pinned session or the event's end leaves too little time
    """
    queue = sorted(following, key=lambda state: (state.starts_at, state.id))
    if new_end > old_end:
        return _push(queue, new_end, event_end)
    return _pull(queue, old_end, new_end)


def _push(queue: list[State], cursor: datetime, event_end: datetime | None) -> Ripple:
    moved: list[State] = []
    shortened = None
    for number, state in enumerate(queue):
        if state.starts_at >= cursor:
            break
        if state.is_pinned:
            raise NoRoom(state, state)
        shifted = state.shifted(cursor - state.starts_at)
        wall = _wall(
            queue[number + 1 :], event_end, was_inside=event_end is None or state.ends_at <= event_end
        )
        if wall is not None and shifted.ends_at > wall[0]:
            if wall[0] - shifted.starts_at < LEAST:
                raise NoRoom(state, wall[1])
            if _is_last_before(queue[number + 1 :], wall[1]):
                shifted = state.between(shifted.starts_at, wall[0])
                shortened = shifted
        moved.append(shifted)
        cursor = shifted.ends_at
    return Ripple(moved, shortened)


def _wall(
    rest: list[State], event_end: datetime | None, *, was_inside: bool
) -> tuple[datetime, State | None] | None:
    """Where nothing can be pushed beyond: the next pinned session's start, else the event's end."""
    for state in rest:
        if state.is_pinned:
            return state.starts_at, state
    if event_end is None or not was_inside:
        return None
    return event_end, None


def _is_last_before(rest: list[State], pinned: State | None) -> bool:
    return not rest or rest[0] is pinned


def _pull(queue: list[State], old_end: datetime, new_end: datetime) -> Ripple:
    moved = []
    back = new_end - old_end
    expected = old_end
    for state in queue:
        if state.starts_at > expected or state.is_pinned:
            break
        moved.append(state.shifted(back))
        expected = state.ends_at
    return Ripple(moved)


def swap(first: State, second: State) -> tuple[State, State]:
    """Two sessions in each other's place, the gap between them kept; returned in their new order."""
    gap = second.starts_at - first.ends_at
    earlier = second.shifted(first.starts_at - second.starts_at)
    return earlier, first.shifted(earlier.ends_at + gap - first.starts_at)


def compact(stretch: Iterable[State], *, gap: timedelta) -> list[State]:
    """Sessions of a room one after the other with the same gap, from the first one's start; pinned ones stay.

    :raises NoRoom: what comes before a pinned session does not fit with that gap
    """
    queue = sorted(stretch, key=lambda state: (state.starts_at, state.id))
    placed: list[State] = []
    for state in queue:
        earliest = placed[-1].ends_at + gap if placed else state.starts_at
        if state.is_pinned:
            if placed and placed[-1].ends_at > state.starts_at:
                raise NoRoom(placed[-1], state)
            placed.append(state)
        else:
            placed.append(state.shifted(earliest - state.starts_at))
    return placed
