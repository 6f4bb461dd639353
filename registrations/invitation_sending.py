"""Sending invitations, and reminding those who have not answered: the mails, and a step in each ledger."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from events import batches
from events.models import Event, Message
from registrations import answering, invitation_letters, links, moving
from registrations.models import Invitation
from registrations.moving import BookingRefused
from registrations.states import UNANSWERED_STATES, InvitationState, Step


@transaction.atomic
def send(*, event_id: int, invitation_ids: Iterable[int], by_id: int | None, at: datetime) -> int:
    """Mail the chosen invitations, for the first time or once more; how many. Those without an address are left out.

    :raises BookingRefused: the event takes no answers, or none of the chosen can be mailed
    """
    return _mail(event_id, invitation_ids, invitation_letters.INVITED, Step.SENT, by_id=by_id, at=at)


@transaction.atomic
def remind(*, event_id: int, invitation_ids: Iterable[int], by_id: int | None, at: datetime) -> int:
    """Remind those of the chosen who were invited by mail and have not answered; how many.

    :raises BookingRefused: the event takes no answers, or nobody is to be reminded
    """
    return _mail(event_id, invitation_ids, invitation_letters.REMINDED, Step.REMINDED, by_id=by_id, at=at)


def _mail(
    event_id: int,
    invitation_ids: Iterable[int],
    occasion: invitation_letters.Occasion,
    step: Step,
    *,
    by_id: int | None,
    at: datetime,
) -> int:
    event = Event.objects.lock(event_id)
    wanted = [InvitationState.SENT] if step == Step.REMINDED else list(UNANSWERED_STATES)
    chosen = list(
        event.invitations.filter(pk__in=list(invitation_ids), state__in=wanted)
        .exclude(email="")
        .select_related("event")
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    if not chosen or not answering.is_answerable(chosen[0], at=at):
        raise BookingRefused(
            _("보낼 초청이 없습니다. 행사를 공고했는지, 답변 전이고 이메일이 있는 초청인지 확인해 주세요.")
        )
    _renew(chosen)
    batch = f"invitations:{event_id}:{step}:{uuid4().hex[:12]}"
    batches.draft(
        invitation_letters.write(event, chosen, occasion, key=batch), batch=batch, event_id=event_id, at=at
    )
    mails = dict(Message.objects.filter(batch=batch).values_list("key", "pk"))
    by_invitation = {pk: mails[f"invitation:{pk}:{batch}"] for pk in (one.pk for one in chosen)}
    moving.note_sent(chosen, step, by_invitation, at=at, by_id=by_id)
    batches.send(event_id=event_id, batch=batch, at=at)
    return len(chosen)


def _renew(invitations: list[Invitation]) -> None:
    """Make the stored hashes fit the links that are about to be sent; they differ only after SECRET_KEY was changed."""
    for invitation in invitations:
        invitation.token_hash = links.invitation_token_hash(invitation.code)
    Invitation.objects.bulk_update(invitations, ["token_hash"], batch_size=500)
