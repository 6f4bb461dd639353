"""Letting guests in and out. Every attempt is a row; a scan locks the registration, so desks do not queue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from registrations.desk import reading
from registrations.desk.recording import ONLINE, Device, EntryRefused, Scan, record
from registrations.models import CheckIn, Registration, RevokedCode, ScanKind

__all__ = [
    "Device",
    "EntryRefused",
    "Figures",
    "check_in",
    "code_in",
    "entry_of",
    "figures",
    "kept_of",
    "leave",
    "presence_of",
    "scan",
    "undo",
]


def check_in(
    *,
    registration_id: int,
    scan_id: UUID,
    by_id: int,
    at: datetime,
    entry_list_id: int | None = None,
    reason: str = "",
    code: str = "",
    device: Device = ONLINE,
) -> CheckIn:
    """Let a guest in through a door of their event, or say why not; the row that is returned carries the outcome.

    ``scan_id`` is made by the device, so that the same click sent twice is one attempt. With a ``reason`` those enter
    too whom a desk may let in by one (``admitting.OVERRIDABLE``). ``entry_list_id`` None is the event's own door. ``code`` is
    what was scanned: one that was revoked lets nobody in, also not whom it belonged to, until they are found by name.

    :raises EntryRefused: the scan belongs to another guest, or there is no such list
    """
    one = Scan(
        scan_id,
        ScanKind.IN,
        by_id,
        at,
        entry_list_id=entry_list_id,
        reason=reason.strip(),
        code=code,
        device=device,
    )
    return record(one, registration_id=registration_id)


def leave(
    *,
    registration_id: int,
    scan_id: UUID,
    by_id: int,
    at: datetime,
    entry_list_id: int | None = None,
    device: Device = ONLINE,
) -> CheckIn:
    """Let a guest out, so that they may come in again.

    :raises EntryRefused: the scan belongs to another guest, or there is no such list
    """
    one = Scan(scan_id, ScanKind.OUT, by_id, at, entry_list_id=entry_list_id, device=device)
    return record(one, registration_id=registration_id)


def scan(
    *,
    event_id: int,
    code: str,
    scan_id: UUID,
    by_id: int,
    at: datetime,
    kind: ScanKind = ScanKind.IN,
    entry_list_id: int | None = None,
    reason: str = "",
    device: Device = ONLINE,
) -> CheckIn:
    """Let in or out whom a code belongs to. Codes of other events, revoked ones and what nobody knows are kept too.

    :raises EntryRefused: the scan belongs to something else, or there is no such list
    """
    registration_id, read = _whose(code)
    one = Scan(
        scan_id,
        kind,
        by_id,
        at,
        event_id=event_id,
        entry_list_id=entry_list_id,
        reason=reason.strip(),
        typed="" if registration_id else kept_of(code),
        code=read,
        device=device,
    )
    return record(one, registration_id=registration_id)


def undo(
    *,
    event_id: int,
    undone_scan_id: UUID,
    scan_id: UUID,
    by_id: int,
    at: datetime,
    device: Device = ONLINE,
) -> CheckIn:
    """Take back what let a guest in or out: who did it may, and who organizes the event.

    It is a row of its own that points at the one it takes back; its outcome tells whether it did.

    :raises EntryRefused: the scan belongs to something else
    """
    undone = CheckIn.objects.filter(scan_id=undone_scan_id, event=event_id).first()
    one = Scan(
        scan_id,
        ScanKind.UNDO,
        by_id,
        at,
        event_id=event_id,
        undone_id=undone.pk if undone else None,
        device=device,
    )
    return record(one, registration_id=undone.registration_id if undone else None)


def kept_of(typed: str) -> str:
    """What is kept of a line nobody knows: a code as it is, a digest of anything else, as it may be a name."""
    code = code_in(typed)
    if code:
        return code
    return "#" + salted_hmac("registrations.unknown-scan", typed, algorithm="sha256").hexdigest()[:16]


def code_in(typed: str) -> str:
    """The code that was surely meant, or "": the keys of a Hangul name are letters alone, and could be one too."""
    for code in reading.read(typed).codes:
        if typed.isascii() or any(letter.isdigit() for letter in code):
            return code
    return ""


def entry_of(registration: Registration) -> CheckIn | None:
    """When and by whom the guest was first let in, through any door, or None if they have not come yet."""
    return registration.check_ins.entries().select_related("by").order_by("at", "pk").first()


def presence_of(registration_id: int, entry_list_id: int | None) -> CheckIn | None:
    """By which entry the guest is in through this door, or None if they are outside."""
    entries = CheckIn.objects.filter(
        presence__registration=registration_id, presence__entry_list=entry_list_id
    )
    return entries.select_related("by").first()


@dataclass(frozen=True)
class Figures:
    """How far admission has come."""

    confirmed: int
    entered: int


def figures(event_id: int) -> Figures:
    """How many are expected and how many of them have come, in one query."""
    entries = CheckIn.objects.entries().filter(registration=OuterRef("pk"))
    people = Registration.objects.filter(event=event_id).confirmed().annotate(has_come=Exists(entries))
    counts = people.aggregate(confirmed=Count("pk"), entered=Count("pk", filter=Q(has_come=True)))
    return Figures(counts["confirmed"], counts["entered"])


def _whose(typed: str) -> tuple[int | None, str]:
    """Whose code was scanned, perhaps under the Hangul keyboard, and which; also one that was revoked."""
    for code in reading.read(typed).codes:
        theirs = Q(code=code) | Q(pk__in=RevokedCode.objects.filter(code=code).values("registration"))
        registration_id = Registration.objects.filter(theirs).values_list("pk", flat=True).first()
        if registration_id is not None:
            return registration_id, code
    return None, ""
