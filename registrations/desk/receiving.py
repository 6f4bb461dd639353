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
from registrations.desk.lines import Kept
from registrations.models import DeskReceipt, Registration

_LONGEST = 200  # characters of a text
_Take = Callable[[Kept], tuple[Registration, str]]  # makes of a row what it says, and its outcome
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

    def one(place: int, take: _Take) -> None:
        row = rows[place]
        made_at = syncing.moment_of(row, sent_at=sent_at, at=at)
        work = partial(_once, row, take, event_id=event_id, made_at=made_at, by_id=by_id, at=at)
        answers[place] = syncing.alone(syncing.echo(row), work)

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
    row: Mapping[str, Any], take: _Take, *, event_id: int, made_at: datetime, by_id: int, at: datetime
) -> dict[str, Any]:
    try:
        kept = Kept(event_id, row, _number(row), made_at=made_at, by_id=by_id, at=at)
        known = _receipt(kept) or _taken(kept, take)
    except (_RowRefused, latecomers.LatecomerRefused) as refusal:
        return {"scan_id": syncing.echo(row), "error": str(refusal)}
    return {"scan_id": str(kept.number), "outcome": known.outcome}


def _receipt(kept: Kept) -> DeskReceipt | None:
    known = DeskReceipt.objects.filter(number=kept.number).first()
    if known is not None and known.event_id != kept.event_id:
        raise _RowRefused(_("기록 번호가 올바르지 않습니다."))
    return known


def _taken(kept: Kept, take: _Take) -> DeskReceipt:
    """The row's work with its receipt, both or neither. Of two requests at once, the later one has the other's receipt."""
    try:
        with transaction.atomic():
            registration, outcome = take(kept)
            return DeskReceipt.objects.create(
                event_id=kept.event_id,
                number=kept.number,
                registration=registration,
                outcome=outcome,
                received_at=kept.at,
                by_id=kept.by_id,
            )
    except IntegrityError:
        known = _receipt(kept)
        if known is None:
            raise
        return known


def _printed(kept: Kept) -> tuple[Registration, str]:
    row = kept.row
    code = row.get("code")
    if not isinstance(code, str) or not reading.CODE.fullmatch(code):
        raise _RowRefused(_("등록번호가 올바르지 않습니다."))
    known = Registration.objects.filter(event=kept.event_id, code=code).first()
    if known is None:
        raise _RowRefused(_("이 행사에 없는 등록번호입니다: %(code)s") % {"code": code})
    station, reason = lines.sent(row, "device", 60), lines.sent(row, "reason", _LONGEST)
    why = printing.Why(station=station, reason=reason, note=lines.sent(row, "note", _LONGEST))
    if problem := printing.problem_of(why):
        raise _RowRefused(problem)
    guest = Registration.objects.select_related("event", "badge_text").lock(known.pk)
    printing.note_printed(guest, by_id=kept.by_id, at=kept.at, why=why)
    return guest, _PRINTED


def _number(row: Mapping[str, Any]) -> UUID:
    given = row.get("scan_id")
    try:
        return UUID(given if isinstance(given, str) else "")
    except ValueError:
        raise _RowRefused(_("기록 번호가 올바르지 않습니다.")) from None
