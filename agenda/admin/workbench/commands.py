"""The steps that a button, a key or a drag on the workbench asks for, by name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agenda import arranging, drafts, revising, scheduling
from agenda.editing import ScheduleRefused, StaleEdit
from agenda.models import Change, Session
from events import notation

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")  # no seconds, no offset from another clock
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Asked:
    """What was asked for, about which session, as its editor saw it."""

    event_id: int
    session_id: int
    seen: Mapping[int, int]
    ripple: bool
    by_id: int | None
    at: datetime
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        return self.number("minutes", default=5)

    def number(self, name: str, *, default: int = 0) -> int:
        value = self.values.get(name, "")
        return int(value) if value.isdecimal() and value.isascii() and len(value) < 10 else default


@dataclass(frozen=True)
class Command:
    """A step with its button."""

    name: str
    label: str | Promise
    keys: str  # as a person reads them
    shortcut: str  # as aria-keyshortcuts has it
    take: Callable[[Asked], Change | None]


def take(name: str, asked: Asked) -> Change | None:
    """Do it.

    :raises ScheduleRefused: the timetable does not allow it, or there is no such step, or it is longer than a day
    :raises StaleEdit: somebody else was quicker
    """
    if name not in _STEPS or max(asked.minutes, asked.number("gap")) > _DAY_MINUTES:
        raise ScheduleRefused([_("무엇을 할지 다시 골라 주세요.")])
    if not Session.objects.filter(event=asked.event_id, pk=asked.session_id).exists():
        if not asked.session_id:
            raise ScheduleRefused([_("세션을 먼저 골라 주세요.")])
        raise StaleEdit({asked.session_id: None})
    return _STEPS[name](asked)


def _lengthen(asked: Asked, sign: int) -> Change | None:
    return scheduling.lengthen(
        session_id=asked.session_id,
        minutes=sign * asked.minutes,
        ripple=asked.ripple,
        seen=asked.seen,
        by_id=asked.by_id,
        at=asked.at,
    )


def _shift(asked: Asked, sign: int) -> Change | None:
    return scheduling.shift(
        session_id=asked.session_id,
        minutes=sign * asked.minutes,
        ripple=asked.ripple,
        seen=asked.seen,
        by_id=asked.by_id,
        at=asked.at,
    )


def _swap(asked: Asked, *, down: bool) -> Change | None:
    return scheduling.swap(
        session_id=asked.session_id, down=down, seen=asked.seen, by_id=asked.by_id, at=asked.at
    )


def _pin(asked: Asked) -> Change | None:
    is_pinned = Session.objects.values_list("is_pinned", flat=True).get(pk=asked.session_id)
    return revising.revise(
        session_id=asked.session_id,
        changes={"is_pinned": not is_pinned},
        seen=asked.seen,
        by_id=asked.by_id,
        at=asked.at,
    )


def _remove(asked: Asked) -> Change | None:
    return scheduling.remove(
        session_id=asked.session_id, ripple=asked.ripple, seen=asked.seen, by_id=asked.by_id, at=asked.at
    )


def _compact(asked: Asked) -> Change | None:
    first, last = asked.number("first", default=asked.session_id), asked.number("last")
    if not Session.objects.filter(event=asked.event_id, pk=first).exists():
        raise StaleEdit({first: None})
    return scheduling.compact(
        first_id=first,
        last_id=last,
        gap_minutes=asked.number("gap"),
        seen=asked.seen,
        by_id=asked.by_id,
        at=asked.at,
    )


def _drop(asked: Asked) -> Change | None:
    """On another session, before or after it; or at a time in a room where nothing stands."""
    if asked.values.get("target"):
        return revising.move(
            session_id=asked.session_id,
            target_id=asked.number("target"),
            after=asked.values.get("where") == "after",
            ripple=asked.ripple,
            seen=asked.seen,
            by_id=asked.by_id,
            at=asked.at,
        )
    session = Session.objects.get(pk=asked.session_id)
    state = drafts.State(session.pk, session.title, session.starts_at, session.ends_at)
    clock = asked.values.get("start", "")
    if not _CLOCK.fullmatch(clock):
        raise ScheduleRefused([_("옮길 자리를 다시 골라 주세요.")])
    starts_at = datetime.combine(arranging.day_of(state), time.fromisoformat(clock), notation.SEOUL)
    return revising.revise(
        session_id=asked.session_id,
        changes={
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=state.minutes),
            "room_id": asked.number("room") or None,
        },
        ripple=False,  # it was put where nothing stands; what it left stays open
        seen=asked.seen,
        by_id=asked.by_id,
        at=asked.at,
    )


COMMANDS = [
    Command("up", gettext_lazy("위로"), "Alt+↑", "Alt+ArrowUp", lambda asked: _swap(asked, down=False)),
    Command("down", gettext_lazy("아래로"), "Alt+↓", "Alt+ArrowDown", lambda asked: _swap(asked, down=True)),
    Command("longer", gettext_lazy("5분 길게"), "+", "+", lambda asked: _lengthen(asked, 1)),
    Command("shorter", gettext_lazy("5분 짧게"), "−", "-", lambda asked: _lengthen(asked, -1)),
    Command("later", gettext_lazy("5분 늦게"), "Shift+↓", "Shift+ArrowDown", lambda asked: _shift(asked, 1)),
    Command("earlier", gettext_lazy("5분 일찍"), "Shift+↑", "Shift+ArrowUp", lambda asked: _shift(asked, -1)),
    Command("pin", pgettext_lazy("button", "고정"), "P", "P", _pin),
    Command("remove", gettext_lazy("삭제"), "Delete", "Delete", _remove),
]
_STEPS: dict[str, Callable[[Asked], Change | None]] = {
    **{command.name: command.take for command in COMMANDS},
    "compact": _compact,
    "drop": _drop,
}
