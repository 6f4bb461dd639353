"""Changing a session as an editor's row or a drag does: several things at once, its time and its room included."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agenda import arranging, drafts
from agenda.editing import ScheduleRefused, StaleEdit
from agenda.models import Change, Session
from events import notation

__all__ = ["FIELDS", "move", "revise"]

FIELDS: dict[str, str | Promise] = {
    "title": pgettext_lazy("timetable", "내용"),
    "title_en": gettext_lazy("내용(영문)"),
    "kind": gettext_lazy("구분"),
    "room_id": gettext_lazy("장소"),
    "parts": gettext_lazy("발표자"),
    "remark": gettext_lazy("비고"),
    "remark_en": gettext_lazy("비고(영문)"),
    "stage_needs": gettext_lazy("무대 준비"),
}


def revise(
    *,
    session_id: int,
    changes: Mapping[str, Any],
    at: datetime,
    by_id: int | None = None,
    seen: arranging.Seen = None,
    ripple: bool = True,
) -> Change | None:
    """Change the named fields of a session (those of ``drafts.State``), and let the rest follow if ``ripple``.

    In its own room what follows moves with its end. In another room it pushes what comes after it, and the room that
    it left closes the gap.

    :raises ScheduleRefused: the room is taken there, or a pinned session or the event's end leaves no room
    :raises StaleEdit: somebody else was quicker
    """
    shown = _shown(session_id)
    event_end = arranging.end_of(arranging.event_of(session_id))

    def change(states: arranging.States, state: drafts.State) -> arranging.States:
        return _put(states, state, replace(state, **changes), event_end, ripple=ripple)

    return arranging.one_step(
        session_id,
        change,
        label=_label(shown, replace(shown, **changes)).replace("%", "%%"),
        by_id=by_id,
        at=at,
        seen=seen,
    )


def move(
    *,
    session_id: int,
    target_id: int,
    after: bool,
    at: datetime,
    by_id: int | None = None,
    seen: arranging.Seen = None,
    ripple: bool = True,
) -> Change | None:
    """Put a session right before or after another one.

    In the same room on the same day the two and all between them change their order, lengths and gaps kept. Otherwise
    it takes the target's room, and starts there when the target starts or ends.

    :raises ScheduleRefused: a pinned session is in the way, or the target has gone, or there is no time left there
    :raises StaleEdit: somebody else was quicker
    """
    event_end = arranging.end_of(arranging.event_of(_shown(session_id).id))

    def change(states: arranging.States, state: drafts.State) -> arranging.States:
        target = states.get(target_id)
        if target is None or target_id == session_id:
            raise ScheduleRefused([_("옮길 자리를 다시 골라 주세요.")])
        if state.is_pinned:
            raise ScheduleRefused([_("고정된 세션은 옮기지 않습니다. 고정을 먼저 풀어 주세요.")])
        if (target.room_id, arranging.day_of(target)) == (state.room_id, arranging.day_of(state)):
            return _reorder(states, state, target, after=after)
        starts_at = target.ends_at if after else target.starts_at
        placed = replace(state.shifted(starts_at - state.starts_at), room_id=target.room_id)
        return _put(states, state, placed, event_end, ripple=ripple)

    return arranging.one_step(
        session_id, change, label=_("「%(title)s」 자리 옮김"), by_id=by_id, at=at, seen=seen
    )


def _put(
    states: arranging.States,
    old: drafts.State,
    new: drafts.State,
    event_end: datetime | None,
    *,
    ripple: bool,
) -> arranging.States:
    is_same_place = (new.room_id, arranging.day_of(new)) == (old.room_id, arranging.day_of(old))
    if not ripple or new.ends_at <= new.starts_at:
        return {**states, old.id: new}
    if is_same_place:
        return arranging.with_ripple({**states, old.id: new}, old.id, old.ends_at, event_end)
    states = {**arranging.close_gap(states, old), old.id: new}
    return arranging.with_ripple(states, old.id, new.starts_at, event_end)


def _reorder(
    states: arranging.States, state: drafts.State, target: drafts.State, *, after: bool
) -> arranging.States:
    room = arranging.day_room_of(states, state)
    order = [one for one in room if one.id != state.id]
    order.insert(next(place for place, one in enumerate(order) if one.id == target.id) + after, state)
    touched = [place for place, (was, now) in enumerate(zip(room, order, strict=True)) if was.id != now.id]
    if not touched:
        return states
    stretch = room[touched[0] : touched[-1] + 1]
    pinned = next((one for one in stretch if one.is_pinned), None)
    if pinned is not None:
        raise ScheduleRefused(
            [_("고정된 「%(title)s」을(를) 넘어 옮길 수 없습니다.") % {"title": pinned.title}]
        )
    gaps = [second.starts_at - first.ends_at for first, second in pairwise(stretch)]
    cursor = stretch[0].starts_at
    moved = {}
    for one, gap in zip(order[touched[0] : touched[-1] + 1], [*gaps, timedelta(0)], strict=True):
        moved[one.id] = one.shifted(cursor - one.starts_at)
        cursor = moved[one.id].ends_at + gap
    return {**states, **moved}


def _label(old: drafts.State, new: drafts.State) -> str:
    """``「발제1」 시각 14:10 → 14:15, 발표자 수정``."""
    parts = []
    if arranging.day_of(old) != arranging.day_of(new):
        was, now = (notation.moment(one.starts_at, language="ko") for one in (old, new))
        parts.append(_("일시 %(was)s → %(now)s") % {"was": was, "now": now})
    elif old.starts_at != new.starts_at:
        was, now = notation.clock(old.starts_at), notation.clock(new.starts_at)
        parts.append(_("시각 %(was)s → %(now)s") % {"was": was, "now": now})
    if old.minutes != new.minutes:
        parts.append(_("길이 %(was)d분 → %(now)d분") % {"was": old.minutes, "now": new.minutes})
    words = [str(label) for name, label in FIELDS.items() if getattr(old, name) != getattr(new, name)]
    if words:
        parts.append(_("%(fields)s 수정") % {"fields": "·".join(words)})
    if old.is_pinned != new.is_pinned:
        parts.append(_("고정") if new.is_pinned else _("고정 해제"))
    return f"「{old.title}」 {', '.join(parts)}"


def _shown(session_id: int) -> drafts.State:
    session = Session.objects.prefetch_related("appearances").filter(pk=session_id).first()
    if session is None:
        raise StaleEdit({session_id: None})
    return drafts.of(session)
