"""The bells. A task has ids as arguments and one call as its body; what is due stands in the rows."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from events import delivery, rendering
from events.models import Document, Message


@shared_task(acks_late=True)
def deliver_message(message_id: int) -> None:
    delivery.deliver(message_id, at=timezone.now())


@shared_task(acks_late=True)
def render_document(document_id: int) -> None:
    rendering.render_document(document_id, at=timezone.now())


@shared_task
def ring_for_due_rows() -> None:
    """Every minute: ring for what is due. A lost bell, a dead worker and a retry are one case.

    These bells expire before the next round rings again, so a long queue does not fill the broker.
    """
    at = timezone.now()
    for message_id in Message.objects.due(at=at).order_by("due_at").values_list("pk", flat=True)[:1000]:
        deliver_message.apply_async((message_id,), expires=settings.RING_SECONDS)
    for document_id in Document.objects.due(at=at).order_by("pk").values_list("pk", flat=True)[:50]:
        render_document.apply_async((document_id,), expires=settings.RING_SECONDS)
