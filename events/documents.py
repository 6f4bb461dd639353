"""Asking for a paper: a row; a worker draws it."""

from datetime import datetime

from django.db import transaction

from events import kinds, tasks
from events.models import Document, DocumentState


@transaction.atomic
def request(*, event_id: int, kind: str, language: str, by_id: int | None, at: datetime) -> Document:
    """Ask for a paper. While one of the same kind and language is on its way, that one is returned.

    :raises KeyError: there is no such kind
    """
    kinds.get(kind)
    document, created = Document.objects.get_or_create(
        event_id=event_id,
        kind=kind,
        language=language,
        state__in=[DocumentState.QUEUED, DocumentState.RENDERING],
        defaults={"state": DocumentState.QUEUED, "requested_at": at, "requested_by_id": by_id},
    )
    if created:
        transaction.on_commit(lambda: tasks.render_document.delay(document.pk), robust=True)
    return document


@transaction.atomic
def again(*, document_id: int, by_id: int | None, at: datetime) -> Document:
    """Ask for the same paper once more, from today's data. The old file stays."""
    old = Document.objects.get(pk=document_id)
    return request(event_id=old.event_id, kind=old.kind, language=old.language, by_id=by_id, at=at)
