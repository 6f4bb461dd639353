"""Sending invitations, reminding those who have not answered, and giving new links: the mails, and a step in each ledger."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from events import batches
from events.models import Event, Message
from events.models.message import LOST_STATES
from registrations import answering, invitation_letters, inviting, links, moving
from registrations.models import Invitation, InvitationStep
from registrations.moving import BookingRefused
from registrations.states import UNANSWERED_STATES, InvitationState, Step

PAUSE = timedelta(minutes=10)  # the same mail goes to the same address at most once in this time
_WANTED: dict[Step, list[InvitationState]] = {
    Step.SENT: list(UNANSWERED_STATES),
    Step.REMINDED: [InvitationState.SENT],
    Step.RENEWED: [state for state in InvitationState if state != InvitationState.REVOKED],
}
_OCCASIONS = {
    Step.SENT: invitation_letters.INVITED,
    Step.REMINDED: invitation_letters.REMINDED,
    Step.RENEWED: invitation_letters.RENEWED,
}


def send(*, event_id: int, invitation_ids: Iterable[int], by_id: int | None, at: datetime) -> int:
    """Mail the chosen invitations, for the first time or once more; how many. Those without an address are left out.

    Who was mailed within PAUSE is left out too, unless that mail failed, came back or the address was corrected since.

    :raises BookingRefused: the event takes no answers, or none of the chosen can be mailed
    """
    return _mail(event_id, invitation_ids, Step.SENT, by_id=by_id, at=at)


def remind(*, event_id: int, invitation_ids: Iterable[int], by_id: int | None, at: datetime) -> int:
    """Remind those of the chosen who were invited by mail and have not answered; how many.

    :raises BookingRefused: the event takes no answers, or nobody is to be reminded
    """
    return _mail(event_id, invitation_ids, Step.REMINDED, by_id=by_id, at=at)


def renew(*, event_id: int, invitation_ids: Iterable[int], by_id: int | None, at: datetime) -> int:
    """Give the chosen invitations new links and mail these; the old ones open nothing from now on. How many.

    :raises BookingRefused: the event takes no answers, or none of the chosen can be mailed
    """
    return _mail(event_id, invitation_ids, Step.RENEWED, by_id=by_id, at=at)


@transaction.atomic
def _mail(
    event_id: int, invitation_ids: Iterable[int], step: Step, *, by_id: int | None, at: datetime
) -> int:
    event = Event.objects.lock(event_id)
    chosen = list(
        event.invitations.filter(~Exists(_just_mailed(step, at=at)), pk__in=list(invitation_ids))
        .filter(state__in=_WANTED[step])
        .exclude(email="")
        .select_related("event")
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    if not chosen or not answering.is_answerable(chosen[0], at=at):
        raise BookingRefused(
            _(
                "보낼 초청이 없습니다. 행사를 공고했는지, 이메일이 있고 답변 전이며 방금 보내지 않은 초청인지 확인해 주세요."
            )
        )
    _fit_links(chosen, with_new_codes=step == Step.RENEWED)
    batch = f"invitations:{event_id}:{step}:{uuid4().hex[:12]}"
    letters = invitation_letters.write(event, chosen, _OCCASIONS[step], key=batch)
    batches.draft(letters, batch=batch, event_id=event_id, at=at)
    mails = dict(Message.objects.filter(batch=batch).values_list("key", "pk"))
    by_invitation = {one.pk: mails[f"invitation:{one.pk}:{batch}"] for one in chosen}
    moving.note_sent(chosen, step, by_invitation, at=at, by_id=by_id)
    batches.send(event_id=event_id, batch=batch, at=at)
    return len(chosen)


def _just_mailed(step: Step, *, at: datetime) -> QuerySet[InvitationStep]:
    steps = InvitationStep.objects.filter(
        invitation=OuterRef("pk"), step=step, at__gt=at - PAUSE, message__to=OuterRef("email")
    )
    return steps.exclude(message__state__in=LOST_STATES)


def _fit_links(invitations: list[Invitation], *, with_new_codes: bool) -> None:
    """Make the stored hashes fit the links that are about to be sent; else they differ only after SECRET_KEY changed."""
    if with_new_codes:
        for invitation, code in zip(invitations, inviting.free_codes(len(invitations)), strict=True):
            invitation.code = code
    for invitation in invitations:
        invitation.token_hash = links.invitation_token_hash(invitation.code)
    Invitation.objects.bulk_update(invitations, ["code", "token_hash"], batch_size=500)
