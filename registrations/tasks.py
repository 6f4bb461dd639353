"""The bells of this floor. A task's body is one call; what is due stands in the rows."""

from celery import shared_task
from django.utils import timezone

from registrations import interests, tidying


@shared_task
def tell_interested() -> None:
    interests.tell(at=timezone.now())


@shared_task
def tidy_up() -> None:
    tidying.tidy_up(at=timezone.now())
