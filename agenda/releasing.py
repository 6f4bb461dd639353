"""Releasing the draft: an immutable, numbered snapshot in one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agenda import conflicts, scheduling, snapshots
from agenda.models import Release
from events import notation
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
    slots = scheduling.slots_of(event_id)
    if not slots:
        raise ReleaseRefused(_("프로그램에 세션이 없습니다. 세션을 먼저 넣어 주세요."))
    # The event itself may have moved since its sessions were placed.
    reasons = [reason for slot in slots for reason in conflicts.find(slot, slots, event=event)]
    if reasons:
        raise ReleaseRefused(" ".join(dict.fromkeys(reasons)))
    last = Release.objects.latest_of(event_id)
    snapshot = snapshots.take(event)
    if last is not None and last.snapshot == snapshot:
        return last
    return Release.objects.create(
        event=event,
        number=last.number + 1 if last else 1,
        snapshot=snapshot,
        changes=changes(last.snapshot, snapshot) if last else [],
        released_at=at,
        released_by_id=by_id,
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What differs between two snapshots, in Korean sentences, one a session or fact."""
    old, new = snapshots.read(before), snapshots.read(after)
    found = []
    if old.when("ko") != new.when("ko"):
        found.append(f"일시: {old.when('ko')} → {new.when('ko')}")
    if old.where("ko") != new.where("ko"):
        found.append(f"장소: {old.where('ko')} → {new.where('ko')}")
    old_rows = {row.session_id: row for row in old.rows}
    new_rows = {row.session_id: row for row in new.rows}
    for session_id, row in new_rows.items():
        known = old_rows.get(session_id)
        found.extend(_row_changes(known, row) if known else [f"추가: {_place(row)}"])
    found.extend(f"삭제: {_place(row)}" for session_id, row in old_rows.items() if session_id not in new_rows)
    return found


def _place(row: snapshots.Row) -> str:
    return f"{notation.hours(row.starts_at, row.ends_at, language='ko')} {row.heading('ko')}"


def _row_changes(old: snapshots.Row, new: snapshots.Row) -> list[str]:
    pairs = [
        ("시간", old.time("ko"), new.time("ko")),
        ("내용", old.heading("ko"), new.heading("ko")),
        ("비고", old.note("ko"), new.note("ko")),
        ("장소", old.room["ko"], new.room["ko"]),
    ]
    return [f"{new.heading('ko')} - {what}: {was} → {now}" for what, was, now in pairs if was != now]
