"""One step of work on a draft: under a lock on the event, against what the editor saw, written with its log entry."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from agenda import drafts
from agenda.models import Change, Draft
from events.models import Event

YEARS = range(2000, 2101)  # of a timetable; far outside of them moments cannot be stored and shown
ROOM_CONSTRAINT = "session_room_holds_one_at_a_time"


class ScheduleRefused(Exception):
    """The step would break the timetable; ``reasons`` are sentences for the organizer."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class StaleEdit(Exception):
    """Somebody else has changed a session since the editor saw it.

    ``current`` holds those sessions as they stand now, None for one that is gone.
    """

    def __init__(self, current: Mapping[int, drafts.State | None]) -> None:
        super().__init__(_("다른 사람이 먼저 바꾼 세션입니다."))
        self.current = dict(current)


@transaction.atomic
def step(
    *,
    event_id: int,
    label: str,
    change: Callable[[dict[int, drafts.State]], Mapping[int, drafts.State]],
    by_id: int | None,
    at: datetime,
    seen: Mapping[int, int] | None = None,
    subject: int | None = None,
) -> Change | None:
    """Change the draft and log it; None if nothing came of it.

    ``change`` gets the sessions by id and returns them as they shall be. ``seen`` are the versions of the sessions
    that the editor looked at, ``subject`` is the session that the step begins from.

    :raises StaleEdit: one of them has another version by now; nothing is written
    :raises ScheduleRefused: two sessions would be in a room at once, or one would have no length or no sound day
    """
    Event.objects.lock(event_id)
    before = drafts.read(event_id)
    _refuse_stale(event_id, before, seen or {})
    after = dict(change(dict(before)))
    if after == before:
        return None
    apply(event_id, before=before, after=after)
    touched = [pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)]
    Change.objects.filter(event=event_id).redoable().update(is_superseded=True)
    return Change.objects.create(
        event_id=event_id,
        number=raise_version(event_id),
        label=label,
        subject=subject,
        before=_as_json(before, touched),
        after=_as_json(after, touched),
        at=at,
        by_id=by_id,
    )


def apply(event_id: int, *, before: drafts.States, after: drafts.States) -> None:
    """Write the difference, or nothing at all.

    :raises ScheduleRefused: two sessions would be in a room at once, or one would have no length or no sound day
    """
    changed = [state for pk, state in after.items() if state != before.get(pk)]
    if any(state.starts_at.year not in YEARS or state.ends_at.year not in YEARS for state in changed):
        raise ScheduleRefused([_("행사 기간에 있는 날짜를 적어 주세요.")])
    if any(state.ends_at <= state.starts_at for state in after.values()):
        raise ScheduleRefused([_("세션의 길이는 1분 이상이어야 합니다.")])
    reasons = overlaps(after)
    if reasons:
        raise ScheduleRefused(reasons)
    try:
        with transaction.atomic():
            drafts.write(event_id, before=before, after=after)
            connection.check_constraints()
    except IntegrityError as error:
        if ROOM_CONSTRAINT in str(error):  # within the event there is no overlap, so it is another event's
            raise ScheduleRefused([_("같은 회의실에서 같은 시간에 다른 행사가 있습니다.")]) from error
        raise ScheduleRefused([_("그 사이 지워진 연사나 회의실이 있어 저장할 수 없습니다.")]) from error


def raise_version(event_id: int) -> int:
    """The draft's next version. Under the lock on the event."""
    draft, _created = Draft.objects.get_or_create(event_id=event_id)
    draft.version += 1
    draft.save(update_fields=["version"])
    return draft.version


def version_of(event_id: int) -> int:
    """The draft's version as it stands; 0 before the first change."""
    return Draft.objects.filter(event=event_id).values_list("version", flat=True).first() or 0


def _refuse_stale(event_id: int, states: drafts.States, seen: Mapping[int, int]) -> None:
    now = drafts.versions(event_id) if seen else {}
    stale = [pk for pk, version in seen.items() if now.get(pk) != version]
    if stale:
        raise StaleEdit({pk: states.get(pk) for pk in stale})


def overlaps(states: drafts.States) -> list[str]:
    """Which sessions would be in a room at once, as sentences."""
    rooms: dict[int, list[drafts.State]] = {}
    for state in sorted(states.values(), key=lambda one: (one.starts_at, one.id)):
        if state.room_id is not None:
            rooms.setdefault(state.room_id, []).append(state)
    return [
        _("같은 회의실에서 시간이 겹칩니다: %(first)s, %(second)s") % {"first": first, "second": second}
        for sessions in rooms.values()
        for first, second in pairwise(sessions)
        if second.starts_at < first.ends_at
    ]


def _as_json(states: drafts.States, pks: list[int]) -> dict[str, object]:
    return {str(pk): states[pk].as_json() if pk in states else None for pk in sorted(pks)}
