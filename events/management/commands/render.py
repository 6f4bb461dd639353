"""``manage.py render KIND EVENT -o FILE``: a paper as a PDF or HTML file, drawn here and now, without a worker."""

import os
import tempfile
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events import kinds, rendering
from events.models import Event

REFUSED = 2  # exit code


class Command(BaseCommand):
    help = "Render a paper of an event as a PDF or HTML file, in the foreground."
    requires_system_checks: list[
        str
    ] = []  # they are made at the start of the site, and take longer than many a paper

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="programme, badges, …")
        parser.add_argument("event", help="the event's slug, as in its public address")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="FILE", help="the file to write"
        )
        parser.add_argument("--format", choices=["pdf", "html"], default="pdf")
        languages = [code for code, _ in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)
        asked = parser.add_argument_group("what can be chosen about a kind")
        for name, labels in _choices().items():
            asked.add_argument(f"--{name.replace('_', '-')}", help="; ".join(labels))

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not output.parent.is_dir():
            raise CommandError(f"There is no folder {output.parent} to write to.", returncode=REFUSED)
        at = timezone.now()
        paper = self._draw(options, self._event(options["event"]), at)
        try:
            _write_whole(output, paper.content)
        except OSError as error:
            raise CommandError(
                f"{output} cannot be written: {error.strerror}.", returncode=REFUSED
            ) from error
        if paper.record is not None:
            paper.record(document_id=None, by_id=None, at=at)
        self.stdout.write(f"{output}: {len(paper.content):,} bytes")

    def _event(self, slug: str) -> Event:
        try:
            return Event.objects.get(slug=slug)
        except Event.DoesNotExist:
            known = ", ".join(Event.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(
                f"There is no event {slug!r}. {f'Known: {known}.' if known else 'There is none yet.'}",
                returncode=REFUSED,
            ) from None

    def _draw(self, options: dict[str, Any], event: Event, at: datetime) -> kinds.Paper:
        kind = options["kind"]
        if kind not in {one.name for one in kinds.every()}:
            known = ", ".join(one.name for one in kinds.every())
            raise CommandError(f"There is no paper {kind!r}. Known: {known}.", returncode=REFUSED)
        wanted: dict[str, Any] = {
            "event_id": event.pk,
            "kind": kind,
            "language": options["language"],
            "at": at,
            "options": _chosen(kind, options, event),
        }
        try:
            if options["format"] == "html":
                page = rendering.web_page(**wanted, is_served=False)
                return kinds.Paper(content=page.html.encode(), name=page.name)
            return rendering.render(**wanted, progress=self._tell)
        except (kinds.NothingToPrint, kinds.OnlyAsPdf) as reason:
            raise CommandError(str(reason), returncode=REFUSED) from None

    def _tell(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"{done}/{total}", ending="\r" if done < total else "\n")


def _choices() -> dict[str, list[str]]:
    """What can be chosen about any kind of paper, and of which kinds."""
    found: dict[str, list[str]] = {}
    for kind in kinds.every():
        for name, field in kind.choices().fields.items():
            values = ", ".join(str(value) for value, _label in getattr(field, "choices", ()) if value)
            found.setdefault(name, []).append(f"{kind.name}: {values or field.label}")
    return found


def _chosen(kind: str, options: dict[str, Any], event: Event) -> dict[str, Any]:
    given = {name: options[name] for name in _choices() if options.get(name) is not None}
    form = kinds.get(kind).choices(given, event_id=event.pk)
    strange = [
        f"--{name.replace('_', '-')}: {kind} has no such choice." for name in given if name not in form.fields
    ]
    wrong = [
        f"--{name.replace('_', '-')}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()
    ]
    if strange or wrong:
        raise CommandError("\n".join([*strange, *wrong]), returncode=REFUSED)
    return form.cleaned_data


def _write_whole(output: Path, content: bytes) -> None:
    """The file is there complete, or as it was before."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
