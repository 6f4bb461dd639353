"""Sending a mail that is queued: claim, compose, hand over, close the row."""

import base64
import logging
import re
import smtplib
from datetime import datetime, timedelta
from email.header import Header
from email.mime.image import MIMEImage
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events import linktokens, mailledger
from events.models import EntryKind, Message, MessageState
from events.models.message import Claim, MessageQuerySet

logger = logging.getLogger(__name__)

CALENDAR = "text/calendar"

# Growing pauses between attempts; after the last one the message has failed.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30, 60, 120, 240, 480, 720))
_STATES = {
    EntryKind.SENT: MessageState.SENT,
    EntryKind.DEFERRED: MessageState.QUEUED,
    EntryKind.GIVEN_UP: MessageState.FAILED,
}


def deliver(message_id: int, *, at: datetime) -> None:
    """Send a queued message. Safe to call any number of times, by any number of workers."""
    claim = Message.objects.claim(message_id, at=at)
    if claim is None:
        return
    message = Message.objects.get(pk=message_id)
    if claim == Claim.TAKEN_OVER:
        # Its worker went silent: before the server had the mail, or after. Who is asked about a double finds it here.
        mailledger.write(message, EntryKind.UNSURE, at=at, attempt=message.attempts - 1)
    try:
        _compose(message).send()
    except OSError as error:  # smtplib's errors are OSErrors
        _postpone_or_give_up(message, error, at=at)
    except Exception as error:
        # A message that cannot even be composed stays so: it must not ring every minute for ever.
        logger.exception("Message %s cannot be sent", message.pk)
        _close(message, EntryKind.GIVEN_UP, at=at, error=f"{type(error).__name__}: {error}")
    else:
        _close(message, EntryKind.SENT, at=timezone.now())


def _mine(message: Message) -> MessageQuerySet:
    """The row, as long as no other worker has claimed it since."""
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, claimed_at=message.claimed_at)


class _Mail(EmailMultiAlternatives):
    """A mail whose calendar entry is an alternative with its METHOD, as mail programs want it to act on it."""

    calendar_method = ""

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
            "Message-ID": f"<message-{message.pk}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
            **_unsubscribing(message.unsubscribe.replace(Message.LINK_TOKEN, token)),
        },
    )
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


def _domain() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def _postpone_or_give_up(message: Message, error: OSError, *, at: datetime) -> None:
    text = f"{type(error).__name__}: {error}"
    if _is_final(error) or message.attempts > len(PAUSES):
        _close(message, EntryKind.GIVEN_UP, at=at, error=text)
        return
    _close(message, EntryKind.DEFERRED, at=at, error=text, next_at=at + PAUSES[message.attempts - 1])


def _is_final(error: OSError) -> bool:
    """Only a recipient's 5xx is final; a server that is down, busy or misconfigured may get well."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return False


@transaction.atomic
def _close(
    message: Message, kind: EntryKind, *, at: datetime, error: str = "", next_at: datetime | None = None
) -> None:
    """End the attempt: the row's new state, and its line in the ledger."""
    changed = _mine(message).update(
        state=_STATES[kind],
        error=error,
        sent_at=at if kind == EntryKind.SENT else None,
        due_at=next_at or F("due_at"),
    )
    if changed:
        mailledger.write(message, kind, at=at, words=error, attempt=message.attempts, next_at=next_at)
