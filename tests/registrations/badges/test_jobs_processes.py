"""A print job through real processes: workers that are killed in the middle, and one that is cancelled."""

import re
from collections import Counter

import pytest
from django.core.files.storage import default_storage

from events import codes
from maxforum.celery import app
from registrations import links
from registrations.badges import files, jobs
from registrations.models import PartState, PrintJob, PrintJobState, Registration
from tests import pdfs, workers
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

BADGES = 1500
CODE = re.compile(rf"\b([{codes.ALPHABET}]{{4}}) ([{codes.ALPHABET}]{{4}})\b")


@pytest.fixture
def _rung_by_beat(settings, tmp_path):
    """Workers have their files where the test looks, and hear of the job by beat alone: its own bell is lost."""
    settings.MEDIA_ROOT = tmp_path / "media"
    app.conf.task_always_eager = False
    workers.empty_broker()
    yield
    app.conf.task_always_eager = True


def ask() -> PrintJob:
    event = EventFactory()
    guests = [
        RegistrationFactory.build(event=event, name=f"손님{number:04}", code=codes.new_code())
        for number in range(BADGES)
    ]
    for guest in guests:
        guest.token_hash = links.token_hash(guest.code)
    Registration.objects.bulk_create(guests)
    return jobs.start(
        event_id=event.pk, options={"layout": "sticker-2x4"}, language="ko", by_id=None, at=NOON
    )


def environment(tmp_path) -> dict[str, str]:
    return workers.environment(
        VAR_DIR=tmp_path, RING_SECONDS=1, DOCUMENT_LEASE_SECONDS=20, WORKER_CONCURRENCY=2
    )


@pytest.mark.usefixtures("_rung_by_beat")
def test_worker_killed_in_the_middle_ends_in_one_whole_file_with_each_badge_once(tmp_path):
    job = ask()
    env = environment(tmp_path)

    with workers.celery("beat", "--pidfile", "", env=env):
        with workers.celery("worker", env=env) as worker:
            assert workers.wait_until(
                lambda: (
                    job.parts.filter(state=PartState.DONE).count() >= 3
                    and job.parts.filter(state=PartState.RENDERING).exists()
                ),
                seconds=120,
            )
            workers.kill(worker)
        left = job.parts.exclude(state=PartState.DONE).count()
        interrupted = list(job.parts.filter(state=PartState.RENDERING).values_list("pk", flat=True))
        with workers.celery("worker", env=env):
            done = workers.wait_until(
                lambda: PrintJob.objects.get(pk=job.pk).state == PrintJobState.READY, seconds=180
            )

    assert done
    assert left >= len(interrupted) >= 1
    job.refresh_from_db()
    assert min(job.parts.filter(pk__in=interrupted).values_list("attempts", flat=True)) >= 2
    with job.file.open("rb") as file:
        whole = file.read()
    found = Counter("".join(halves) for halves in CODE.findall(pdfs.text(whole)))
    assert found == Counter(Registration.objects.values_list("code", flat=True))
    assert len(pdfs.pages(whole)) == -(-BADGES // 8)
    assert not job.badges.filter(rendered_at__isnull=True).exists()
    assert default_storage.listdir(files.folder(job.pk))[1] == [job.file.name.rpartition("/")[2]]


@pytest.mark.usefixtures("_rung_by_beat")
def test_job_cancelled_in_the_middle_leaves_no_file(tmp_path):
    job = ask()
    env = environment(tmp_path)

    with workers.celery("beat", "--pidfile", "", env=env), workers.celery("worker", env=env):
        assert workers.wait_until(lambda: job.parts.filter(state=PartState.DONE).exists(), seconds=120)
        jobs.cancel(job_id=job.pk, at=NOON)
        quiet = workers.wait_until(lambda: not _files(job), seconds=30)

    job.refresh_from_db()
    assert (quiet, job.state, _files(job)) == (True, PrintJobState.CANCELLED, [])
    assert job.parts.exclude(state=PartState.DONE).exists()


def _files(job: PrintJob) -> list[str]:
    try:
        return default_storage.listdir(files.folder(job.pk))[1]
    except FileNotFoundError:
        return []
