"""``manage.py create_staff``: the first organizer and desk account, with passwords that are printed once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from maxforum import staffing


class Command(BaseCommand):
    help = (
        "Make one organizer and one desk account where nobody has an account yet; otherwise change nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organizer", default="organizer@example.com", metavar="EMAIL")
        parser.add_argument("--desk", default="desk@example.com", metavar="EMAIL")

    def handle(self, *args: Any, organizer: str, desk: str, **options: Any) -> None:
        for email in (organizer, desk):
            try:
                validate_email(email)
            except ValidationError:
                raise CommandError(f"{email!r} is not an e-mail address.", returncode=2) from None
        if organizer.lower() == desk.lower():
            raise CommandError("--organizer and --desk need two different addresses.", returncode=2)
        accounts = staffing.create_first(organizer_email=organizer, desk_email=desk, at=timezone.now())
        if accounts:
            self.stdout.write("Accounts (these passwords are shown only now):")
        for account in accounts:
            self.stdout.write(f"  {account.role.value:<10} {account.email:<24} {account.password}")
