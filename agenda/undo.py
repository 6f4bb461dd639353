"""Taking steps back and doing them again, without limit, whoever made them and however long ago."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agenda import drafts, editing
from agenda.models import Change
from events.models import Event


class NothingToUndo(Exception):
    """There is no step to take back, or to do again; the text says which."""


@transaction.atomic
def undo(*, event_id: int, by_id: int | None, at: datetime) -> Change:
    """Take the latest step back.

    :raises NothingToUndo: the draft is as it was first
    :raises ScheduleRefused: another event has taken the room in the meantime
    """
    Event.objects.lock(event_id)
    change = Change.objects.filter(event=event_id).undoable().first()
    if change is None:
        raise NothingToUndo(_("되돌릴 작업이 없습니다."))
    _bring(event_id, change.before)
    change.undone_at, change.undone_by_id = at, by_id
    change.save(update_fields=["undone_at", "undone_by"])
    editing.raise_version(event_id)
    return change


@transaction.atomic
def redo(*, event_id: int, by_id: int | None, at: datetime) -> Change:
    """Do the step that was taken back last once more.

    :raises NothingToUndo: nothing was taken back since the last new step
    :raises ScheduleRefused: another event has taken the room in the meantime
    """
    Event.objects.lock(event_id)
    change = Change.objects.filter(event=event_id).redoable().first()
    if change is None:
        raise NothingToUndo(_("다시 실행할 작업이 없습니다."))
    _bring(event_id, change.after)
    change.undone_at, change.undone_by_id = None, None
    change.save(update_fields=["undone_at", "undone_by"])
    editing.raise_version(event_id)
    return change


def _bring(event_id: int, states: Mapping[str, Any]) -> None:
    before = drafts.read(event_id)
    after = dict(before)
    for key, state in states.items():
        if state is None:
            after.pop(int(key), None)
        else:
            after[int(key)] = drafts.State.from_json(state)
    editing.apply(event_id, before=before, after=after)
