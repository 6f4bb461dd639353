"""Badges (명찰): whose are printed, and the record of each printing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from registrations.badges import faces, fingerprints, layouts
from registrations.models import BadgePrint, BadgeSpoil, PrintReason, Registration
from registrations.models.registration import RegistrationQuerySet
from registrations.states import RegistrationState, Way


@dataclass(frozen=True)
class Said:
    """What stood on a badge that was printed."""

    code: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class Why:
    """Where and why a badge was printed: the reason is empty for a guest's first."""

    station: str = ""
    reason: str = ""
    note: str = ""


_UNKNOWN, _FIRST = Said(), Why()


def printable(event_id: int) -> RegistrationQuerySet:
    """Whoever gets a badge: confirmed guests, by name."""
    guests = Registration.objects.filter(event=event_id, erased_at__isnull=True)
    return guests.confirmed().order_by("name_key", "organization_key", "pk")


class PrintRefused(Exception):
    """The guest gets no badge; the text tells the desk why."""


@transaction.atomic
def print_at_desk(
    *, registration_id: int, by_id: int | None, at: datetime, why: Why = _FIRST
) -> Registration:
    """Write down that a guest's badge is printed at the desk, and give the guest with the event.

    :raises PrintRefused: the guest has no seat, or a reason needs words
    """
    guest = Registration.objects.select_related("event", "badge_text").lock(registration_id)
    if guest.state != RegistrationState.CONFIRMED:
        raise PrintRefused(
            _("%(name)s 님의 등록은 「%(state)s」 상태입니다. 명찰을 출력하지 않았습니다.")
            % {"name": guest.name, "state": guest.get_state_display()}
        )
    if problem := problem_of(why):
        raise PrintRefused(problem)
    note_printed(guest, by_id=by_id, at=at, why=why)
    return guest


@transaction.atomic
def take_back(*, registration_id: int, printed_at: datetime, by_id: int | None, at: datetime) -> None:
    """Write down that the badge of the desk's answer at ``printed_at`` came to nothing: the answer was never heard."""
    Registration.objects.lock(registration_id)
    unheard = BadgePrint.objects.filter(
        registration=registration_id, way=Way.DESK, job__isnull=True, at=printed_at, spoil__isnull=True
    )
    BadgeSpoil.objects.bulk_create(BadgeSpoil(printing=one, at=at, by_id=by_id) for one in unheard)


def note_printed(guest: Registration, *, by_id: int | None, at: datetime, why: Why = _FIRST) -> None:
    """Write down that a guest's badge came out of a printer at the desk, whatever has become of the guest since."""
    words = layouts.terms(guest.event_id).words
    said = {guest.pk: Said(guest.code, fingerprints.of(faces.person(guest), words))}
    record_print(registration_ids=[guest.pk], way=Way.DESK, by_id=by_id, at=at, said=said, why=why)


def problem_of(why: Why) -> str:
    """Why a reason cannot stand as it is, in a sentence; "" where it can."""
    if why.reason and why.reason not in PrintReason.values:
        return _("사유를 목록에서 골라 주세요.")
    if why.reason == PrintReason.OTHER and not why.note.strip():
        return _("사유가 「기타」이면 설명을 적어 주세요.")
    return ""


def record_print(
    *,
    registration_ids: Iterable[int],
    way: Way,
    by_id: int | None,
    at: datetime,
    document_id: int | None = None,
    job_id: int | None = None,
    said: Mapping[int, Said] | None = None,
    why: Why = _FIRST,
) -> None:
    """Write down that these badges were printed; ``said`` is what stood on each, by registration."""
    known = said or {}
    BadgePrint.objects.bulk_create(
        BadgePrint(
            registration_id=registration_id,
            at=at,
            way=way,
            by_id=by_id,
            document_id=document_id,
            job_id=job_id,
            station=why.station,
            reason=why.reason,
            note=why.note,
            code=known.get(registration_id, _UNKNOWN).code,
            fingerprint=known.get(registration_id, _UNKNOWN).fingerprint,
        )
        for registration_id in registration_ids
    )
