"""A group asks by itself (단체 신청): its coordinator gets a link by which people are named one by one.

Each of them is counted, waits or needs approval like anybody who registers alone.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events import outbox
from events.models import Event, Message
from registrations import booking, consents, invitation_letters, inviting, links, moving
from registrations.inviting import Invitee
from registrations.models import Invitation
from registrations.moving import BookingRefused
from registrations.notices import RESEND_PAUSE_MINUTES
from registrations.states import InvitationKind, Step, Way

MOST_PEOPLE = 20


@transaction.atomic
def ask(
    *,
    event_id: int,
    coordinator: Invitee,
    consent_answers: Mapping[str, bool],
    at: datetime,
    collected: str = "",
) -> Invitation:
    """Open a group for its coordinator, who is mailed the link. Asking again mails the link of the group that is there.

    ``collected`` names the items of personal data that the form asked for, if others than usual.

    :raises BookingRefused: registration is not open, not for this category, or a required consent is missing
    """
    event = Event.objects.lock(event_id)
    booking.refuse_unless_open(event, at=at)
    booking.refuse_unless_open_to(event, coordinator.category)
    if not consents.all_required_given(consent_answers):
        raise BookingRefused(_("필수 동의 항목에 동의해 주세요."))
    groups = event.invitations.standing().filter(kind=InvitationKind.GROUP)
    known = groups.for_email(coordinator.email).select_for_update(of=("self",), no_key=True).first()
    group = known or _open(event, coordinator, consent_answers, at=at, collected=collected)
    _mail_link(event, group, at=at)
    return group


def _open(
    event: Event,
    coordinator: Invitee,
    consent_answers: Mapping[str, bool],
    *,
    at: datetime,
    collected: str,
) -> Invitation:
    [code] = inviting.free_codes(1)
    asked = replace(coordinator, kind=InvitationKind.GROUP, seats=MOST_PEOPLE)
    group = Invitation.objects.create(
        event=event,
        code=code,
        token_hash=links.invitation_token_hash(code),
        created_at=at,
        changed_at=at,
        **asdict(asked),
    )
    moving.step(group, Step.CREATED, way=Way.FORM, at=at)
    moving.step(group, Step.ACCEPTED, way=Way.FORM, at=at)
    consents.record_of_coordinator(group, consent_answers, at=at, collected=collected)
    return group


def _mail_link(event: Event, group: Invitation, *, at: datetime) -> None:
    """At most once in RESEND_PAUSE_MINUTES, however often the form is sent."""
    slot = int(at.timestamp() // (RESEND_PAUSE_MINUTES * 60))
    key = f"invitation:{group.pk}:group:{slot}"
    if Message.objects.filter(key=key).exists():
        return
    with translation.override(group.language):
        mail = invitation_letters.draw_up(event, group, invitation_letters.GROUP_ASKED)
    message = outbox.put(mail, key=key, event_id=event.pk, at=at)
    moving.step(group, Step.SENT, way=Way.SYSTEM, at=at, message=message)
