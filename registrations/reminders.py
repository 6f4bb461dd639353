"""자동 안내: reminders before the event and thanks after it, reckoned from the event's date as it stands at each round.

Each person gets each of them once for a day of the event. What could not be drawn up within LATEST_BY of its time is
not sent any more, so a date that was moved, or a worker that was down for days, makes no burst; and once the event has
begun nobody is reminded of it, however long the mails were held up.
"""

import logging
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation
from django.utils.translation import gettext as _

from events import hours, mailings, notation, outbox, texting
from events.batches import Keyed
from events.mailwording import EVENT, PLACE, WHEN
from events.models import Channel, Event, EventState, Mailing, MailingKind, MailingState, Message
from registrations import invitation_letters, invitation_sending, mailtexts, mailwords, moving
from registrations.models import (
    CheckIn,
    Invitation,
    InvitationStep,
    MailKind,
    Registration,
    Reminder,
    ReminderKind,
    ReminderRun,
)
from registrations.states import InvitationKind, InvitationState, Step

logger = logging.getLogger(__name__)

LATEST_BY = timedelta(hours=6)
PAUSE = timedelta(days=1)  # who was written to about their invitation within it is not asked again
AT_ONCE = 200  # mails of a reminder that one round draws up
_TAKES_PLACE = {
    ReminderKind.BEFORE: [EventState.ANNOUNCED],
    ReminderKind.UNANSWERED: [EventState.ANNOUNCED],
    ReminderKind.THANKS: [EventState.ANNOUNCED, EventState.CLOSED],
}


class ReminderRefused(Exception):
    """The reminder cannot be set up or removed; the text tells the organizer why."""


def set_up(*, event_id: int, kind: ReminderKind, days: int, clock: time) -> Reminder:
    """Let a mail go out by itself.

    :raises ReminderRefused: there is one for that day already
    """
    try:
        with transaction.atomic():
            return Reminder.objects.create(event_id=event_id, kind=kind, days=days, clock=clock)
    except IntegrityError:
        raise ReminderRefused(_("같은 날의 같은 안내가 이미 있습니다.")) from None


def switch(*, reminder_id: int, is_active: bool) -> None:
    """Let a reminder rest, or work again; what it has queued goes out."""
    Reminder.objects.filter(pk=reminder_id).update(is_active=is_active)


@transaction.atomic
def remove(*, reminder_id: int) -> None:
    """Take a reminder away.

    :raises ReminderRefused: it has sent something, so it stays on record
    """
    reminder = Reminder.objects.select_for_update().get(pk=reminder_id)
    if reminder.runs.exists():
        raise ReminderRefused(_("이미 보낸 안내는 지울 수 없습니다. 사용을 꺼 주세요."))
    reminder.delete()


def due_at(reminder: Reminder, event: Event) -> datetime | None:
    """When it goes out by the event's date as it stands; None without a date."""
    day = day_of(reminder, event)
    if day is None:
        return None
    is_after = reminder.kind == ReminderKind.THANKS
    shifted = day + timedelta(days=reminder.days if is_after else -reminder.days)
    return datetime.combine(shifted, reminder.clock, tzinfo=notation.SEOUL)


def day_of(reminder: Reminder, event: Event) -> date | None:
    """The day that it is reckoned from: the first one, or the last one for thanks."""
    moment = event.ends_at if reminder.kind == ReminderKind.THANKS else event.starts_at
    return moment.astimezone(notation.SEOUL).date() if moment else None


def is_due(reminder: Reminder, event: Event, *, at: datetime) -> bool:
    """Whether it is its time, by day, and the event takes place and is still ahead (or, for thanks, over)."""
    due = due_at(reminder, event)
    if due is None or event.starts_at is None or event.ends_at is None:
        return False
    if not reminder.is_active or event.state not in _TAKES_PLACE[ReminderKind(reminder.kind)]:
        return False
    is_over = event.ends_at <= at
    is_in_time = is_over if reminder.kind == ReminderKind.THANKS else _is_of_use(reminder, event, at=at)
    return is_in_time and due <= at < due + LATEST_BY and hours.are_open(at)


def _is_of_use(reminder: Reminder, event: Event, *, at: datetime) -> bool:
    """Whether somebody who is written to now can still go by it."""
    return reminder.kind == ReminderKind.THANKS or (event.starts_at is not None and at < event.starts_at)


def go_on(*, at: datetime) -> int:
    """One round of all reminders; how many mails were drawn up."""
    if not hours.are_open(at):
        return 0
    active = Reminder.objects.filter(is_active=True, event__starts_at__isnull=False).select_related("event")
    due = [one.pk for one in active.order_by("pk") if is_due(one, one.event, at=at)]
    return sum(_try_to_send_some(pk, at=at) for pk in due)


def _try_to_send_some(reminder_id: int, *, at: datetime) -> int:
    """What goes wrong with one reminder holds up neither the others nor the mailings."""
    try:
        return _send_some(reminder_id, at=at)
    except Exception:
        logger.exception("Reminder %s cannot be sent", reminder_id)
        return 0


@transaction.atomic
def _send_some(reminder_id: int, *, at: datetime) -> int:
    """Draw up the next mails of a reminder; how many. The lock keeps two rounds from writing to one person."""
    locked = Reminder.objects.select_for_update(of=("self",), no_key=True)
    reminder = locked.select_related("event__venue", "event__room").get(pk=reminder_id)
    event = reminder.event
    day = day_of(reminder, event)
    if day is None or not is_due(reminder, event, at=at):
        return 0
    suffix = f":reminder:{reminder.pk}:{day:%Y%m%d}"
    is_invited = reminder.kind == ReminderKind.UNANSWERED
    invitations = list(_invitations(reminder, suffix, at=at)[:AT_ONCE]) if is_invited else []
    guests = [] if is_invited else list(_guests(reminder, suffix)[:AT_ONCE])
    if not guests and not invitations:
        return 0
    mailing = _mailing(reminder, day, at=at)
    if mailing.state == MailingState.STOPPED:
        return 0
    mails = [_to_guest(reminder, guest, suffix, at=at) for guest in guests]
    mails += [_to_invited(event, one, suffix) for one in invitations]
    mailings.reopen(mailing, at=at)
    mailings.add(mailing, mails, at=at)
    if invitations:
        written = dict(Message.objects.filter(key__in=[m.key for m in mails]).values_list("key", "pk"))
        by_invitation = {one.pk: written[f"invitation:{one.pk}{suffix}"] for one in invitations}
        moving.note_sent(invitations, Step.REMINDED, by_invitation, at=at, by_id=None)
    return len(mails)


def gone(messages: list[Message], *, at: datetime) -> set[int]:
    """Those of a reminder's mails that should not go out any more.

    Their reader has cancelled or answered, the day has moved, the event is off, or has begun before it was told of.
    """
    keys = {message.pk: message.key.split(":") for message in messages}
    ids: dict[str, list[int]] = {"registration": [], "invitation": []}
    for kind, pk, *_rest in keys.values():
        ids[kind].append(int(pk))
    confirmed = Registration.objects.filter(pk__in=ids["registration"], erased_at=None).confirmed()
    waiting = Invitation.objects.filter(pk__in=ids["invitation"], state=InvitationState.SENT)
    wanted = {
        *(("registration", str(pk)) for pk in confirmed.values_list("pk", flat=True)),
        *(("invitation", str(pk)) for pk in waiting.values_list("pk", flat=True)),
    }
    reminder_ids = {int(key[3]) for key in keys.values()}
    days = {
        str(one.pk): f"{day_of(one, one.event) or date.min:%Y%m%d}"
        for one in Reminder.objects.filter(pk__in=reminder_ids).select_related("event")
        if one.event.state in _TAKES_PLACE[ReminderKind(one.kind)] and _is_of_use(one, one.event, at=at)
    }
    return {
        pk
        for pk, (kind, row_id, _word, reminder_id, day) in keys.items()
        if (kind, row_id) not in wanted or days.get(reminder_id) != day
    }


def _mailing(reminder: Reminder, day: date, *, at: datetime) -> Mailing:
    """The mailing of this reminder and day, locked; it is made with the first mail."""
    run = ReminderRun.objects.filter(reminder=reminder, day=day).first()
    if run is not None:
        return Mailing.objects.lock(run.mailing_id)
    title = f"{reminder.get_kind_display()} ({notation.day(day, language='ko')})"
    mailing = mailings.make(
        event_id=reminder.event_id, kind=MailingKind.REMINDER, title=title, by_id=None, at=at
    )
    ReminderRun.objects.create(reminder=reminder, day=day, mailing=mailing)
    return mailings.start(mailing_id=mailing.pk, at=at)


def _guests(reminder: Reminder, suffix: str) -> QuerySet[Registration]:
    """Who was confirmed when the reminder's time came, or came to the event, and has not been written to."""
    rows = Registration.objects.filter(event=reminder.event, erased_at=None).confirmed()
    rows = rows.reachable() | rows.reachable_by_text() if texting.is_available() else rows.reachable()
    if reminder.kind == ReminderKind.THANKS:
        entered = CheckIn.objects.entries().filter(registration=OuterRef("pk"))
        rows = rows.filter(Exists(entered))
    else:
        rows = rows.filter(registered_at__lt=due_at(reminder, reminder.event))
    unwritten = rows.filter(~_is_written("registration", suffix))
    return unwritten.select_related("invitation").order_by("pk")


def _invitations(reminder: Reminder, suffix: str, *, at: datetime) -> QuerySet[Invitation]:
    """Who was invited, has the mail, has not answered, and was not written to just before."""
    recent = InvitationStep.objects.filter(
        invitation=OuterRef("pk"), step__in=[Step.SENT, Step.REMINDED, Step.RENEWED], at__gt=at - PAUSE
    )
    rows = Invitation.objects.filter(event=reminder.event, state=InvitationState.SENT).exclude(email="")
    rows = rows.exclude(kind=InvitationKind.GROUP).filter(
        ~Exists(recent), ~Exists(invitation_sending.not_left()), ~_is_written("invitation", suffix)
    )
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def _is_written(kind: str, suffix: str) -> Exists:
    key = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()), Value(suffix))
    return Exists(Message.objects.filter(key=key))


def _to_guest(reminder: Reminder, guest: Registration, suffix: str, *, at: datetime) -> Keyed:
    guest.event = reminder.event  # the one object, so that its texts are read once
    if not guest.mail_address:
        return Keyed(f"registration:{guest.pk}{suffix}", _text_message(reminder, guest))
    kind = MailKind.THANKS if reminder.kind == ReminderKind.THANKS else MailKind.REMINDER
    return Keyed(f"registration:{guest.pk}{suffix}", mailtexts.draw_up(guest, kind, at=at))


def _text_message(reminder: Reminder, guest: Registration) -> outbox.Mail:
    """What a guest without an address for mail gets on their mobile; the desk finds them by the code."""
    with translation.override(guest.language):
        values = mailwords.of_event(reminder.event, guest.language)
        words = {"event": values[EVENT], "when": values[WHEN], "place": values[PLACE], "code": guest.code}
        if reminder.kind == ReminderKind.THANKS:
            text = _("[%(event)s] 참석해 주셔서 감사합니다.") % words
        else:
            text = _("[%(event)s] %(when)s, %(place)s. 등록데스크에 등록번호 %(code)s를 알려 주세요.") % words
        subject = str(words["event"])
    return outbox.Mail(texting.number_of(guest.phone), subject, texting.plain(text), channel=Channel.TEXT)


def _to_invited(event: Event, invitation: Invitation, suffix: str) -> Keyed:
    invitation.event = event
    with translation.override(invitation.language):
        mail = invitation_letters.draw_up(event, invitation, invitation_letters.REMINDED)
    return Keyed(f"invitation:{invitation.pk}{suffix}", mail)
