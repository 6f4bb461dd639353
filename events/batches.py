"""Mails that wait for a person's word: drafts of one batch, sent or thrown away together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models, transaction

from events import tasks
from events.models import Event, Message, MessageState
from events.outbox import Mail


@dataclass(frozen=True)
class Keyed:
    """A mail with the key that it is known by."""

    key: str
    mail: Mail


def draft(
    mails: Iterable[Keyed], *, batch: str, event_id: int, at: datetime, mailing_id: int | None = None
) -> int:
    """Write mails as drafts, or as what waits for its turn in a mailing; how many.

    :raises IntegrityError: a key is there already
    """
    rows = [
        Message(
            key=one.key,
            batch=batch,
            event_id=event_id,
            mailing_id=mailing_id,
            channel=one.mail.channel,
            to=one.mail.to,
            subject=" ".join(one.mail.subject.split()),  # a header is one line
            text=one.mail.text,
            html=one.mail.html,
            attachments=[attachment.as_json() for attachment in one.mail.attachments],
            token_subject=one.mail.token_subject,
            unsubscribe=one.mail.unsubscribe,
            state=MessageState.DRAFT if mailing_id is None else MessageState.WAITING,
            created_at=at,
            due_at=at,
        )
        for one in mails
    ]
    _write(rows)
    return len(rows)


@transaction.atomic
def send(*, event_id: int, batch: str, at: datetime) -> int:
    """Queue what is still a draft, and ring once after the commit; how many. Sending twice is harmless."""
    Event.objects.lock(event_id)  # a release that reads what people were told waits, or is waited for
    queued = _drafts(event_id, batch).update(state=MessageState.QUEUED, due_at=at)
    if queued:
        transaction.on_commit(lambda: tasks.ring_for_due_rows.delay(), robust=True)  # noqa: PLW0108 - robust needs a name
    return queued


@transaction.atomic
def discard(*, event_id: int, batch: str) -> int:
    """Throw away what was not sent; how many."""
    Event.objects.lock(event_id)
    return _drafts(event_id, batch).delete()[0]


def waiting(event_id: int) -> list[str]:
    """The event's batches that have drafts, the oldest first."""
    found = Message.objects.filter(event=event_id, state=MessageState.DRAFT).order_by("pk")
    return list(dict.fromkeys(found.values_list("batch", flat=True)))


def _write(rows: list[Message]) -> None:
    """Insert by COPY: with texts of this size bulk_create spends twice the time on quoting them."""
    model = Message._meta  # noqa: SLF001 - Django's documented way to a model's columns
    columns = [field for field in model.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in columns)
    table = connection.ops.quote_name(model.db_table)
    statement = f"COPY {table} ({names}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in columns]
            )


def _drafts(event_id: int, batch: str) -> models.QuerySet[Message]:
    return Message.objects.filter(event=event_id, batch=batch, state=MessageState.DRAFT)
