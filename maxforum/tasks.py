"""The worker's answer to beat."""

import time

from celery import shared_task
from django.core.cache import cache

from maxforum import outages


@shared_task
def heartbeat() -> None:
    """Every minute: a worker hears beat, so both are there (``maxforum.celery`` notes when beat ticked)."""
    cache.set(outages.WORKER_ANSWER_KEY, time.time(), timeout=None)
