"""Sending a mail that is queued: claim, compose, hand over, close the row."""

import base64
import logging
import re
from datetime import datetime
from email.header import Header
from email.mime.image import MIMEImage
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events import linktokens, mailledger, refusals, returnpaths, smtplink, texting
from events.models import Channel, EntryKind, Message, MessageState
from events.models.message import Claim, MessageQuerySet
from events.refusals import Refusal
from events.texting import Text

logger = logging.getLogger(__name__)

CALENDAR = "text/calendar"

_STATES = {
    EntryKind.SENT: MessageState.SENT,
    EntryKind.DEFERRED: MessageState.QUEUED,
    EntryKind.UNSURE: MessageState.QUEUED,
    EntryKind.GIVEN_UP: MessageState.FAILED,
}


def deliver(message_id: int, *, at: datetime) -> bool:
    """Send a queued message. Safe to call any number of times, by any number of workers.

    False if the mail server cannot be reached, so that whoever has more to send may wait.
    """
    claim = Message.objects.claim(message_id, at=at)
    if claim is None:
        return True
    message = Message.objects.get(pk=message_id)
    if claim == Claim.TAKEN_OVER and not _take_over(message, at=at):
        return True
    try:
        said = _hand_over(message)
    except smtplink.MayHaveArrived as error:
        _postpone_or_give_up(message, refusals.read(error), at=at, kind=EntryKind.UNSURE)
    except OSError as error:  # smtplib's errors are OSErrors
        _postpone_or_give_up(message, refusals.read(error), at=at)
        return not isinstance(error, smtplink.Unreachable)
    except Exception as error:
        # A message that cannot even be composed stays so: it must not ring every minute for ever.
        logger.exception("Message %s cannot be sent", message.pk)
        _close(message, EntryKind.GIVEN_UP, at=at, words=f"{type(error).__name__}: {error}")
    else:
        status, _blank, words = said.partition(" ")
        _close(message, EntryKind.SENT, at=timezone.now(), status=status, words=words)
    return True


def _hand_over(message: Message) -> str:
    """Give the message to the mail server or the sender of text messages; what that said."""
    if message.channel == Channel.MAIL:
        return smtplink.link.carry(_compose(message), seconds=settings.MESSAGE_LEASE.total_seconds())
    token = linktokens.token_for(message.token_subject) if message.token_subject else ""
    body = message.text.replace(Message.LINK_TOKEN, token)
    return f" {texting.send(Text(f'message-{message.pk}', message.to, message.subject, body))}"


def _take_over(message: Message, *, at: datetime) -> bool:
    """Note that a worker went silent with the mail; False if that happened so often that the mail is given up.

    It may have died before the server had the mail, or after. Who is asked about a double finds it here.
    """
    mailledger.write(message, EntryKind.UNSURE, at=at, attempt=message.attempts - 1)
    if message.attempts <= len(settings.MESSAGE_PAUSES) + 1:
        return True
    _close(message, EntryKind.GIVEN_UP, at=at)
    return False


def _mine(message: Message) -> MessageQuerySet:
    """The row, as long as no other worker has claimed it since."""
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, claimed_at=message.claimed_at)


class _Mail(EmailMultiAlternatives):
    """A mail whose calendar entry is an alternative with its METHOD, as mail programs want it to act on it."""

    calendar_method = ""
    envelope_sender = ""

    def message(self, *args: Any, **kwargs: Any) -> Any:
        composed = super().message(*args, **kwargs)
        # Django leaves the line of the name empty when a Korean subject is long: obsolete by RFC 5322, section 4.2.
        composed.replace_header("Subject", Header(str(self.subject), header_name="Subject").encode())
        for part in composed.walk():
            if part.get_content_type() == CALENDAR:
                part.set_param("method", self.calendar_method)
        return composed


def _compose(message: Message) -> EmailMultiAlternatives:
    token = linktokens.token_for(message.token_subject) if message.token_subject else ""
    mail = _Mail(
        subject=message.subject,
        body=message.text.replace(Message.LINK_TOKEN, token),
        to=[message.to],
        # The same row always makes the same id, so a mail that came twice can be recognised as one.
        headers={
            "Message-ID": returnpaths.message_id(message.pk),
            "Auto-Submitted": "auto-generated",
            **_unsubscribing(message.unsubscribe.replace(Message.LINK_TOKEN, token)),
        },
    )
    mail.envelope_sender = returnpaths.envelope_sender(message.pk)
    if message.html:
        mail.attach_alternative(message.html.replace(Message.LINK_TOKEN, token), "text/html")
    for attachment in message.attachments:
        content = base64.b64decode(attachment["base64"])
        if attachment["content_id"]:
            image = MIMEImage(content)
            image.add_header("Content-ID", f"<{attachment['content_id']}>")
            image.add_header("Content-Disposition", "inline", filename=attachment["name"])
            mail.attach(image)
        elif _main_type(attachment) == CALENDAR:
            # Once to be acted on, for one entry a mail; once as a file, for programs that only offer files.
            if not mail.calendar_method:
                mail.calendar_method = _method(attachment)
                mail.attach_alternative(content.decode(), CALENDAR)
            mail.attach(attachment["name"], content, "application/ics")
        else:
            mail.attach(attachment["name"], content, attachment["content_type"])
    return mail


def _unsubscribing(address: str) -> dict[str, str]:
    """The header lines that let a mail program take its reader off by one click (RFC 8058)."""
    if not address:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _main_type(attachment: dict[str, str]) -> str:
    return attachment["content_type"].split(";")[0].strip()


def _method(attachment: dict[str, str]) -> str:
    found = re.search(r"method=(\w+)", attachment["content_type"])
    return found[1] if found else "PUBLISH"


def _postpone_or_give_up(
    message: Message, refusal: Refusal, *, at: datetime, kind: EntryKind = EntryKind.DEFERRED
) -> None:
    """Try again later; ``kind`` is what the ledger calls this. Not later than never: the pauses come to an end."""
    status, words = refusal.status, refusal.words
    if refusal.is_final or message.attempts > len(settings.MESSAGE_PAUSES):
        if kind == EntryKind.UNSURE:
            mailledger.write(message, kind, at=at, attempt=message.attempts, status=status, words=words)
        _close(message, EntryKind.GIVEN_UP, at=at, status=status, words=words)
        return
    next_at = at + settings.MESSAGE_PAUSES[message.attempts - 1]
    _close(message, kind, at=at, status=status, words=words, next_at=next_at)


@transaction.atomic
def _close(
    message: Message,
    kind: EntryKind,
    *,
    at: datetime,
    status: str = "",
    words: str = "",
    next_at: datetime | None = None,
) -> None:
    """End the attempt: the row's new state, and its line in the ledger. Nothing, if another worker has the row."""
    is_sent = kind == EntryKind.SENT
    changed = _mine(message).update(
        state=_STATES[kind],
        error="" if is_sent else mailledger.said(status, words),
        sent_at=at if is_sent else None,
        due_at=next_at or F("due_at"),
    )
    if changed:
        attempt = message.attempts
        mailledger.write(message, kind, at=at, attempt=attempt, status=status, words=words, next_at=next_at)
