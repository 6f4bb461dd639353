"""The files of print jobs: one stays or none, and it goes with the event's papers."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from registrations import retention
from registrations.badges import files
from registrations.models import DestroyedKind, Destruction, PrintJob, PrintJobState
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def keep(job_id: int, name: str) -> str:
    return default_storage.save(f"{files.folder(job_id)}/{name}", ContentFile(b"%PDF-1.7"))


def job_of(event, state: str, **fields) -> PrintJob:
    job = PrintJob.objects.create(
        event=event, choice={}, digest=str(PrintJob.objects.count()), requested_at=NOON, **fields
    )
    file = keep(job.pk, "badges.pdf") if state == PrintJobState.READY else ""
    PrintJob.objects.filter(pk=job.pk).update(state=state, file=file)
    job.refresh_from_db()
    return job


def names() -> list[str]:
    found = default_storage.listdir(files.FOLDER)[0]
    return sorted(
        f"{folder}/{name}"
        for folder in found
        for name in default_storage.listdir(f"{files.FOLDER}/{folder}")[1]
    )


def test_sweeping_keeps_one_file_and_an_empty_folder_goes():
    kept = keep(1, "badges.pdf")
    keep(1, "part-1-1.pdf")
    keep(2, "part-1-1.pdf")

    assert (files.sweep(1, keep=kept), files.sweep(2), files.sweep(3)) == (1, 1, 0)
    assert names() == ["1/badges.pdf"]
    assert default_storage.listdir(files.FOLDER)[0] == ["1"]


def test_what_was_written_late_is_swept_up_and_what_is_written_now_is_not():
    event = EventFactory()
    ready = job_of(event, PrintJobState.READY, finished_at=NOON)
    over = job_of(event, PrintJobState.CANCELLED, finished_at=NOON)
    just_over = job_of(event, PrintJobState.FAILED, finished_at=START)
    open_ = job_of(event, PrintJobState.RENDERING)
    for job in (ready, over, just_over, open_):
        keep(job.pk, "part-1-1.pdf")
    keep(10**6, "part-1-1.pdf")

    files.sweep_all(at=START)

    expected = [f"{ready.pk}/badges.pdf", f"{just_over.pk}/part-1-1.pdf", f"{open_.pk}/part-1-1.pdf"]
    assert names() == sorted(expected)


def test_sweeping_before_any_job_was_printed_finds_nothing():
    assert files.sweep_all(at=START) == 0


def test_files_go_with_the_events_papers_and_the_jobs_stay(
    django_capture_on_commit_callbacks,
):
    event, other = EventFactory(), EventFactory()
    RegistrationFactory(event=event)
    mine = job_of(event, PrintJobState.READY, finished_at=NOON)
    theirs = job_of(other, PrintJobState.READY, finished_at=NOON)
    at = event.ends_at + retention.PERIOD + timedelta(days=1)
    type(other).objects.filter(pk=other.pk).update(ends_at=at)

    with django_capture_on_commit_callbacks(execute=True):
        retention.destroy_expired(at=at)
        retention.destroy_expired(at=at)

    mine.refresh_from_db()
    assert (mine.state, mine.file.name, mine.file_destroyed_at) == (PrintJobState.READY, "", at)
    assert names() == [f"{theirs.pk}/badges.pdf"]
    assert Destruction.objects.get(kind=DestroyedKind.DOCUMENT).count == 1
