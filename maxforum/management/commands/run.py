"""Everything on one machine: set up, then web, worker and beat until Ctrl-C."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from events.models import Event
from maxforum import embedded, orphans, supervisor


class Command(BaseCommand):
    help = "Prepares the database and runs web, worker and beat until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help="where the site listens; else 8000 or the next free one")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = embedded.run_dir()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            # The file stays open, and so locked, until this process ends.
            lock = supervisor.only_one(folder)
        except supervisor.AlreadyRunning as refusal:
            raise CommandError(str(refusal)) from None
        with lock:
            ended = orphans.end_recorded(folder, embedded.BASE_DIR)
            if ended:
                self.stdout.write(f"Ended {ended} processes that an earlier run left behind.")
            call_command("migrate", interactive=False, verbosity=0)
            accounts = self._first_contents()
            connections.close_all()
            self._run(port=options["port"], accounts=accounts)

    def _first_contents(self) -> str:
        """Fill an empty database; what is to be told about the accounts that were made."""
        if settings.PRODUCTION:
            return ""
        if not Event.objects.exists():
            call_command("load_demonstration", stdout=self.stdout)
        told = StringIO()
        call_command("create_staff", stdout=told)
        return told.getvalue()

    def _run(self, *, port: int | None, accounts: str) -> None:
        try:
            port = port or supervisor.free_port()
        except OSError:
            raise CommandError("No port from 8000 to 8099 is free. Name another one: --port") from None
        own = f"http://127.0.0.1:{port}"
        public = settings.PUBLIC_URL if os.environ.get("PUBLIC_URL") else own
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        code = supervisor.Supervisor(
            programs=supervisor.programs(port=port),
            environment={
                **os.environ,
                "PUBLIC_URL": public,
                "PYTHONUNBUFFERED": "1",
                # On a machine of one's own, where this command is at home, being root is no news.
                "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
            },
            workplace=embedded.BASE_DIR,
            folder=embedded.run_dir(),
            say=self.stdout.write,
            address=f"{own}/health/live",
            revive=embedded.revive,
            when_up=lambda: self._tell(public, accounts),
        ).run()
        if code:
            raise CommandError("Stopped, since a program did not stay up.", returncode=code)

    def _tell(self, public: str, accounts: str) -> None:
        mails = "" if settings.EMAIL_URL else f"\n  Mails        {settings.EMAIL_FILE_PATH}"
        self.stdout.write(f"\n  Public site  {public}/")
        self.stdout.write(f"  Admin        {public}/admin/")
        self.stdout.write(f"  Desk         {public}/desk/{mails}\n")
        if accounts:
            self.stdout.write(accounts)
        self.stdout.write("  Stop with Ctrl-C.\n")
        self.stdout.flush()
