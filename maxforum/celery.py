"""The Celery app. Workers and beat: ``celery -A maxforum.celery worker`` and ``… beat``."""

import os
import sys
import time

from celery import Celery
from celery.signals import beat_init, before_task_publish
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

BEAT_TICK_KEY = "beat:ticked_at"
HEARTBEAT = "maxforum.tasks.heartbeat"
RINGS = ("events.tasks.ring_for_due_rows", "registrations.badges.tasks.ring_for_due_parts")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maxforum.settings")

try:
    settings.INSTALLED_APPS  # noqa: B018 - reads the environment now, where a refusal can still be one sentence
except ImproperlyConfigured as refusal:
    sys.exit(str(refusal))

app = Celery("maxforum")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["registrations.badges"])


@before_task_publish.connect(sender=HEARTBEAT)
def note_beat_tick(**_kwargs: object) -> None:
    """Remember when beat last ticked; only beat publishes this task, so a dead worker does not hide it."""
    cache.set(BEAT_TICK_KEY, time.time(), timeout=None)


@beat_init.connect
def ring_at_once(**_kwargs: object) -> None:
    """Look for due rows as soon as beat is up: whatever an interruption left behind need not wait a minute."""
    app.send_task(HEARTBEAT, expires=settings.HEARTBEAT_SECONDS)
    for ring in RINGS:
        app.send_task(ring)
