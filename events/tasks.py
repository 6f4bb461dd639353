"""The bells. A task has ids as arguments and one call as its body; what is due stands in the rows."""

import logging
import time

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from events import delivery, mailboxes, rendering, rounds
from events.models import Document

logger = logging.getLogger(__name__)

SLICE = 5  # seconds of sending, after which other bells are heard


@shared_task(acks_late=True)
def deliver_message(message_id: int) -> None:
    delivery.deliver(message_id, at=timezone.now())


@shared_task
def deliver_share(share: int, shares: int, until: float) -> None:
    """Send a share of what is due, slice by slice, until the next round (in seconds since 1970) deals anew."""
    if rounds.deliver_share(share, shares, seconds=SLICE) and time.time() < until:
        deliver_share.apply_async((share, shares, until), expires=settings.RING_SECONDS)


@shared_task(acks_late=True)
def render_document(document_id: int) -> None:
    rendering.render_document(document_id, at=timezone.now())


@shared_task
def read_bounces() -> None:
    """Every few minutes, where there is a mailbox: note what came back. What fails is read by the next round."""
    try:
        mailboxes.collect(at=timezone.now())
    except mailboxes.MailboxUnavailable as refusal:
        logger.warning("The bounce mailbox cannot be read: %s", refusal)


@shared_task
def ring_for_due_rows() -> None:
    """Every minute: ring for what is due. A lost bell, a dead worker and a retry are one case.

    These bells expire before the next round rings again, so a long queue does not fill the broker.
    """
    until, shares = time.time() + settings.RING_SECONDS, rounds.shares()
    for share in range(shares):
        deliver_share.apply_async((share, shares, until), expires=settings.RING_SECONDS)
    due = Document.objects.due(at=timezone.now()).order_by("pk")
    for document_id in due.values_list("pk", flat=True)[:50]:
        render_document.apply_async((document_id,), expires=settings.RING_SECONDS)
