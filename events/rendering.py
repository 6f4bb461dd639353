"""Drawing a paper that was asked for: claim, render, store the file, close the row."""

import logging
from datetime import datetime
from types import MappingProxyType

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from events import kinds, webpapers, wholefiles
from events.models import Document, DocumentState
from events.models.document import DocumentQuerySet

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3


class Superseded(Exception):
    """Another worker has taken the document over while this one was slow."""


def render(
    *,
    event_id: int,
    kind: str,
    language: str,
    at: datetime,
    progress: kinds.Progress,
    options: kinds.Options = MappingProxyType({}),
) -> kinds.Paper:
    """The paper, drawn now in this process; ``at`` is the print time it carries.

    :raises KeyError: there is no such kind
    :raises NothingToPrint: there is nothing to put on it
    """
    with translation.override(language):
        return kinds.get(kind).render(
            event_id=event_id, language=language, at=at, progress=progress, options=options
        )


def web_page(
    *,
    event_id: int,
    kind: str,
    language: str,
    at: datetime,
    is_served: bool,
    options: kinds.Options = MappingProxyType({}),
) -> webpapers.WebPaper:
    """The same paper as a web page, from the same template, without the PDF engine; ``is_served`` by the site.

    What laying it out writes down, such as certificates that are issued, is written; that it was printed is not.

    :raises KeyError: there is no such kind
    :raises NothingToPrint: there is nothing to put on it
    :raises OnlyAsPdf: it is not made of HTML
    """
    with translation.override(language):
        pages = kinds.get(kind).web_page(event_id=event_id, language=language, at=at, options=options)
        return webpapers.finish(pages, is_served=is_served)


def render_document(document_id: int, *, at: datetime) -> None:
    """Draw a queued document. Safe to call any number of times; the file is whole or absent."""
    if not Document.objects.claim(document_id, at=at):
        return
    document = Document.objects.get(pk=document_id)
    if document.attempts > MOST_ATTEMPTS:
        _fail(document, f"Given up after {MOST_ATTEMPTS} attempts: a worker ended in the middle of each.")
        return
    try:
        paper = render(
            event_id=document.event_id,
            kind=document.kind,
            language=document.language,
            at=at,
            progress=_reporter(document),
            options=document.options,
        )
        _store(document, paper)
    except Superseded:
        logger.warning("Document %s was taken over by another worker", document.pk)
    except kinds.NothingToPrint as reason:
        _fail(document, str(reason))
    except Exception as error:
        logger.exception("Document %s could not be rendered", document.pk)
        _fail(document, f"{type(error).__name__}: {error}")


def _reporter(document: Document) -> kinds.Progress:
    def report(done: int, total: int) -> None:
        # Progress renews the claim, so that only a document whose worker is dead is taken over.
        changed = _mine(document).update(done=done, total=total, claimed_at=timezone.now())
        if not changed:
            raise Superseded

    return report


def _store(document: Document, paper: kinds.Paper) -> None:
    document.file.save(paper.name, ContentFile(paper.content), save=False)
    at, stored = timezone.now(), str(document.file.name)
    with wholefiles.gone_if_it_fails(stored), transaction.atomic():
        changed = _mine(document).update(state=DocumentState.DONE, file=stored, finished_at=at, error="")
        if not changed:
            raise Superseded
        if paper.record is not None:
            paper.record(document_id=document.pk, by_id=document.requested_by_id, at=at)


def _fail(document: Document, error: str) -> None:
    _mine(document).update(state=DocumentState.FAILED, error=error, finished_at=timezone.now())


def _mine(document: Document) -> DocumentQuerySet:
    """The row, as long as no other worker has claimed it since: each claim counts an attempt."""
    return Document.objects.filter(pk=document.pk, state=DocumentState.RENDERING, attempts=document.attempts)
