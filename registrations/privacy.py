"""파기: taking a person out of a registration for good (PIPA Art. 21 and 36). The ledgers stay, as figures without words."""

import secrets
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Manager

from events import codes, forgetting
from events.models import Event, User
from registrations import booking, correspondence, datarequests, destruction, links, seats
from registrations.models import (
    BadgePrint,
    BadgeText,
    CheckIn,
    DestroyedKind,
    DestructionReason,
    Invitation,
    Move,
    Registration,
    RevokedCode,
    StationJob,
    WalkIn,
)
from registrations.states import Way

GONE = forgetting.GONE
# Why something was done about a guest, in a person's own words. Most stand in ledgers: their triggers let this alone happen.
_REASONS: tuple[tuple[Manager[Any], str], ...] = (
    (Move.objects, "note"),
    (CheckIn.objects, "reason"),
    (BadgePrint.objects, "note"),
    (RevokedCode.objects, "note"),
    (StationJob.objects, "note"),
    (WalkIn.objects, "override_reason"),
)


@transaction.atomic
def erase(*, registration_id: int, reason: DestructionReason, by_id: int | None, at: datetime) -> bool:
    """Destroy what says who a registration's guest is; False if that was done before.

    A seat that is still to be taken is given back first, so the next one waiting moves up. Who has entered keeps it:
    the person sits there. Locked against a check-in, which then finds a cancelled guest or has been before.

    The guest is told; what is still on its way to them by mail is blanked by ``finish`` once it is sent.
    """
    event_id = Registration.objects.values_list("event", flat=True).get(pk=registration_id)
    Event.objects.lock(event_id)
    mails = forget(registration_id=registration_id, reason=reason, by_id=by_id, at=at)
    if mails is None:
        return False
    for kind, count in ((DestroyedKind.REGISTRATION, 1), (DestroyedKind.MESSAGE, mails)):
        destruction.note(kind, count, event_id=event_id, reason=reason, by_id=by_id, at=at)
    return True


def forget(*, registration_id: int, reason: DestructionReason, by_id: int | None, at: datetime) -> int | None:
    """Take the person out of a registration and its mails; how many mails, None if that was done before.

    The caller is in a transaction, has locked the event, and puts the destruction on record.
    """
    registration = Registration.objects.select_related("event").lock(registration_id)
    if registration.erased_at is not None:
        return None
    mails = forgetting.drop_unsent(correspondence.of(registration))
    mails += forgetting.blank_finished(correspondence.of(registration))
    if _has_a_place_to_give_back(registration, at=at):
        way = Way.SYSTEM if by_id is None else Way.ADMIN
        booking.cancel(registration_id=registration_id, way=way, by_id=by_id, at=at)
        registration.refresh_from_db()
    datarequests.close_all_done(registration, by_id=by_id, at=at)
    _forget_account(registration.email, but=registration_id, reason=reason, at=at)
    _overwrite(registration, at=at)
    _forget_reasons(registration)
    _forget_answers(registration)
    BadgeText.objects.filter(registration=registration).delete()
    seats.leave(registration_id)
    registration.certificates.update(name=GONE, organization="", title="")
    invitation = registration.invitation
    if invitation is not None and not (invitation.is_for_several or registration.is_deputy):
        forget_invitation(invitation, at=at)
    return mails


@transaction.atomic
def finish(*, at: datetime) -> int:
    """Blank the mails that were on their way when their registration was erased; how many."""
    left = correspondence.of_erased().exclude(to=forgetting.NOBODY)
    count = 0
    for event_id in left.values_list("event", flat=True).distinct().order_by("event"):
        blanked = forgetting.blank_finished(left.filter(event=event_id))
        destruction.note(
            DestroyedKind.MESSAGE, blanked, event_id=event_id, reason=DestructionReason.REQUEST, at=at
        )
        count += blanked
    return count


def forget_invitation(invitation: Invitation, *, at: datetime) -> None:
    """Take the person out of the list of those invited, or a body's or group's coordinator; the body's name stays.

    Its link opens nothing any more. The caller is in a transaction.
    """
    whose = {} if invitation.is_for_several else {"organization": GONE}
    Invitation.objects.filter(pk=invitation.pk).update(
        name="" if invitation.is_for_several else GONE,
        department="",
        title="",
        email="",
        phone="",
        note="",
        reason="",
        token_hash=codes.hash_token(secrets.token_urlsafe(24)),
        changed_at=at,
        **whose,
    )
    _forget_log(invitation)


def _has_a_place_to_give_back(registration: Registration, *, at: datetime) -> bool:
    has_entered = registration.check_ins.entries().exists()
    return not has_entered and booking.is_changeable(registration, at=at)


def _overwrite(registration: Registration, *, at: datetime) -> None:
    registration.name = registration.organization = GONE
    registration.department = registration.title = ""
    registration.phone = ""
    # One address for each, as an event may hold several that were confirmed and erased.
    registration.email = f"{registration.code.lower()}@erased.invalid"
    registration.token_hash = codes.hash_token(secrets.token_urlsafe(24))  # so its link opens nothing
    registration.erased_at = registration.changed_at = at
    registration.save()
    _forget_log(registration)


def _forget_reasons(registration: Registration) -> None:
    """That there was a reason stays, as it does in the ledgers; which one may have named the guest."""
    for rows, field in _REASONS:
        rows.filter(registration=registration).exclude(**{field: ""}).update(**{field: GONE})


def _forget_answers(registration: Registration) -> None:
    """Delete what the guest answered; the files go once it is certain that the rows have gone."""
    files = [(answer.file.storage, str(answer.file.name)) for answer in registration.answers.exclude(file="")]
    registration.answers.all().delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))


def _forget_log(row: Registration | Invitation) -> None:
    """What the admin noted of its own accord names the person."""
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(type(row)), object_id=str(row.pk)
    ).update(object_repr=f"{row.code} {GONE}", change_message="")


def _forget_account(email: str, *, but: int, reason: DestructionReason, at: datetime) -> None:
    """Delete a guest's account with the last registration of its address."""
    others = links.live(at=at).for_email(email).exclude(pk=but)
    if not others.exists():
        deleted = User.objects.filter(email__iexact=email, is_guest=True)
        count = deleted.count()
        deleted.delete()
        destruction.note(DestroyedKind.ACCOUNT, count, reason=reason, at=at)
