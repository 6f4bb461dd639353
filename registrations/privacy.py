"""파기: taking a person out of a registration for good (PIPA Art. 21 and 36). The ledgers stay, as figures."""

import secrets
from datetime import datetime
from functools import partial

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from events import codes, forgetting
from events.models import Event, Message, User
from registrations import booking, correspondence, datarequests, destruction, links
from registrations.models import CheckInOutcome, DestroyedKind, DestructionReason, Invitation, Registration
from registrations.states import Way

GONE = forgetting.GONE


@transaction.atomic
def erase(*, registration_id: int, reason: DestructionReason, by_id: int | None, at: datetime) -> bool:
    """Destroy what says who a registration's guest is; False if that was done before.

    A seat that is still to be taken is given back first, so the next one waiting moves up. Who has entered keeps it:
    the person sits there. Locked against a check-in, which then finds a cancelled guest or has been before.

    The guest is told; what is still on its way to them by mail is blanked by ``finish`` once it is sent.
    """
    event_id = Registration.objects.values_list("event", flat=True).get(pk=registration_id)
    Event.objects.lock(event_id)
    registration = Registration.objects.select_related("event").lock(registration_id)
    if registration.erased_at is not None:
        return False
    mails = forgetting.drop_unsent(correspondence.of(registration))
    mails += forgetting.blank_finished(correspondence.of(registration))
    if _has_a_place_to_give_back(registration, at=at):
        way = Way.SYSTEM if by_id is None else Way.ADMIN
        booking.cancel(registration_id=registration_id, way=way, by_id=by_id, at=at)
        registration.refresh_from_db()
    datarequests.close_all_done(registration, by_id=by_id, at=at)
    _forget_account(registration.email, but=registration_id, at=at)
    _overwrite(registration, at=at)
    _forget_answers(registration)
    _forget_invitation(registration, at=at)
    for kind, count in ((DestroyedKind.REGISTRATION, 1), (DestroyedKind.MESSAGE, mails)):
        destruction.note(kind, count, event_id=event_id, reason=reason, by_id=by_id, at=at)
    return True


@transaction.atomic
def finish(*, at: datetime) -> int:
    """Blank the mails that were on their way when their registration was erased; how many."""
    subjects = Registration.objects.filter(erased_at__isnull=False).values(
        subject=Concat(Value(links.subject("")), F("code"))
    )
    left = Message.objects.filter(token_subject__in=subjects)
    count = 0
    for event_id in left.values_list("event", flat=True).distinct().order_by("event"):
        blanked = forgetting.blank_finished(left.filter(event=event_id))
        destruction.note(
            DestroyedKind.MESSAGE, blanked, event_id=event_id, reason=DestructionReason.REQUEST, at=at
        )
        count += blanked
    return count


def _has_a_place_to_give_back(registration: Registration, *, at: datetime) -> bool:
    has_entered = registration.check_ins.filter(outcome=CheckInOutcome.ENTERED).exists()
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
    # What the admin noted of its own accord names the guest.
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Registration), object_id=str(registration.pk)
    ).update(object_repr=f"{registration.code} {GONE}", change_message="")


def _forget_answers(registration: Registration) -> None:
    """Delete what the guest answered; the files go once it is certain that the rows have gone."""
    files = [(answer.file.storage, str(answer.file.name)) for answer in registration.answers.exclude(file="")]
    registration.answers.all().delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))


def _forget_invitation(registration: Registration, *, at: datetime) -> None:
    """Take the person out of the list of those invited too. A body's seats keep their coordinator."""
    invitation = registration.invitation
    if invitation is None or invitation.is_for_several:
        return
    Invitation.objects.filter(pk=invitation.pk).update(
        name=GONE,
        organization=GONE,
        department="",
        title="",
        email="",
        phone="",
        note="",
        reason="",
        token_hash=codes.hash_token(secrets.token_urlsafe(24)),
        changed_at=at,
    )


def _forget_account(email: str, *, but: int, at: datetime) -> None:
    """Delete a guest's account with the last registration of its address."""
    others = links.live(at=at).for_email(email).exclude(pk=but)
    if not others.exists():
        deleted = User.objects.filter(email__iexact=email, is_guest=True)
        count = deleted.count()
        deleted.delete()
        destruction.note(DestroyedKind.ACCOUNT, count, reason=DestructionReason.REQUEST, at=at)
