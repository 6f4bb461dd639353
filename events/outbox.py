"""Asking for a mail: a row, written in the transaction of its cause. Celery only rings the bell."""

import base64
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Q, Value, When

from events import forgetting, hours, mailledger, tasks
from events.models import Channel, EntryKind, Message, MessageState
from events.models.message import FINISHED_STATES


@dataclass(frozen=True)
class Attachment:
    """A file of a mail; with a ``content_id`` it is shown inside the HTML (``cid:…``)."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""

    def as_json(self) -> dict[str, str]:
        return {
            "name": self.name,
            "content_type": self.content_type,
            "content_id": self.content_id,
            "base64": base64.b64encode(self.content).decode(),
        }


@dataclass(frozen=True)
class Mail:
    """What a mail says. ``Message.LINK_TOKEN`` in it becomes the token of ``token_subject`` when it is sent."""

    to: str
    subject: str
    text: str
    html: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    token_subject: str = ""
    unsubscribe: str = ""  # the address of RFC 8058's one click; may hold ``Message.LINK_TOKEN``
    channel: Channel = Channel.MAIL


def put(mail: Mail, *, key: str, event_id: int | None, at: datetime, is_new: bool = False) -> Message:
    """Queue a mail once per key, and ring for it after the commit; the same key again changes nothing.

    ``is_new`` says that the key names a row which this transaction has made, so that nobody else can know it: then
    it is not looked for, which saves three queries of four.
    """
    values = {
        "event_id": event_id,
        "to": mail.to,
        "subject": " ".join(mail.subject.split()),  # a header is one line
        "text": mail.text,
        "html": mail.html,
        "attachments": [attachment.as_json() for attachment in mail.attachments],
        "token_subject": mail.token_subject,
        "unsubscribe": mail.unsubscribe,
        "channel": mail.channel,
        "created_at": at,
        "due_at": at,
    }
    if is_new:
        message, created = Message.objects.create(key=key, **values), True
    else:
        message, created = Message.objects.get_or_create(key=key, defaults=values)
    if created:
        transaction.on_commit(lambda: tasks.deliver_message.delay(message.pk), robust=True)
    return message


@transaction.atomic
def send_again(*, message_id: int, by_id: int | None, at: datetime) -> bool:
    """Queue a failed, bounced or sent mail once more; False while it is still on its way, and once it is blanked.

    It leaves its mailing, so that neither a stop nor the hour holds up what a person wants to be sent now; but no
    news and no text message goes out at night.
    """
    is_for_any_hour = Q(unsubscribe="", channel=Channel.MAIL)
    due_at = Case(When(is_for_any_hour, then=Value(at)), default=Value(hours.next_open(at)))
    finished = Message.objects.filter(pk=message_id, state__in=FINISHED_STATES)
    changed = finished.exclude(to=forgetting.NOBODY).update(
        state=MessageState.QUEUED, attempts=0, error="", due_at=due_at, sent_at=None, mailing=None
    )
    if changed:
        mailledger.write(Message.objects.get(pk=message_id), EntryKind.AGAIN, by_id=by_id, at=at)
        transaction.on_commit(lambda: tasks.deliver_message.delay(message_id), robust=True)
    return bool(changed)
