"""Two versions of a session side by side, when somebody else was quicker."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agenda import drafts, enlisting
from agenda.models import Session, SessionKind, Speaker, SpeakerRole
from agenda.workbench import room_name
from events import notation
from events.models import Room

_SKIPPED = {"seen", "session", "csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Stale:
    """What the editor wanted and what stands now; ``rows`` are (field, mine, now), only where they differ."""

    title: str
    wish: str  # a step by its name, "" for an edited row
    rows: list[tuple[str, str, str]]
    is_gone: bool
    again: list[tuple[str, str]]  # what has to be sent once more to get mine


def compare(*, mine: drafts.State | None, now: drafts.State | None, wish: str, data: QueryDict) -> Stale:
    """``mine`` is None for a step, which has no version of its own, and for a session that had gone before it was read."""
    again = [(name, value) for name in data for value in data.getlist(name) if name not in _SKIPPED]
    if now is not None:
        version = Session.objects.values_list("version", flat=True).get(pk=now.id)
        again += [("seen", str(version)), ("session", f"{now.id}:{version}")]
    told = mine or now
    return Stale(
        title=told.title if told else "",
        wish=wish,
        rows=_rows(mine, now) if mine or now or wish else _typed(data),
        is_gone=now is None,
        again=again,
    )


def _rows(mine: drafts.State | None, now: drafts.State | None) -> list[tuple[str, str, str]]:
    words = [_words(state) if state else {} for state in (mine, now)]
    names = words[0].keys() | words[1].keys()
    if mine is None or now is None:
        return [(name, words[0].get(name, ""), words[1].get(name, "")) for name in _labels() if name in names]
    return [
        (name, words[0][name], words[1][name])
        for name in _labels()
        if words[0].get(name) != words[1].get(name)
    ]


def _typed(data: QueryDict) -> list[tuple[str, str, str]]:
    """What was typed into a session that is not there any more, so that it is not lost."""
    names = {
        "start": _("시간"),
        "minutes": _("분"),
        "title": pgettext("timetable", "내용"),
        "part_who": _("발표자"),
        "remark": _("비고"),
        "stage_needs": _("무대 준비"),
    }
    typed = [(label, ", ".join(filter(None, data.getlist(name)))) for name, label in names.items()]
    return [(label, text, "") for label, text in typed if text]


def _labels() -> list[str]:
    return [
        _("시간"), _("구분"), _("내용"), _("발표자"), _("장소"), _("비고"), _("무대 준비"), _("고정"), _("영문"),
    ]  # fmt: skip


def _words(state: drafts.State) -> dict[str, str]:
    room = Room.objects.filter(pk=state.room_id).first() if state.room_id else None
    values: Iterable[Any] = (
        f"{notation.moment(state.starts_at, language='ko')}~{notation.clock(state.ends_at)} {notation.length(state.minutes)}",
        SessionKind(state.kind).label,
        state.title,
        _people(state),
        room_name(room),
        state.remark,
        state.stage_needs,
        _("예") if state.is_pinned else _("아니요"),
        " / ".join(text for text in (state.title_en, state.remark_en) if text),
    )
    return {name: str(value) for name, value in zip(_labels(), values, strict=True)}


def _people(state: drafts.State) -> str:
    known = Speaker.objects.select_related("organization").in_bulk([pk for pk, _role in state.parts])
    return ", ".join(
        f"{enlisting.line(known[pk])} {SpeakerRole(role).label}" for pk, role in state.parts if pk in known
    )
