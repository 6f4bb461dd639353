"""Sending invitations, reminding those who have not answered, and giving new links: the mails, and a step in each ledger."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from events import batches, mailings
from events.models import Event, EventState, Mailing, MailingKind, Message, MessageState
from events.models.message import LOST_STATES
from registrations import answering, invitation_letters, inviting, links, moving
from registrations.models import Invitation, InvitationStep
from registrations.moving import BookingRefused
from registrations.states import FIRST_MAILS, UNANSWERED_STATES, InvitationState, Step, Way

MOST_AT_ONCE = 20  # mails; more than that go out as a mailing, at its rate and with its approval
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
    ready = event.invitations.filter(~Exists(_just_mailed(step, at=at)), pk__in=list(invitation_ids))
    if step == Step.REMINDED:
        ready = ready.filter(~Exists(not_left()))
    chosen = list(
        ready.filter(state__in=_WANTED[step])
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
    send_out = _send_at_once if len(chosen) <= MOST_AT_ONCE else _send_as_mailing
    mails = send_out(event, chosen, step, by_id=by_id, at=at)
    moving.note_sent(chosen, step, mails, at=at, by_id=by_id)
    return len(chosen)


def _send_at_once(
    event: Event, chosen: list[Invitation], step: Step, *, by_id: int | None, at: datetime
) -> dict[int, int]:
    """Queue the mails; their ids by invitation."""
    batch = f"invitations:{event.pk}:{step}:{uuid4().hex[:12]}"
    letters = invitation_letters.write(event, chosen, _OCCASIONS[step], key=batch)
    batches.draft(letters, batch=batch, event_id=event.pk, at=at)
    found = _by_invitation(chosen, batch)
    batches.send(event_id=event.pk, batch=batch, at=at)
    return found


def _send_as_mailing(
    event: Event, chosen: list[Invitation], step: Step, *, by_id: int | None, at: datetime
) -> dict[int, int]:
    """Submit the mails as a mailing, which sends them at its rate and asks for approval where the event does."""
    mailing = mailings.make(
        event_id=event.pk, kind=MailingKind.INVITATION, title=str(step.label), by_id=by_id, at=at
    )
    batch = mailings.batch_of(mailing.pk)
    letters = invitation_letters.write(event, chosen, _OCCASIONS[step], key=batch)
    mailings.submit(mailing_id=mailing.pk, mails=letters, by_id=by_id, at=at)
    return _by_invitation(chosen, batch)


def _by_invitation(chosen: list[Invitation], batch: str) -> dict[int, int]:
    mails = dict(Message.objects.filter(batch=batch).values_list("key", "pk"))
    return {one.pk: mails[f"invitation:{one.pk}:{batch}"] for one in chosen}


def gone(messages: list[Message]) -> set[int]:
    """Those of a mailing's mails that nobody should get any more.

    Their reader has answered meanwhile, the invitation was taken back, the link or the address is an old one, or the
    event is off.
    """
    keys = {message.pk: int(message.key.split(":")[1]) for message in messages}
    steps = dict(InvitationStep.objects.filter(message__in=keys).values_list("message", "step"))
    invitations = Invitation.objects.select_related("event").in_bulk(keys.values())

    def is_wanted(message: Message) -> bool:
        invitation = invitations.get(keys[message.pk])
        if invitation is None or invitation.event.state != EventState.ANNOUNCED:
            return False
        if (message.token_subject, message.to) != (
            links.invitation_subject(invitation.code),
            invitation.email,
        ):
            return False
        return invitation.state in _WANTED[Step(steps[message.pk])]

    return {message.pk for message in messages if not is_wanted(message)}


@transaction.atomic
def take_back(*, mailing_id: int, by_id: int | None, at: datetime) -> int:
    """Note of each invitation whose mail was stopped before it left that it did not leave; how many. Twice is harmless.

    Who has no other mail with a good link is unsent again.
    """
    event_id = Mailing.objects.values_list("event", flat=True).get(pk=mailing_id)
    Event.objects.lock(event_id)
    later = InvitationStep.objects.filter(invitation=OuterRef("invitation"), pk__gt=OuterRef("pk"))
    noted = later.filter(step=Step.UNSENT, message=OuterRef("message"))
    stopped = InvitationStep.objects.filter(
        ~Exists(noted),
        ~Exists(later.filter(step=Step.RENEWED)),
        message__mailing=mailing_id,
        message__state=MessageState.STOPPED,
        step__in=FIRST_MAILS,
    )
    rows = list(stopped.select_related("message").order_by("pk"))
    locked = Invitation.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    invitations = locked.in_bulk([row.invitation_id for row in rows])
    way = Way.SYSTEM if by_id is None else Way.ADMIN
    for row in rows:
        invitation = invitations[row.invitation_id]
        moving.step(invitation, Step.UNSENT, way=way, at=at, by_id=by_id, message=row.message)
    return len(rows)


def not_left() -> QuerySet[InvitationStep]:
    """The first mails of an invitation that wait for their turn or an approval: who knows of nothing is not reminded."""
    return InvitationStep.objects.filter(
        invitation=OuterRef("pk"), step__in=FIRST_MAILS, message__state=MessageState.WAITING
    )


def _just_mailed(step: Step, *, at: datetime) -> QuerySet[InvitationStep]:
    steps = InvitationStep.objects.filter(
        invitation=OuterRef("pk"), step=step, at__gt=at - PAUSE, message__to=OuterRef("email")
    )
    return steps.exclude(message__state__in=[*LOST_STATES, MessageState.STOPPED])


def _fit_links(invitations: list[Invitation], *, with_new_codes: bool) -> None:
    """Make the stored hashes fit the links that are about to be sent; else they differ only after SECRET_KEY changed."""
    if with_new_codes:
        for invitation, code in zip(invitations, inviting.free_codes(len(invitations)), strict=True):
            invitation.code = code
    for invitation in invitations:
        invitation.token_hash = links.invitation_token_hash(invitation.code)
    Invitation.objects.bulk_update(invitations, ["code", "token_hash"], batch_size=500)
