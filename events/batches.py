"""Mails that wait for a person's word: drafts of one batch, sent or thrown away together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from events import tasks
from events.models import Message, MessageState
from events.outbox import Mail

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Keyed:
    """A mail with the key that it is known by."""

    key: str
    mail: Mail


def draft(mails: Iterable[Keyed], *, batch: str, event_id: int, at: datetime) -> int:
    """Write mails as drafts; how many. A key that is there already is left as it is."""
    rows = [
        Message(
            key=one.key,
            batch=batch,
            event_id=event_id,
            to=one.mail.to,
            subject=one.mail.subject,
            text=one.mail.text,
            html=one.mail.html,
            attachments=[attachment.as_json() for attachment in one.mail.attachments],
            token_subject=one.mail.token_subject,
            state=MessageState.DRAFT,
            created_at=at,
            due_at=at,
        )
        for one in mails
    ]
    Message.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def send(*, event_id: int, batch: str, at: datetime) -> int:
    """Queue what is still a draft, and ring once after the commit; how many. Sending twice is harmless."""
    queued = _drafts(event_id, batch).update(state=MessageState.QUEUED, due_at=at)
    if queued:
        transaction.on_commit(lambda: tasks.ring_for_due_rows.delay(), robust=True)  # noqa: PLW0108 - robust needs a name
    return queued


def discard(*, event_id: int, batch: str) -> int:
    """Throw away what was not sent; how many."""
    return _drafts(event_id, batch).delete()[0]


def waiting(event_id: int) -> list[str]:
    """The event's batches that have drafts, the oldest first."""
    found = Message.objects.filter(event=event_id, state=MessageState.DRAFT).order_by("pk")
    return list(dict.fromkeys(found.values_list("batch", flat=True)))


def _drafts(event_id: int, batch: str) -> models.QuerySet[Message]:
    return Message.objects.filter(event=event_id, batch=batch, state=MessageState.DRAFT)
