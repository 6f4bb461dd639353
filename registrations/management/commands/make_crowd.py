"""``manage.py make_crowd EVENT --guests N --seed S``: fill an event with made-up guests."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.models import Event
from registrations import booking, crowd

MOST_GUESTS = 50_000


class Command(BaseCommand):
    help = "Register made-up guests for an event, without mail. The same seed again adds nobody twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="the event's slug, such as demo")
        parser.add_argument("--guests", type=int, default=40, help="how many people of the seed (default 40)")
        parser.add_argument(
            "--seed", type=int, default=1, help="another number gives other people (default 1)"
        )

        parser.add_argument(
            "--really", action="store_true", help="also for an event that is no demonstration (시연용)"
        )

    def handle(self, *args: Any, event: str, guests: int, seed: int, really: bool, **options: Any) -> None:
        if not 0 <= guests <= MOST_GUESTS:
            raise CommandError(f"--guests must be between 0 and {MOST_GUESTS}.", returncode=2)
        found = Event.objects.filter(slug=event).first()
        if found is None:
            raise CommandError(f"There is no event {event!r}.", returncode=2)
        if not (found.is_demonstration or really):
            raise CommandError(
                f"{event} is no demonstration: its made-up guests would take real seats and could not be taken out "
                "again. Add --really if that is what you want.",
                returncode=2,
            )
        try:
            made = crowd.fill(event_id=found.pk, guests=guests, seed=seed, at=timezone.now())
        except booking.BookingRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(
            f"{found.slug}: {made.confirmed} confirmed, {made.waitlisted} waiting, {made.known} were there already."
        )
