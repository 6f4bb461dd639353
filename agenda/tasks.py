"""The bells of the timetable."""

from celery import shared_task

from agenda import downloads
from events.presses import PressBusy

PRESS_SECONDS = 15  # until a press that was busy is asked again


@shared_task(
    acks_late=True,
    autoretry_for=(PressBusy,),
    default_retry_delay=PRESS_SECONDS,
    max_retries=10,
)
def warm_downloads(event_id: int) -> None:
    """A bell that is lost costs the first reader a second: every file is made for whoever asks."""
    downloads.warm(event_id)
