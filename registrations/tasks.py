"""The bells of this floor. What is due stands in the rows."""

from celery import shared_task
from django.utils import timezone

from registrations import interests, kept_seats, mailing_rounds, offers, retention, tidying


@shared_task
def settle_seats() -> None:
    """Every minute: take back offers that have run out, and give on the seats of invitations that kept them in vain."""
    at = timezone.now()
    offers.lapse(at=at)
    kept_seats.give_on(at=at)


@shared_task
def tell_interested() -> None:
    interests.tell(at=timezone.now())


@shared_task
def go_on_with_mailings() -> None:
    """Every minute: the next mails of each mailing, as its rate and the hour allow."""
    mailing_rounds.go_on(at=timezone.now())


@shared_task
def destroy_expired() -> None:
    """Every night: destroy the personal data of events whose period is over."""
    retention.destroy_expired(at=timezone.now())


@shared_task
def tidy_up() -> None:
    tidying.tidy_up(at=timezone.now())
