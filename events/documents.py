"""Asking for a paper: a row; a worker draws it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from events import kinds, tasks
from events.models import Document, DocumentState


class OptionsRefused(Exception):
    """A paper cannot be had like that; the text tells the organizer what to change."""


def choose(kind: str, options: Mapping[str, Any], *, event_id: int) -> dict[str, Any]:
    """What is asked of an event's paper, cleaned; what is left out stands as it does initially.

    :raises KeyError: there is no such kind
    :raises OptionsRefused: what is asked cannot be
    """
    chosen = kinds.get(kind).choices(options, event_id=event_id)
    if not chosen.is_valid():
        raise OptionsRefused(" ".join(" ".join(map(str, errors)) for errors in chosen.errors.values()))
    return chosen.cleaned_data


@transaction.atomic
def request(
    *,
    event_id: int,
    kind: str,
    language: str,
    by_id: int | None,
    at: datetime,
    options: Mapping[str, Any] | None = None,
) -> Document:
    """Ask for a paper. While one of the same kind, language and options is on its way, that one is returned.

    :raises KeyError: there is no such kind
    :raises OptionsRefused: what is asked of the paper cannot be
    """
    document, created = Document.objects.get_or_create(
        event_id=event_id,
        kind=kind,
        language=language,
        options=choose(kind, options or {}, event_id=event_id),
        state__in=[DocumentState.QUEUED, DocumentState.RENDERING],
        defaults={"state": DocumentState.QUEUED, "requested_at": at, "requested_by_id": by_id},
    )
    if created:
        transaction.on_commit(lambda: tasks.render_document.delay(document.pk), robust=True)
    return document


@transaction.atomic
def again(*, document_id: int, by_id: int | None, at: datetime) -> Document:
    """Ask for the same paper once more, from today's data. The old file stays.

    :raises OptionsRefused: what was chosen then is not to be had any more
    """
    old = Document.objects.get(pk=document_id)
    return request(
        event_id=old.event_id,
        kind=old.kind,
        language=old.language,
        options=old.options,
        by_id=by_id,
        at=at,
    )
