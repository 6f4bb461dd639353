"""The bells of this floor: what is over by the clock."""

from celery import shared_task
from django.utils import timezone

from registrations import kept_seats, offers


@shared_task
def settle_seats() -> None:
    """Every minute: take back offers that have run out, and give on the seats of invitations that kept them in vain."""
    at = timezone.now()
    offers.lapse(at=at)
    kept_seats.give_on(at=at)
