"""``manage.py release EVENT``: freezes an event's draft as its next release."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agenda import releasing
from agenda.models import Release
from events.models import Event


class Command(BaseCommand):
    help = "Freeze an event's draft timetable as its next release, which pages and papers show."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="the event's slug, as in its address")

    def handle(self, *, event: str, **options: Any) -> None:
        try:
            event_id = Event.objects.values_list("pk", flat=True).get(slug=event)
        except Event.DoesNotExist:
            raise CommandError(f"There is no event “{event}”.", returncode=2) from None
        before = Release.objects.latest_of(event_id)
        try:
            release = releasing.release(event_id=event_id, by_id=None, at=timezone.now())
        except releasing.ReleaseRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if release == before:
            self.stdout.write(f"Nothing has changed since release {release.number}.")
            return
        self.stdout.write(f"Release {release.number} of {event}:")
        for change in release.changes or [f"sessions: {len(release.snapshot['rows'])}"]:
            self.stdout.write(f"  {change}")
