"""Sending a mail that is queued: claim, compose, hand over, close the row."""

import base64
import logging
import re
import smtplib
from datetime import datetime, timedelta
from email.mime.image import MIMEImage
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from events import linktokens
from events.models import Message, MessageState
from events.models.message import MessageQuerySet

logger = logging.getLogger(__name__)

CALENDAR = "text/calendar"

# Growing pauses between attempts, in minutes; after the last one the message has failed.
PAUSES = (1, 2, 5, 10, 30, 60, 120, 240, 480, 720)


def deliver(message_id: int, *, at: datetime) -> None:
    """Send a queued message. Safe to call any number of times, by any number of workers."""
    if not Message.objects.claim(message_id, at=at):
        return
    message = Message.objects.get(pk=message_id)
    try:
        _compose(message).send()
    except OSError as error:  # smtplib's errors are OSErrors
        _postpone_or_give_up(message, error, at=at)
    except Exception as error:
        # A message that cannot even be composed stays so: it must not ring every minute for ever.
        logger.exception("Message %s cannot be sent", message.pk)
        _close(message, MessageState.FAILED, error=f"{type(error).__name__}: {error}")
    else:
        _close(message, MessageState.SENT, error="", sent_at=timezone.now())


def _mine(message: Message) -> MessageQuerySet:
    """The row, as long as no other worker has claimed it since."""
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, claimed_at=message.claimed_at)


class _Mail(EmailMultiAlternatives):
    """A mail whose calendar entry is an alternative with its METHOD, as mail programs want it to act on it."""

    calendar_method = ""

    def message(self, *args: Any, **kwargs: Any) -> Any:
        composed = super().message(*args, **kwargs)
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
        headers={"Message-ID": f"<message-{message.pk}@{_domain()}>", "Auto-Submitted": "auto-generated"},
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
        _close(message, MessageState.FAILED, error=text)
        return
    pause = timedelta(minutes=PAUSES[message.attempts - 1])
    _mine(message).update(state=MessageState.QUEUED, due_at=at + pause, error=text)


def _is_final(error: OSError) -> bool:
    """Only a recipient's 5xx is final; a server that is down, busy or misconfigured may get well."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return False


def _close(message: Message, state: MessageState, *, error: str, sent_at: datetime | None = None) -> None:
    _mine(message).update(state=state, error=error, sent_at=sent_at)
