"""Writing a scan down: under the lock on the registration, with what follows from it. ``checkin`` is its door."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.forgetting import GONE
from events.models import Event, EventState, User
from registrations.desk import admitting, histories, listing, overtaking
from registrations.desk.devices import tag_of
from registrations.models import (
    ENTRIES,
    CheckIn,
    CheckInOutcome,
    EntryConflict,
    EntryList,
    Registration,
    ScanKind,
)

OPEN_STATES = frozenset({EventState.ANNOUNCED, EventState.CLOSED})
_PASSAGES = (*ENTRIES, CheckInOutcome.LEFT)
_NOT_REFUSED = (*ENTRIES, CheckInOutcome.UNKNOWN, CheckInOutcome.OTHER_EVENT)  # nobody of this event's was


class EntryRefused(Exception):
    """The attempt cannot even be written down; the text tells the desk what to do."""


@dataclass(frozen=True)
class Device:
    """By which device something was scanned, and how it reached the server.

    ``at`` is the device's own clock; ``let_in``: it was without the network and did let the guest in.
    """

    name: str = ""
    sequence: int | None = None
    at: datetime | None = None
    received_at: datetime | None = None  # None: at once
    is_offline: bool = False
    let_in: bool = False


ONLINE = Device()


@dataclass(frozen=True)
class Scan:
    """What was scanned, where, by whom and when. ``event_id`` None: at the guest's own event."""

    scan_id: UUID
    kind: ScanKind
    by_id: int
    at: datetime
    event_id: int | None = None
    entry_list_id: int | None = None
    reason: str = ""
    typed: str = ""
    code: str = ""  # that was scanned; "" where the guest was found by their name
    undone_id: int | None = None
    device: Device = ONLINE


def record(scan: Scan, *, registration_id: int | None) -> CheckIn:
    """The row of the ledger, with what follows from it: who is in, and what desks have to look at.

    :raises EntryRefused: the number of the scan was used for something else, or there is no such list
    """
    try:
        with transaction.atomic():
            return _record(scan, registration_id)
    except IntegrityError as error:
        # One number at once for two guests, or for nobody: there is no lock between them.
        known = CheckIn.objects.filter(scan_id=scan.scan_id).first()
        if known is None or "scan_id" not in str(error):
            raise
        return _refused_unless_same(known, scan, registration_id)


def was_let_in_since(known: CheckIn, device: Device) -> bool:
    """The server let nobody in, but its answer was lost, and the device decided by itself: a second row says so."""
    is_answer = not known.is_offline and known.outcome not in _NOT_REFUSED
    return is_answer and known.kind == ScanKind.IN and device.let_in


def _record(scan: Scan, registration_id: int | None) -> CheckIn:
    registration = None
    if registration_id is not None:
        registration = Registration.objects.select_related("event").lock(registration_id)
    known = CheckIn.objects.filter(scan_id=scan.scan_id).first()
    if known is not None:
        known = _refused_unless_same(known, scan, registration_id)
        if not was_let_in_since(known, scan.device):
            return known
        scan = replace(scan, scan_id=overtaking.number_again(known))
        again = CheckIn.objects.filter(scan_id=scan.scan_id).first()
        if again is not None:
            return again
    if scan.kind == ScanKind.UNDO:
        return _take_back(scan, registration)
    return _pass(scan, registration)


def _refused_unless_same(known: CheckIn, scan: Scan, registration_id: int | None) -> CheckIn:
    is_same = known.registration_id == registration_id and known.kind == scan.kind
    if not is_same or scan.event_id not in {None, known.event_id}:
        raise EntryRefused(_("화면이 오래되었습니다. 다시 찾아 주세요."))
    return known


def _pass(scan: Scan, registration: Registration | None) -> CheckIn:
    """Somebody comes in or goes out, or does not."""
    event = _event(scan, registration)
    entry_list = _entry_list(scan, event)
    if registration is None:
        nobody = admitting.Facts(kind=scan.kind, is_open=event.state in OPEN_STATES, is_known=False)
        return _row(scan, event, None, admitting.decide(nobody))
    before = histories.read(registration.pk, scan.entry_list_id)
    standing = before.entry_at(scan.at)
    facts = admitting.Facts(
        kind=scan.kind,
        is_open=event.state in OPEN_STATES,
        is_of_event=registration.event_id == event.pk,
        state=registration.state,
        is_revoked=_is_revoked(scan.code, registration),
        is_listed=entry_list is None or listing.is_listed(entry_list, registration),
        is_in=standing is not None,
        has_reason=bool(scan.reason),
        let_in=scan.device.let_in and not _is_by(standing, scan.device),
    )
    outcome = admitting.decide(facts)
    reason = scan.reason
    if outcome == CheckInOutcome.OVERRIDE and not reason:
        reason = _("오프라인에서 입장 처리했습니다.")
    if reason and registration.erased_at is not None:
        reason = GONE  # a device kept it until now: it may name the guest
    row = _row(scan, event, registration, outcome, reason=reason)
    _look_at(row, facts, standing)
    if outcome in _PASSAGES:
        histories.settle(registration.pk, before, overtaking.overtake(before.with_scan(row), row))
    return row


def _take_back(scan: Scan, registration: Registration | None) -> CheckIn:
    event = _event(scan, registration)
    if registration is None or scan.undone_id is None:
        return _row(scan, event, registration, CheckInOutcome.NOT_UNDONE)
    undone = CheckIn.objects.get(pk=scan.undone_id)
    before = histories.read(registration.pk, undone.entry_list_id)
    if undone not in before.scans:
        undone = overtaking.counting_for(undone)
    facts = admitting.Facts(
        kind=scan.kind,
        is_standing=undone in before.scans,
        is_own=undone.by_id == scan.by_id or _organizes(scan.by_id, event.pk),
    )
    outcome = admitting.decide(facts)
    is_done = outcome == CheckInOutcome.UNDONE
    row = _row(scan, event, registration, outcome, door_of=undone, undoes=undone if is_done else None)
    if is_done:
        after = overtaking.call_back(before.without_scan(undone), undone, received_at=row.received_at)
        histories.settle(registration.pk, before, after)
    return row


def _look_at(row: CheckIn, facts: admitting.Facts, standing: CheckIn | None) -> None:
    """What was done without the network and the server would not have done, is for a person to look at."""
    if row.outcome == CheckInOutcome.CONFLICT:
        EntryConflict.objects.create(scan=row, entry=standing)
    elif facts.let_in and row.outcome == CheckInOutcome.OVERRIDE and not facts.has_reason:
        EntryConflict.objects.create(scan=row)


def _row(
    scan: Scan,
    event: Event,
    registration: Registration | None,
    outcome: str,
    *,
    reason: str = "",
    door_of: CheckIn | None = None,
    undoes: CheckIn | None = None,
) -> CheckIn:
    return CheckIn.objects.create(
        event=event,
        registration=registration,
        entry_list_id=door_of.entry_list_id if door_of else scan.entry_list_id,
        scan_id=scan.scan_id,
        kind=scan.kind,
        outcome=outcome,
        at=scan.at,
        received_at=scan.device.received_at or scan.at,
        by_id=scan.by_id,
        device=scan.device.name,
        sequence=scan.device.sequence,
        device_at=scan.device.at,
        is_offline=scan.device.is_offline,
        reason=reason,
        typed=scan.typed,
        undoes=undoes,
    )


def _is_revoked(code: str, registration: Registration) -> bool:
    if not code or code == registration.code:
        return False
    return registration.revoked_codes.filter(code=code).exists()


def _event(scan: Scan, registration: Registration | None) -> Event:
    """Whose desk it is."""
    if registration is not None and scan.event_id in {None, registration.event_id}:
        return registration.event
    if scan.event_id is None:
        raise ValueError("a scan of nobody needs the event of its desk")
    return Event.objects.get(pk=scan.event_id)


def _entry_list(scan: Scan, event: Event) -> EntryList | None:
    if scan.entry_list_id is None:
        return None
    found = EntryList.objects.filter(pk=scan.entry_list_id, event=event).first()
    if found is None:
        raise EntryRefused(_("입장 명단이 없습니다. 화면을 새로 고쳐 주세요."))
    return found


def _is_by(standing: CheckIn | None, device: Device) -> bool:
    """Whichever of its pages did it: the answer was lost, and the same desk let the same guest in once more."""
    return standing is not None and bool(device.name) and tag_of(standing.device) == tag_of(device.name)


def _organizes(user_id: int, event_id: int) -> bool:
    user = User.objects.get(pk=user_id)
    return Event.objects.for_organizer(user).filter(pk=event_id).exists()
