"""The one door through which the state of a registration or of an invitation changes; each passage leaves a row."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Message
from registrations import seats
from registrations.models import Invitation, InvitationStep, Move, Registration
from registrations.states import (
    ALLOWED_MOVES,
    FIRST_MAILS,
    STATE_AFTER,
    UNANSWERED_STATES,
    InvitationState,
    RegistrationState,
    Step,
    Way,
)


class BookingRefused(Exception):
    """The step cannot be taken; the text tells the guest why and what to do."""


def move(
    registration: Registration,
    state: RegistrationState,
    *,
    way: Way,
    at: datetime,
    by_id: int | None = None,
    note: str = "",
) -> None:
    """Move a registration, which may be new, to a state; whoever does not come any more loses the seat in the hall.

    :raises BookingRefused: no such move is allowed
    """
    before = registration.state
    if before and state not in ALLOWED_MOVES[before]:
        raise BookingRefused(_("이 등록은 더 이상 바꿀 수 없습니다."))
    registration.state = state
    registration.changed_at = at
    registration.save(
        update_fields=["state", "changed_at", "waiting_number", "offer_ends_at"] if before else None
    )
    Move.objects.create(
        registration=registration, from_state=before, to_state=state, at=at, way=way, by_id=by_id, note=note
    )
    if before == RegistrationState.CONFIRMED:  # the only ones who have a seat of their own in the hall
        seats.leave(registration.pk)


def step(
    invitation: Invitation,
    what: Step,
    *,
    way: Way,
    at: datetime,
    by_id: int | None = None,
    message: Message | None = None,
    registration: Registration | None = None,
) -> None:
    """Write down what happened to an invitation, and let its state follow."""
    invitation.state = state_after(invitation.state, what, was_sent=_was_sent(invitation, what))
    invitation.changed_at = at
    if invitation.state not in {InvitationState.DECLINED, InvitationState.REVOKED}:
        invitation.reason = ""
    if invitation.state in UNANSWERED_STATES:
        invitation.answered_at, invitation.answered_way = None, ""
    elif what in STATE_AFTER and what != Step.REVOKED:
        invitation.answered_at, invitation.answered_way = at, way
    invitation.save()
    InvitationStep.objects.create(
        invitation=invitation,
        step=what,
        at=at,
        way=way,
        by_id=by_id,
        message=message,
        registration=registration,
    )


def note_created(invitations: Iterable[Invitation], *, way: Way, at: datetime, by_id: int | None) -> None:
    """Begin the ledgers of new invitations."""
    steps = [
        InvitationStep(invitation=invitation, step=Step.CREATED, at=at, way=way, by_id=by_id)
        for invitation in invitations
    ]
    InvitationStep.objects.bulk_create(steps, batch_size=500)


def note_sent(
    invitations: list[Invitation],
    what: Step,
    message_ids: Mapping[int, int],
    *,
    at: datetime,
    by_id: int | None,
) -> None:
    """Write down that mails went out to many, each with its mail, and let the states follow."""
    for invitation in invitations:
        invitation.state = state_after(invitation.state, what, was_sent=True)
        invitation.changed_at = at
    Invitation.objects.bulk_update(invitations, ["state", "changed_at"], batch_size=500)
    steps = [
        InvitationStep(
            invitation=invitation,
            step=what,
            at=at,
            way=Way.ADMIN,
            by_id=by_id,
            message_id=message_ids[invitation.pk],
        )
        for invitation in invitations
    ]
    InvitationStep.objects.bulk_create(steps, batch_size=500)


def state_after(state: str, what: str, *, was_sent: bool) -> InvitationState:
    """The state that a step leads to: an answer says it, a first mail waits for one, all else leaves it.

    ``was_sent`` says whether, after the step, a mail with the link is out or on its way.
    """
    if what in STATE_AFTER:
        return STATE_AFTER[what]
    if what == Step.RESTORED:
        return InvitationState.SENT if was_sent else InvitationState.READY
    if what == Step.UNSENT and state == InvitationState.SENT and not was_sent:
        return InvitationState.READY
    if what in FIRST_MAILS and state == InvitationState.READY:
        return InvitationState.SENT
    return InvitationState(state)


def replay(steps: list[str]) -> InvitationState:
    """The state that a ledger of steps, the first one first, tells of."""
    state, told = InvitationState.READY, 0
    for what in steps:
        told = _told(told, what)
        state = state_after(state, what, was_sent=told > 0)
    return state


def _told(times: int, what: str) -> int:
    """How many mails with a link that is good are out: a new link ends the others, a mail may have been stopped."""
    if what == Step.RENEWED:
        return 1
    if what == Step.UNSENT:
        return max(0, times - 1)
    return times + (what in FIRST_MAILS)


def _was_sent(invitation: Invitation, what: Step) -> bool:
    if what not in {Step.RESTORED, Step.UNSENT}:
        return False
    times = 0
    for before in invitation.steps.order_by("pk").values_list("step", flat=True):
        times = _told(times, before)
    return _told(times, what) > 0
