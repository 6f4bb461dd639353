"""Letting guests in. Every attempt is a row; a check-in locks the registration, so desks do not queue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from events.models import EventState
from registrations.models import CheckIn, CheckInOutcome, Registration
from registrations.states import RegistrationState

_OUTCOME_OF_STATE = {
    RegistrationState.CANCELLED: CheckInOutcome.CANCELLED,
    RegistrationState.DECLINED: CheckInOutcome.CANCELLED,
    RegistrationState.WAITLISTED: CheckInOutcome.WAITLISTED,
    RegistrationState.OFFERED: CheckInOutcome.WAITLISTED,
    RegistrationState.REQUESTED: CheckInOutcome.WAITLISTED,
}


class EntryRefused(Exception):
    """The attempt cannot even be written down; the text tells the desk what to do."""


@transaction.atomic
def check_in(*, registration_id: int, scan_id: UUID, by_id: int, at: datetime, code: str = "") -> CheckIn:
    """Let a guest in, or say why not; the row that is returned carries the outcome.

    ``scan_id`` is made by the desk's page, so that the same click sent twice is one attempt. ``code`` is what was
    scanned: one that was revoked lets nobody in, also not whom it belonged to, until they are found by their name.

    :raises EntryRefused: the scan belongs to another guest
    """
    registration = Registration.objects.select_related("event").lock(registration_id)
    known = CheckIn.objects.filter(scan_id=scan_id).first()
    if known is not None and known.registration_id != registration.pk:
        raise EntryRefused(_("화면이 오래되었습니다. 다시 찾아 주세요."))
    if known is not None:
        return known
    return CheckIn.objects.create(
        registration=registration, scan_id=scan_id, outcome=_outcome(registration, code), at=at, by_id=by_id
    )


def entry_of(registration: Registration) -> CheckIn | None:
    """When and by whom the guest was let in, or None if they have not come yet."""
    return registration.check_ins.filter(outcome=CheckInOutcome.ENTERED).select_related("by").first()


@dataclass(frozen=True)
class Figures:
    """How far admission has come."""

    confirmed: int
    entered: int


def figures(event_id: int) -> Figures:
    """How many are expected and how many are in, in one query."""
    counts = (
        Registration.objects.filter(event=event_id)
        .confirmed()
        .aggregate(
            confirmed=Count("pk", distinct=True),
            entered=Count("pk", distinct=True, filter=Q(check_ins__outcome=CheckInOutcome.ENTERED)),
        )
    )
    return Figures(counts["confirmed"], counts["entered"])


def _outcome(registration: Registration, code: str) -> CheckInOutcome:
    if registration.event.state not in {EventState.ANNOUNCED, EventState.CLOSED}:
        return CheckInOutcome.NOT_OPEN
    if code and code != registration.code and registration.revoked_codes.filter(code=code).exists():
        return CheckInOutcome.REVOKED
    refused = _OUTCOME_OF_STATE.get(RegistrationState(registration.state))
    if refused is not None:
        return refused
    return CheckInOutcome.ALREADY if entry_of(registration) else CheckInOutcome.ENTERED
