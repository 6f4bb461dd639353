"""Print jobs for the tests: asked for, and what came of them."""

from typing import Any

from django.core.files.storage import default_storage

from registrations.badges import files, jobs
from registrations.badges.printing import Why
from registrations.models import PrintJob, Registration
from tests import pdfs
from tests.factories.events import NOON
from tests.factories.registrations import RegistrationFactory

STICKERS = {"layout": "sticker-2x4"}


def start(event, *, why: Why = Why(), renews_codes: bool = False, **options: Any) -> PrintJob:  # noqa: B008
    return jobs.start(
        event_id=event.pk,
        options={**STICKERS, **options},
        language="ko",
        by_id=None,
        at=NOON,
        why=why,
        renews_codes=renews_codes,
    )


def content(job: PrintJob) -> bytes:
    with job.file.open("rb") as file:
        return file.read()


def codes_in(job: PrintJob) -> list[str]:
    whole = content(job)
    return [
        code
        for page in range(1, len(pdfs.pages(whole)) + 1)
        for code in pdfs.codes(pdfs.picture(whole, page=page))
    ]


def files_of(job: PrintJob) -> list[str]:
    try:
        return [f"{files.folder(job.pk)}/{name}" for name in default_storage.listdir(files.folder(job.pk))[1]]
    except FileNotFoundError:
        return []


def guests_of(event, count: int) -> list[Registration]:
    return [RegistrationFactory(event=event, name=f"손님{number:02}") for number in range(count)]
