"""Mails to many: prepared, submitted, approved by another organizer where the event asks for it, then sent in rounds.

A round hands on what the rate allows since the last one. The mailing's row is locked by whatever moves it, so two
rounds at once, or a round and somebody who stops it, never both act. Lock order: event, mailing.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from events import batches, hours, tasks
from events.batches import Keyed
from events.models import (
    Event,
    Mailing,
    MailingKind,
    MailingState,
    MailingStep,
    MailingStepKind,
    Message,
    MessageState,
)

MINUTE = timedelta(minutes=1)
_OVER = (MailingState.STOPPED, MailingState.DONE)
# What may be done to a mailing in which state.
_ALLOWED: dict[str, tuple[MailingState, ...]] = {
    MailingStepKind.CHANGED: (MailingState.DRAFT,),
    MailingStepKind.SUBMITTED: (MailingState.DRAFT,),
    MailingStepKind.SENT_BACK: (MailingState.WAITING,),
    MailingStepKind.APPROVED: (MailingState.WAITING,),
    MailingStepKind.PAUSED: (MailingState.RUNNING,),
    MailingStepKind.RESUMED: (MailingState.PAUSED,),
    MailingStepKind.STOPPED: (MailingState.WAITING, MailingState.RUNNING, MailingState.PAUSED),
    MailingStepKind.DONE: (MailingState.RUNNING,),
}
_WRITING = (MailingStepKind.MADE, MailingStepKind.CHANGED, MailingStepKind.SUBMITTED)


class MailingRefused(Exception):
    """The step cannot be taken; the text tells the organizer why."""


@transaction.atomic
def make(
    *, event_id: int, kind: MailingKind, title: str, by_id: int | None, at: datetime, rate: int | None = None
) -> Mailing:
    """Begin a mailing; ``rate`` is in mails a minute."""
    mailing = Mailing.objects.create(
        event_id=event_id,
        kind=kind,
        title=title,
        rate=rate or settings.MAILING_PER_MINUTE,
        made_by_id=by_id,
        made_at=at,
    )
    _note(mailing, MailingStepKind.MADE, by_id=by_id, at=at)
    return mailing


@transaction.atomic
def change(*, mailing_id: int, title: str, rate: int, by_id: int | None, at: datetime) -> Mailing:
    """Change what is being written; who does so has a part in it, and cannot approve it.

    :raises MailingRefused: it is submitted already
    """
    mailing = _locked(mailing_id, MailingStepKind.CHANGED)
    mailing.title, mailing.rate = title, rate
    mailing.save(update_fields=["title", "rate"])
    _note(mailing, MailingStepKind.CHANGED, by_id=by_id, at=at)
    return mailing


@transaction.atomic
def submit(*, mailing_id: int, mails: Iterable[Keyed], by_id: int | None, at: datetime) -> Mailing:
    """Freeze the mails, one for each recipient, and send them, or wait for another organizer's approval.

    :raises MailingRefused: it is submitted already, or there is nobody to write to
    :raises IntegrityError: a mail's key is there already
    """
    mailing = _locked(mailing_id, MailingStepKind.SUBMITTED)
    if not add(mailing, mails, at=at):
        raise MailingRefused(_("받는 사람이 없습니다. 대상을 다시 골라 주세요."))
    needs_approval = Event.objects.values_list("needs_mailing_approval", flat=True).get(pk=mailing.event_id)
    state = MailingState.WAITING if needs_approval else MailingState.RUNNING
    _move(mailing, state, MailingStepKind.SUBMITTED, by_id=by_id, at=at)
    return mailing


@transaction.atomic
def start(*, mailing_id: int, at: datetime) -> Mailing:
    """Let a mailing run that goes out by itself, and whose mails are added as their time comes; it needs no approval.

    :raises MailingRefused: it was started already
    """
    mailing = _locked(mailing_id, MailingStepKind.SUBMITTED)
    _move(mailing, MailingState.RUNNING, MailingStepKind.SUBMITTED, by_id=None, at=at)
    return mailing


def add(mailing: Mailing, mails: Iterable[Keyed], *, at: datetime) -> int:
    """Write what a mailing, which the caller holds locked or has just made, is to send; how many."""
    return batches.draft(
        mails, batch=batch_of(mailing.pk), event_id=mailing.event_id, mailing_id=mailing.pk, at=at
    )


@transaction.atomic
def approve(*, mailing_id: int, by_id: int, at: datetime) -> Mailing:
    """Let a submitted mailing go.

    :raises MailingRefused: it does not wait for approval, or this person wrote or submitted it
    """
    mailing = _locked(mailing_id, MailingStepKind.APPROVED)
    if mailing.steps.filter(step__in=_WRITING, by=by_id).exists():
        raise MailingRefused(_("작성하거나 제출한 담당자는 승인할 수 없습니다. 다른 담당자가 승인해 주세요."))
    mailing.approved_by_id = by_id
    mailing.save(update_fields=["approved_by"])
    _move(mailing, MailingState.RUNNING, MailingStepKind.APPROVED, by_id=by_id, at=at)
    return mailing


@transaction.atomic
def send_back(*, mailing_id: int, note: str, by_id: int | None, at: datetime) -> Mailing:
    """Give a submitted mass mail back to be written anew; its frozen mails are thrown away.

    :raises MailingRefused: it does not wait for approval, or nobody wrote it by hand
    """
    mailing = _locked(mailing_id, MailingStepKind.SENT_BACK)
    if mailing.kind != MailingKind.MASS:
        raise MailingRefused(_("초청장과 자동 안내는 고쳐 쓸 수 없습니다. 승인하거나 중단해 주세요."))
    mailing.messages.all().delete()
    _move(mailing, MailingState.DRAFT, MailingStepKind.SENT_BACK, by_id=by_id, at=at, note=note)
    return mailing


@transaction.atomic
def pause(*, mailing_id: int, by_id: int | None, at: datetime) -> Mailing:
    """Hold a mailing up; what no worker has begun to send stays.

    :raises MailingRefused: it is not being sent
    """
    mailing = _locked(mailing_id, MailingStepKind.PAUSED)
    _move(mailing, MailingState.PAUSED, MailingStepKind.PAUSED, by_id=by_id, at=at)
    return mailing


@transaction.atomic
def pause_all(*, event_id: int, at: datetime) -> int:
    """Hold up whatever is being sent for an event, as what it says may be wrong now; how many mailings."""
    running = Mailing.objects.filter(event=event_id, state=MailingState.RUNNING).order_by("pk")
    mailings = list(running.select_for_update(of=("self",), no_key=True))
    for mailing in mailings:
        _move(mailing, MailingState.PAUSED, MailingStepKind.PAUSED, by_id=None, at=at)
    return len(mailings)


@transaction.atomic
def resume(*, mailing_id: int, by_id: int | None, at: datetime) -> Mailing:
    """Go on with a paused mailing.

    :raises MailingRefused: it is not paused
    """
    mailing = _locked(mailing_id, MailingStepKind.RESUMED)
    _move(mailing, MailingState.RUNNING, MailingStepKind.RESUMED, by_id=by_id, at=at)
    return mailing


@transaction.atomic
def stop(*, mailing_id: int, by_id: int | None, at: datetime) -> list[int]:
    """End a mailing for good. The ids of the mails that never left; they stay, as stopped.

    :raises MailingRefused: it is over, or was never submitted
    """
    event_id = Mailing.objects.values_list("event", flat=True).get(pk=mailing_id)
    Event.objects.lock(event_id)  # the floors above take back what such mails stood for
    mailing = _locked(mailing_id, MailingStepKind.STOPPED)
    _move(mailing, MailingState.STOPPED, MailingStepKind.STOPPED, by_id=by_id, at=at)
    return _stop_messages(mailing)


@transaction.atomic
def discard(*, mailing_id: int) -> None:
    """Throw away what was never submitted.

    :raises MailingRefused: it was
    """
    _locked(mailing_id, MailingStepKind.CHANGED).delete()


def advance(*, mailing_id: int, at: datetime, gone: Callable[[list[Message]], set[int]] | None = None) -> int:
    """One round: queue what the rate allows by now, and close the mailing when all are out; how many were queued.

    ``gone`` says which of the mails, by their ids, nobody should get any more; they stay, as stopped.
    """
    with transaction.atomic():
        mailing = Mailing.objects.lock(mailing_id)
        if mailing.state == MailingState.STOPPED:
            _stop_messages(mailing)  # what a worker was at when it was stopped, and did not get through
        if mailing.state != MailingState.RUNNING:
            return 0
        queued = _queue_some(mailing, gone, at=at) if hours.are_open(at) else 0
        if not _is_anything_under_way(mailing):
            _move(mailing, MailingState.DONE, MailingStepKind.DONE, by_id=None, at=at)
    return queued


def running() -> list[int]:
    """The ids of the mailings that a round has to look at, the oldest first."""
    left_behind = Message.objects.filter(state=MessageState.QUEUED, mailing__state=MailingState.STOPPED)
    ids = {
        *Mailing.objects.filter(state=MailingState.RUNNING).values_list("pk", flat=True),
        *left_behind.values_list("mailing", flat=True),
    }
    return sorted(ids)


@transaction.atomic
def reopen(mailing: Mailing, *, at: datetime) -> None:
    """Let a mailing that is done, and locked by the caller, take more mails."""
    if mailing.state == MailingState.DONE:
        mailing.state, mailing.ended_at = MailingState.RUNNING, None
        mailing.save(update_fields=["state", "ended_at"])
        _note(mailing, MailingStepKind.RESUMED, by_id=None, at=at)


def batch_of(mailing_id: int) -> str:
    """What the mails of a mailing have in their ``batch``."""
    return f"mailing:{mailing_id}"


def _queue_some(mailing: Mailing, gone: Callable[[list[Message]], set[int]] | None, *, at: datetime) -> int:
    """Queue what the rate allows since the last round, and no more than a minute's worth."""
    used_up_to = max(mailing.paced_at or at - MINUTE, at - MINUTE)
    allowed = int((at - used_up_to) * mailing.rate / MINUTE)
    waiting = mailing.messages.filter(state=MessageState.WAITING).defer("text", "html", "attachments")
    chosen = list(waiting.order_by("pk")[: max(0, allowed)])
    if not chosen:
        return 0
    left_out = gone(chosen) if gone else set()
    # Who is forgotten meanwhile takes their mail out without asking for the mailing's lock.
    still_waiting = mailing.messages.filter(state=MessageState.WAITING)
    still_waiting.filter(pk__in=left_out).update(state=MessageState.STOPPED)
    ids = [message.pk for message in chosen if message.pk not in left_out]
    queued = still_waiting.filter(pk__in=ids).update(state=MessageState.QUEUED, due_at=at)
    mailing.paced_at = used_up_to + MINUTE * queued / mailing.rate
    mailing.save(update_fields=["paced_at"])
    if queued:
        transaction.on_commit(lambda: tasks.ring_for_due_rows.delay(), robust=True)  # noqa: PLW0108 - robust needs a name
    return queued


def _is_anything_under_way(mailing: Mailing) -> bool:
    states = [MessageState.WAITING, MessageState.QUEUED, MessageState.SENDING]
    return mailing.messages.filter(state__in=states).exists()


def _stop_messages(mailing: Mailing) -> list[int]:
    unsent = mailing.messages.filter(state__in=[MessageState.WAITING, MessageState.QUEUED])
    ids = list(unsent.select_for_update().order_by("pk").values_list("pk", flat=True))
    # What a worker took in the meantime is on its way; the lock has waited for it.
    unsent.filter(pk__in=ids).update(state=MessageState.STOPPED)
    return ids


def _locked(mailing_id: int, step: MailingStepKind) -> Mailing:
    mailing = Mailing.objects.lock(mailing_id)
    if mailing.state not in _ALLOWED[step]:
        raise MailingRefused(
            _("지금은 할 수 없습니다. 현재 상태: %(state)s") % {"state": mailing.get_state_display()}
        )
    return mailing


def _move(
    mailing: Mailing,
    state: MailingState,
    step: MailingStepKind,
    *,
    by_id: int | None,
    at: datetime,
    note: str = "",
) -> None:
    mailing.state = state
    mailing.ended_at = at if state in _OVER else None
    mailing.save(update_fields=["state", "ended_at"])
    _note(mailing, step, by_id=by_id, at=at, note=note)


def _note(
    mailing: Mailing, step: MailingStepKind, *, by_id: int | None, at: datetime, note: str = ""
) -> None:
    MailingStep.objects.create(mailing=mailing, step=step, by_id=by_id, at=at, note=note)
