"""Releasing the draft: an immutable, numbered snapshot in one transaction."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from agenda import conflicts, differences, snapshots, tasks, wording
from agenda.models import Release
from events.models import Event


class ReleaseRefused(Exception):
    """The draft cannot be released; the text tells the organizer why."""


@transaction.atomic
def release(*, event_id: int, by_id: int | None, at: datetime) -> Release:
    """Freeze the draft as the event's next release. An unchanged draft gives the release that stands.

    :raises ReleaseRefused: the event has no date, the draft is empty, or a session cannot stand where it does
    """
    event = Event.objects.lock(event_id)
    if event.starts_at is None:
        raise ReleaseRefused(_("행사의 일시를 정해야 프로그램을 확정할 수 있습니다."))
    if not event.sessions.exists():
        raise ReleaseRefused(_("프로그램에 세션이 없습니다. 세션을 먼저 넣어 주세요."))
    stops = conflicts.open_stops(conflicts.find_all(event_id=event_id))
    if stops:
        raise ReleaseRefused(" ".join(stop.sentence for stop in stops))
    last = Release.objects.latest_of(event_id)
    snapshot = snapshots.take(event)
    if last is not None and last.snapshot == snapshot:
        return last
    made = Release.objects.create(
        event=event,
        number=last.number + 1 if last else 1,
        snapshot=snapshot,
        changes=wording.sentences(differences.between(last.snapshot, snapshot), "ko") if last else [],
        released_at=at,
        released_by_id=by_id,
    )
    _ring(event_id)
    return made


def _ring(event_id: int) -> None:
    """Have the files made before the first reader asks for them.

    Without workers a task runs at once, and the organizer would wait for what readers may never ask for.
    """
    if not settings.CELERY_TASK_ALWAYS_EAGER:
        transaction.on_commit(lambda: tasks.warm_downloads.delay(event_id), robust=True)
