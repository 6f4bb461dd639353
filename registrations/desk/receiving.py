"""What a desk without a network kept, taken in: guests, scans, printings. Each once by its number, whatever is repeated."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registrations.badges import printing
from registrations.desk import latecomers, lines, reading, sealing, syncing
from registrations.models import DeskReceipt, Registration

_LONGEST = 200  # characters of a text
_WALK_IN, _DEPUTY, _PRINT, _PRINTED = "walkin", "deputy", "print", "printed"


class _RowRefused(Exception):
    """One row makes no sense; the others are taken in. The text says why."""


def receive(*, event_id: int, payload: Any, by_id: int, at: datetime) -> dict[str, Any]:
    """Take in the rows that a device sealed, and answer for each, in their order, as ``syncing.sync`` does.

    Guests without a registration come first, as scans may be of them; printings last. A deputy stands between the scans
    as on the device: the guest may have been let in and out again before.

    :raises SyncRefused: the request as a whole makes no sense; nothing was written
    """
    if not isinstance(payload, dict) or not isinstance(payload.get("sealed"), list):
        raise syncing.SyncRefused(_("요청 형식이 올바르지 않습니다."))
    _device, sent_at, _sealed = syncing.opened({**payload, "scans": payload["sealed"]})
    rows = [sealing.row(event_id, text) for text in payload["sealed"]]
    answers: dict[int, dict[str, Any]] = {}

    def one(place: int, take: Callable[..., tuple[Registration, str]]) -> None:
        made_at = syncing.moment_of(rows[place], sent_at=sent_at, at=at)
        work = partial(_once, rows[place], take, event_id=event_id, by_id=by_id, at=at, made_at=made_at)
        answers[place] = syncing.alone(syncing.echo(rows[place]), work)

    for place in _of(rows, _WALK_IN):
        one(place, latecomers.register)
    scans: list[int] = []
    for place, row in enumerate(rows):
        if row.get("kind") == _DEPUTY:
            answers.update(_scanned(payload, rows, scans, event_id, by_id, at))
            one(place, latecomers.send_deputy)
            scans = []
        elif row.get("kind") not in {_WALK_IN, _PRINT}:
            scans.append(place)
    answers.update(_scanned(payload, rows, scans, event_id, by_id, at))
    for place in _of(rows, _PRINT):
        one(place, _printed)
    return {"results": [answers[place] for place in range(len(rows))]}


def _of(rows: Sequence[Mapping[str, Any]], kind: str) -> list[int]:
    return [place for place, row in enumerate(rows) if row.get("kind") == kind]


def _scanned(
    payload: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    places: Sequence[int],
    event_id: int,
    by_id: int,
    at: datetime,
) -> dict[int, dict[str, Any]]:
    """The answers for the scans at these places."""
    told = {
        "device": payload.get("device"),
        "sent_at": payload.get("sent_at"),
        "scans": [rows[place] for place in places],
    }
    answer = syncing.sync(event_id=event_id, payload=told, by_id=by_id, at=at)
    if places:
        latecomers.show_doubtful(event_id, [one["scan_id"] for one in answer["results"] if "outcome" in one])
    return dict(zip(places, answer["results"], strict=True))


def _once(
    row: Mapping[str, Any],
    take: Callable[..., tuple[Registration, str]],
    *,
    event_id: int,
    by_id: int,
    at: datetime,
    made_at: datetime,
) -> dict[str, Any]:
    try:
        number = _number(row)
        known = _receipt(number, event_id) or _taken(
            number, row, take, event_id=event_id, by_id=by_id, at=at, made_at=made_at
        )
    except (_RowRefused, latecomers.LatecomerRefused) as refusal:
        return {"scan_id": syncing.echo(row), "error": str(refusal)}
    return {"scan_id": str(number), "outcome": known.outcome}


def _receipt(number: UUID, event_id: int) -> DeskReceipt | None:
    known = DeskReceipt.objects.filter(number=number).first()
    if known is not None and known.event_id != event_id:
        raise _RowRefused(_("기록 번호가 올바르지 않습니다."))
    return known


def _taken(
    number: UUID,
    row: Mapping[str, Any],
    take: Callable[..., tuple[Registration, str]],
    *,
    event_id: int,
    by_id: int,
    at: datetime,
    made_at: datetime,
) -> DeskReceipt:
    """The row's work with its receipt, both or neither. Of two requests at once, the later one has the other's receipt."""
    try:
        with transaction.atomic():
            registration, outcome = take(
                event_id=event_id, row=row, number=number, by_id=by_id, at=at, made_at=made_at
            )
            return DeskReceipt.objects.create(
                event_id=event_id,
                number=number,
                registration=registration,
                outcome=outcome,
                received_at=at,
                by_id=by_id,
            )
    except IntegrityError:
        known = _receipt(number, event_id)
        if known is None:
            raise
        return known


def _printed(
    *, event_id: int, row: Mapping[str, Any], number: UUID, by_id: int, at: datetime, made_at: datetime
) -> tuple[Registration, str]:
    code = row.get("code")
    if not isinstance(code, str) or not reading.CODE.fullmatch(code):
        raise _RowRefused(_("등록번호가 올바르지 않습니다."))
    known = Registration.objects.filter(event=event_id, code=code).first()
    if known is None:
        raise _RowRefused(_("이 행사에 없는 등록번호입니다: %(code)s") % {"code": code})
    station, reason = lines.sent(row, "device", 60), lines.sent(row, "reason", _LONGEST)
    why = printing.Why(station=station, reason=reason, note=lines.sent(row, "note", _LONGEST))
    if problem := printing.problem_of(why):
        raise _RowRefused(problem)
    guest = Registration.objects.select_related("event", "badge_text").lock(known.pk)
    printing.note_printed(guest, by_id=by_id, at=at, why=why)
    return guest, _PRINTED


def _number(row: Mapping[str, Any]) -> UUID:
    given = row.get("scan_id")
    try:
        return UUID(given if isinstance(given, str) else "")
    except ValueError:
        raise _RowRefused(_("기록 번호가 올바르지 않습니다.")) from None
