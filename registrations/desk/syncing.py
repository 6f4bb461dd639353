"""What a device sends of its work: each scan once, in the device's order, whatever its clock says."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events.cleaning import normalise
from registrations.desk import checkin, recording
from registrations.desk.checkin import Device, EntryRefused
from registrations.models import CheckIn, ScanKind

logger = logging.getLogger(__name__)
MOST_SCANS = 500  # of one request: a device sends the next ones when these are answered
MOST_SEQUENCE = 2**31 - 1
LONGEST_DEVICE = 40
LONGEST_CODE = 60
LONGEST_REASON = 200
LONGEST_ABSENCE = timedelta(days=7)  # no shift is longer: a clock that says so is wrong
_LET_IN = frozenset({"entered", "override"})


class SyncRefused(Exception):
    """The request as a whole makes no sense; the text says why. Nothing was written."""


class _RowRefused(Exception):
    """One row makes no sense; the others are written."""


@dataclass(frozen=True)
class _Row:
    """One scan of a device, checked."""

    scan_id: UUID
    kind: ScanKind
    sequence: int
    device_at: datetime
    code: str
    undoes: UUID | None
    entry_list_id: int | None
    reason: str
    is_offline: bool
    let_in: bool


def sync(*, event_id: int, payload: Any, by_id: int, at: datetime) -> dict[str, Any]:
    """Write down what a device sends, and answer for each row by its ``scan_id``; repeats are harmless.

    The answer is ``{"results": [{"scan_id", "outcome", "at", "is_repeat"} or {"scan_id", "error"}, …]}`` in the
    order of the request. A row that is refused does not stop the others. ``at`` is when the request came.

    :raises SyncRefused: the request is no object with ``device``, ``sent_at`` and ``scans``, or has too many of them
    """
    device, sent_at, given = opened(payload)
    rows: list[_Row] = []
    answers: dict[int, dict[str, Any]] = {}
    places: dict[UUID, list[int]] = {}
    for place, row in enumerate(given):
        try:
            checked = _checked(row)
        except _RowRefused as refusal:
            answers[place] = {"scan_id": echo(row), "error": str(refusal)}
            continue
        if checked.scan_id not in places:
            rows.append(checked)
        places.setdefault(checked.scan_id, []).append(place)
    known = CheckIn.objects.filter(event=event_id).in_bulk(list(places), field_name="scan_id")
    for row, moment in _in_order(rows, sent_at=sent_at, at=at):
        scan = known.get(row.scan_id)
        how = Device(device, row.sequence, row.device_at, at, row.is_offline, row.let_in)
        if scan is not None and not recording.was_let_in_since(scan, how):
            answer = _told(row, scan, is_repeat=True)
        else:
            answer = alone(str(row.scan_id), partial(_written, row, event_id, by_id, moment, how))
        answers.update(dict.fromkeys(places[row.scan_id], answer))
    return {"results": [answers[place] for place in range(len(given))]}


def alone(scan_id: str | None, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The answer that ``work`` gives for one row, or a refusal where it fails: other rows are not held up by that.

    What it had written by then is taken back, and the error is logged. A database that is away is no fault of the
    row: the device asks again for all of them.
    """
    try:
        with transaction.atomic():
            return work()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("row %s of a desk cannot be taken in", scan_id)
        return {"scan_id": scan_id, "error": _("서버에서 처리하지 못한 기록입니다. 담당자에게 알려 주세요.")}


def _written(row: _Row, event_id: int, by_id: int, moment: datetime, how: Device) -> dict[str, Any]:
    try:
        if row.undoes is not None:
            scan = checkin.undo(
                event_id=event_id,
                undone_scan_id=row.undoes,
                scan_id=row.scan_id,
                by_id=by_id,
                at=moment,
                device=how,
            )
        else:
            scan = checkin.scan(
                event_id=event_id,
                code=row.code,
                kind=row.kind,
                entry_list_id=row.entry_list_id,
                reason=row.reason,
                scan_id=row.scan_id,
                by_id=by_id,
                at=moment,
                device=how,
            )
    except EntryRefused as refusal:
        return {"scan_id": str(row.scan_id), "error": str(refusal)}
    return _told(row, scan, is_repeat=False)


def _told(row: _Row, scan: CheckIn, *, is_repeat: bool) -> dict[str, Any]:
    return {
        "scan_id": str(row.scan_id),
        "outcome": str(scan.outcome),
        "at": scan.at.isoformat(),
        "is_repeat": is_repeat,
    }


def _in_order(rows: Iterable[_Row], *, sent_at: datetime, at: datetime) -> Iterable[tuple[_Row, datetime]]:
    """The rows by the device's own counting, each with when it was by the server's clock.

    Only the difference of two readings of the device's clock counts, so a clock that is an hour wrong moves nothing;
    one that was set meanwhile does not turn the order of the device's scans round.
    """
    last = at - LONGEST_ABSENCE
    for row in sorted(rows, key=lambda row: row.sequence):
        last = max(last, _by_our_clock(row.device_at, sent_at=sent_at, at=at))
        yield row, last


def moment_of(row: Any, *, sent_at: datetime, at: datetime) -> datetime:
    """When a row was made, by the server's clock; one that does not say is of now."""
    made_at = _moment(row.get("device_at")) if isinstance(row, dict) else None
    return at if made_at is None else _by_our_clock(made_at, sent_at=sent_at, at=at)


def _by_our_clock(device_at: datetime, *, sent_at: datetime, at: datetime) -> datetime:
    return at - min(max(sent_at - device_at, timedelta()), LONGEST_ABSENCE)


def opened(payload: Any) -> tuple[str, datetime, Sequence[Any]]:
    """The device, when it sent this by its own clock, and the rows as they came.

    :raises SyncRefused: as ``sync``
    """
    if not isinstance(payload, dict):
        raise SyncRefused(_("요청 형식이 올바르지 않습니다."))
    device, scans = payload.get("device"), payload.get("scans")
    sent_at = _moment(payload.get("sent_at"))
    if not isinstance(device, str) or not device or len(device) > LONGEST_DEVICE or not device.isprintable():
        raise SyncRefused(_("기기 번호가 올바르지 않습니다."))
    if sent_at is None or not isinstance(scans, list):
        raise SyncRefused(_("요청 형식이 올바르지 않습니다."))
    if len(scans) > MOST_SCANS:
        raise SyncRefused(_("한 번에 %(most)d건까지 보낼 수 있습니다.") % {"most": MOST_SCANS})
    return device, sent_at, scans


def _checked(row: Any) -> _Row:
    if not isinstance(row, dict):
        raise _RowRefused(_("요청 형식이 올바르지 않습니다."))
    scan_id, device_at = _number(row.get("scan_id")), _moment(row.get("device_at"))
    if scan_id is None:
        raise _RowRefused(_("스캔 번호가 올바르지 않습니다."))
    if device_at is None:
        raise _RowRefused(_("기기 시각이 올바르지 않습니다."))
    kind = row.get("kind", ScanKind.IN)
    if not isinstance(kind, str) or kind not in ScanKind.values:
        raise _RowRefused(_("스캔 종류가 올바르지 않습니다."))
    undoes = _number(row.get("undoes")) if kind == ScanKind.UNDO else None
    code = _text(row, "code", LONGEST_CODE)
    if (undoes is None) if kind == ScanKind.UNDO else not code:
        raise _RowRefused(_("무엇을 스캔했는지 알 수 없습니다."))
    is_offline = row.get("is_offline") is True
    outcome = row.get("outcome")
    return _Row(
        scan_id,
        ScanKind(kind),
        _whole(row, "sequence", required=True) or 0,
        device_at,
        code,
        undoes,
        _whole(row, "entry_list"),
        _text(row, "reason", LONGEST_REASON),
        is_offline,
        let_in=is_offline and kind == ScanKind.IN and isinstance(outcome, str) and outcome in _LET_IN,
    )


def _text(row: Mapping[str, Any], name: str, longest: int) -> str:
    text = row.get(name)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise _RowRefused(_("요청 형식이 올바르지 않습니다."))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _RowRefused(_("요청 형식이 올바르지 않습니다.")) from None
    return normalise(text)[:longest]


def _whole(row: Mapping[str, Any], name: str, *, required: bool = False) -> int | None:
    number = row.get(name)
    if number is None and not required:
        return None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_SEQUENCE:
        raise _RowRefused(_("요청 형식이 올바르지 않습니다."))
    return number


def _number(text: Any) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _moment(text: Any) -> datetime | None:
    """With its offset: what a device's ``toISOString`` gives."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
        return (
            moment
            if moment is not None and moment.utcoffset() is not None and 2000 < moment.year < 2200
            else None
        )
    except (ValueError, OverflowError):
        return None


def echo(row: Any) -> str | None:
    """The number of a refused row as it was given, so that the device knows which it was."""
    scan_id = row.get("scan_id") if isinstance(row, dict) else None
    return scan_id[:60] if isinstance(scan_id, str) and scan_id.isprintable() else None
