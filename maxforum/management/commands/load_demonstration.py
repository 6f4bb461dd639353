"""``manage.py load_demonstration``: Conference 1 and what goes with it, into an empty database only."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maxforum import demonstration


class Command(BaseCommand):
    help = "Load the demonstration events into an empty database; any other database stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if demonstration.load(at=timezone.now()):
            self.stdout.write(
                f"Demonstration loaded: Conference 1 as held, two conferences to come, and {demonstration.COPY_SLUG!r}"
                f" with {demonstration.COPY_GUESTS} made-up guests."
            )
        else:
            self.stdout.write("There are events already: the demonstration was not loaded.")
