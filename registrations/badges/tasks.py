"""The bells of print jobs. What is due stands in the rows."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from registrations.badges import drawing
from registrations.models import PrintJob, PrintPart

MOST_AT_ONCE = 200  # bells a round


@shared_task(acks_late=True)
def draw_part(part_id: int) -> None:
    drawing.draw_part(part_id, at=timezone.now())


@shared_task(acks_late=True)
def join(job_id: int) -> None:
    drawing.join(job_id, at=timezone.now())


@shared_task
def ring_for_due_parts() -> None:
    """Every minute: ring for parts that nobody draws, and for jobs that nobody joins."""
    at = timezone.now()
    parts = PrintPart.objects.due(at=at).order_by("job", "number").values_list("pk", flat=True)
    for part_id in parts[:MOST_AT_ONCE]:
        draw_part.apply_async((part_id,), expires=settings.RING_SECONDS)
    for job_id in PrintJob.objects.to_join(at=at).order_by("pk").values_list("pk", flat=True):
        join.apply_async((job_id,), expires=settings.RING_SECONDS)
