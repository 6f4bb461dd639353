"""A wrong address: corrected where it belongs, so that the next mails are right too, and the mail sent again."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from events import readdressing
from events.models import Event, Message
from registrations import inviting, links
from registrations.models import Invitation, Registration
from registrations.moving import BookingRefused
from registrations.states import InvitationKind

_KEY = re.compile(r"(?:^|:)(registration|invitation):(\d{1,18})(?::|$)")


@transaction.atomic
def send_to(*, message_id: int, email: str, by_id: int | None, at: datetime) -> bool:
    """Send a mail once more, to this address; whether a registration or an invitation had the wrong one.

    What has another address than the mail had was corrected before, and is left.

    :raises BookingRefused: somebody else of the event has this address, or the mail cannot be sent again
    """
    message = Message.objects.get(pk=message_id)
    if message.event_id is not None:
        Event.objects.lock(message.event_id)
    owner = _owner(message)
    was_wrong = owner is not None and email.lower() != message.to.lower() == owner.email.lower()
    if was_wrong and isinstance(owner, Registration):
        _correct_registration(owner, email, at=at)
        if (invitation := _twin_invitation(owner, message.to)) is not None:
            _correct_invitation(invitation, email, by_id=by_id, at=at)
    elif was_wrong and isinstance(owner, Invitation):
        _correct_invitation(owner, email, by_id=by_id, at=at)
        for registration in owner.registrations.active().for_email(message.to):
            _correct_registration(registration, email, at=at)
    try:
        readdressing.send_to(message_id=message_id, address=email, by_id=by_id, at=at)
    except readdressing.NotToBeSent as refusal:
        raise BookingRefused(str(refusal)) from refusal
    return was_wrong


def _owner(message: Message) -> Registration | Invitation | None:
    """Whose address the mail went to: the registration's own, else the coordinator's who named the guest."""
    found = _about(message)
    if isinstance(found, Registration) and not found.email:
        return found.invitation
    return found


def _about(message: Message) -> Registration | Invitation | None:
    """What the mail is about, by its key, else by its link: a renewed link has another code than older mails."""
    if keyed := _KEY.search(message.key):
        rows = Registration.objects.all() if keyed[1] == "registration" else Invitation.objects.all()
        return rows.filter(pk=int(keyed[2]), event=message.event_id).first()
    code = message.token_subject.partition(":")[2]
    if message.token_subject == links.subject(code):
        first = Q(link_code=code) | Q(link_code="", code=code)
        return Registration.objects.select_related("invitation").filter(first).first()
    if message.token_subject == links.invitation_subject(code):
        return Invitation.objects.filter(code=code).first()
    return None


def _twin_invitation(registration: Registration, email: str) -> Invitation | None:
    """The personal invitation that the registration came by, if it has the same wrong address."""
    invitation = registration.invitation
    is_twin = (
        invitation is not None
        and invitation.kind == InvitationKind.PERSON
        and invitation.email.lower() == email.lower()
    )
    return invitation if is_twin else None


def _correct_registration(registration: Registration, email: str, *, at: datetime) -> None:
    others = registration.event.registrations.active().exclude(pk=registration.pk)
    if others.for_email(email).exists():
        raise BookingRefused(_("이 행사에 같은 이메일로 등록한 다른 분이 있습니다."))
    registration.email, registration.changed_at = email, at
    registration.save(update_fields=["email", "changed_at"])


def _correct_invitation(invitation: Invitation, email: str, *, by_id: int | None, at: datetime) -> None:
    inviting.correct(invitation_id=invitation.pk, values={"email": email}, by_id=by_id, at=at)
