"""What a step did, as an organizer hears it: what moved along, what gave way, and what stopped it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda import drafts
from agenda.models import Change
from events import notation

_FIRST, _LAST, _FINALS = ord("가"), ord("힣"), 28
_DIGITS, _DIGITS_WITH_FINAL = (
    "0123456789",
    "013678",
)  # 영 일 삼 육 칠 팔 end in a consonant, as do 십, 백 and 천


def tell(change: Change, *, states: drafts.States, event_end: datetime | None, undone: bool = False) -> str:
    """``「발제1」 길이 15분 → 25분. 뒤따르는 세션 2건이 10분 늦춰졌습니다. 「토론」이 10분 줄었습니다.``

    ``states`` is the draft as it stands after the step.
    """
    before, after = (change.after, change.before) if undone else (change.before, change.after)
    label = _("되돌렸습니다: %(label)s") % {"label": change.label} if undone else change.label
    if change.subject is None:
        return f"{label}."
    others = along(before, after, subject=change.subject, states=states, event_end=event_end)
    return " ".join([f"{label}.", *others])


def along(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    subject: int,
    states: drafts.States,
    event_end: datetime | None,
) -> list[str]:
    """What happened to the sessions other than the step's own, as sentences."""
    both = [
        (drafts.State.from_json(before[key]), drafts.State.from_json(after[key]))
        for key in before
        if before[key] is not None and after.get(key) is not None
    ]
    both.sort(key=lambda pair: (pair[0].starts_at, pair[0].id))
    others = [(old, new) for old, new in both if new.id != subject]
    moved = [
        (old, new) for old, new in others if old.minutes == new.minutes and old.starts_at != new.starts_at
    ]
    resized = [(old, new) for old, new in others if old.minutes != new.minutes]
    sentences = _moves(moved)
    for old, new in resized:
        values = {"title": _subject(new.title), "minutes": abs(new.minutes - old.minutes)}
        shrunk = new.minutes < old.minutes
        text = (
            _("%(title)s %(minutes)d분 줄었습니다.") if shrunk else _("%(title)s %(minutes)d분 늘었습니다.")
        )
        sentences.append(text % values)
    wall = _wall(both, states)
    if others and wall is not None:
        values = {"title": wall.title, "time": notation.clock(wall.starts_at)}
        sentences.append(_("고정된 「%(title)s」(%(time)s) 앞에서 멈췄습니다.") % values)
    elif any(new.minutes < old.minutes and new.ends_at == event_end for old, new in resized):
        sentences.append(_("행사가 끝나는 시각에서 멈췄습니다."))
    return sentences


def _moves(moved: list[tuple[drafts.State, drafts.State]]) -> list[str]:
    found = []
    for delta, pairs in groupby(moved, key=lambda pair: pair[1].starts_at - pair[0].starts_at):
        count = len(list(pairs))
        values = {"count": count, "minutes": abs(delta) // timedelta(minutes=1)}
        later = delta > timedelta(0)
        text = _("뒤따르는 세션 %(count)d건이 %(minutes)d분 늦춰졌습니다.")
        found.append(
            (text if later else _("뒤따르는 세션 %(count)d건이 %(minutes)d분 당겨졌습니다.")) % values
        )
    return found


def _wall(changed: list[tuple[drafts.State, drafts.State]], states: drafts.States) -> drafts.State | None:
    """The pinned session that what moved last reaches, or reached before; with a gap between, it stopped nothing."""
    if not changed:
        return None
    was, last = max(changed, key=lambda pair: pair[1].ends_at)
    touched = {state.id for _old, state in changed}
    following = [
        one
        for one in states.values()
        if one.room_id == last.room_id and one.starts_at >= last.ends_at and one.id not in touched
    ]
    following.sort(key=lambda state: state.starts_at)
    is_reached = following and following[0].starts_at in {was.ends_at, last.ends_at}
    return following[0] if is_reached and following[0].is_pinned else None


def _subject(title: str) -> str:
    """The title in its brackets with 이 or 가, as its last syllable or digit asks for, with both where neither tells.

    A language without such particles gets the title alone, in its own quotation marks.
    """
    if (get_language() or "ko") != "ko":
        return f"“{title}”"
    last = title.rstrip("」』”’\"')]. ")[-1:] or " "
    if last in _DIGITS:
        has_final = last in _DIGITS_WITH_FINAL
    elif _FIRST <= ord(last) <= _LAST:
        has_final = (ord(last) - _FIRST) % _FINALS > 0
    else:
        return f"「{title}」이(가)"
    return f"「{title}」{'이' if has_final else '가'}"
