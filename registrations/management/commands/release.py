"""``manage.py release EVENT``: freezes an event's draft as its next release, and drafts its mails."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agenda import releasing
from events.models import Event
from registrations import announcements


class Command(BaseCommand):
    help = "Freeze an event's draft timetable as its next release, which pages and papers show."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="the event's slug, as in its address")

    def handle(self, *, event: str, **options: Any) -> None:
        try:
            event_id = Event.objects.values_list("pk", flat=True).get(slug=event)
        except Event.DoesNotExist:
            raise CommandError(f"There is no event “{event}”.", returncode=2) from None
        try:
            outcome = announcements.release(event_id=event_id, by_id=None, at=timezone.now())
        except releasing.ReleaseRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        release = outcome.release
        if not outcome.is_new:
            self.stdout.write(f"Nothing has changed since release {release.number}.")
        else:
            self.stdout.write(f"Release {release.number} of {event}:")
            for change in release.changes or [f"sessions: {len(release.snapshot['rows'])}"]:
                self.stdout.write(f"  {change}")
        if outcome.guests or outcome.speakers or outcome.invited:
            mails = f"{outcome.guests} to guests, {outcome.speakers} to speakers"
            if outcome.invited:
                mails += f", {outcome.invited} to the invited"
            self.stdout.write(f"Mails that wait in the admin to be sent: {mails}.")
