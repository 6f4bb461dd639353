"""Certificates of attendance (참석확인서): issued from the fact that somebody was let in, numbered, revocable."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from events import codes
from events.models import Event
from registrations.models import Certificate, CheckIn, Registration

CODE_LENGTH = 12  # 23^12, about 2e16: nobody finds a certificate by trying
CORRECTED = "정보 고침"  # why the older of two was revoked; the ledger's own language


class CertificateRefused(Exception):
    """There is nothing to certify; the text tells why."""


@transaction.atomic
def issue(*, registration_id: int, by_id: int | None, at: datetime, is_again: bool = False) -> Certificate:
    """The certificate of somebody who came; the standing one, as long as it says what is known of them today.

    One that was revoked comes back only where an organizer wants so, by ``is_again``, or what it said was corrected.

    :raises CertificateRefused: they were not let in, the event is not over, or their certificate was revoked
    """
    event = Event.objects.lock(Registration.objects.values_list("event", flat=True).get(pk=registration_id))
    if not is_over(event, at=at):
        raise CertificateRefused(_("참석확인서는 행사가 끝난 뒤에 발급합니다."))
    guest = attended(event.pk).filter(pk=registration_id).first()
    if guest is None:
        raise CertificateRefused(
            _("입장 기록이 없어 참석확인서를 발급할 수 없습니다. 문의는 담당 부서로 해 주세요.")
        )
    found = _issued(event, [guest], by_id=by_id, at=at, is_again=is_again)
    if not found:
        raise CertificateRefused(
            _("취소한 참석확인서라 다시 발급하지 않습니다. 문의는 담당 부서로 해 주세요.")
        )
    return found[0]


@transaction.atomic
def issue_all(*, event_id: int, by_id: int | None, at: datetime) -> list[Certificate]:
    """The certificates of everybody who came, by name; new ones where none stands and none was revoked.

    The same number of queries for all.

    :raises CertificateRefused: the event is not over
    """
    event = Event.objects.lock(event_id)
    if not is_over(event, at=at):
        raise CertificateRefused(_("참석확인서는 행사가 끝난 뒤에 발급합니다."))
    return _issued(
        event, attended(event_id).order_by("name_key", "organization_key", "pk"), by_id=by_id, at=at
    )


@transaction.atomic
def revoke(*, certificate_id: int, reason: str, by_id: int | None, at: datetime) -> bool:
    """Make a certificate void, with a reason; False if it is so already.

    :raises CertificateRefused: no reason is given
    """
    if not reason.strip():
        raise CertificateRefused(_("취소하는 사유를 적어 주세요."))
    standing = Certificate.objects.filter(pk=certificate_id, revoked_at__isnull=True)
    return bool(standing.update(revoked_at=at, revoked_by=by_id, revocation=reason.strip()[:200]))


def find(code: str) -> Certificate | None:
    """The certificate of a code as somebody types it; None for an unknown one, and for one that was only rehearsed."""
    found = Certificate.objects.select_related("event", "registration").filter(code=codes.tidy_code(code))
    return found.filter(event__rehearsal_of=None).first()


def standing(registration: Registration) -> Certificate | None:
    """The certificate that a guest has, unless it was revoked or says what was corrected since."""
    found = registration.certificates.select_related("event").filter(revoked_at__isnull=True).first()
    return found if found is not None and _fits(found, registration) else None


def may_have(registration: Registration, *, at: datetime) -> bool:
    """Whether a guest can have a certificate issued: they were let in, the event is over, and none was revoked."""
    has_come = (
        is_over(registration.event, at=at)
        and attended(registration.event_id).filter(pk=registration.pk).exists()
    )
    last = registration.certificates.order_by("number").last() if has_come else None
    return has_come and (last is None or not _is_withheld(last, registration))


def is_over(event: Event, *, at: datetime) -> bool:
    """Whether the event has taken place."""
    return event.ends_at is not None and event.ends_at <= at


def attended(event_id: int) -> QuerySet[Registration]:
    """Those who were let in, and whose data still stand."""
    entries = CheckIn.objects.entries().filter(registration=OuterRef("pk"))
    return Registration.objects.filter(Exists(entries), event=event_id, erased_at__isnull=True)


def _issued(
    event: Event, guests: Iterable[Registration], *, by_id: int | None, at: datetime, is_again: bool = False
) -> list[Certificate]:
    """A certificate for each who may have one, in their order; the event is locked, so numbers have no gaps."""
    everybody = list(guests)
    rows = Certificate.objects.filter(registration__in=everybody).order_by("number")
    last_of = {one.registration_id: one for one in rows}
    people = [
        guest
        for guest in everybody
        if is_again or guest.pk not in last_of or not _is_withheld(last_of[guest.pk], guest)
    ]
    kept = {pk: one for pk, one in last_of.items() if one.revoked_at is None}
    stale = [
        kept.pop(guest.pk).pk for guest in people if guest.pk in kept and not _fits(kept[guest.pk], guest)
    ]
    Certificate.objects.filter(pk__in=stale).update(revoked_at=at, revoked_by=by_id, revocation=CORRECTED)
    last_number = event.certificates.aggregate(last=Max("number"))["last"] or 0
    missing = [guest for guest in people if guest.pk not in kept]
    made = Certificate.objects.bulk_create(
        Certificate(
            event=event,
            registration=guest,
            number=number,
            code=_new_code(),
            name=guest.name,
            organization=guest.organization,
            title=guest.title,
            issued_at=at,
            issued_by_id=by_id,
        )
        for number, guest in enumerate(missing, start=last_number + 1)
    )
    kept |= {one.registration_id: one for one in made}
    for one in kept.values():
        one.event = event
    return [kept[guest.pk] for guest in people]


def _is_withheld(last: Certificate, guest: Registration) -> bool:
    """Whether a guest's last certificate was revoked, and another would say the same."""
    return last.revoked_at is not None and _fits(last, guest)


def _fits(certificate: Certificate, guest: Registration) -> bool:
    fields = ("name", "organization", "title")
    return all(getattr(certificate, field) == getattr(guest, field) for field in fields)


def _new_code() -> str:
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(CODE_LENGTH))
