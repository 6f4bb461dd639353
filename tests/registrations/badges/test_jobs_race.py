"""Workers and people with one print job at the same moment."""

import pytest
from django.core.files.storage import default_storage

from events.models import Event
from maxforum.celery import app
from registrations.badges import confirming, drawing, files, jobs, joining
from registrations.models import BadgePrint, PartState, PrintJob, PrintJobState, PrintPart
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_nobody_draws")]


@pytest.fixture
def _nobody_draws():
    """The bell goes to the broker, where no worker listens."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


def asked(guests: int = 1, event: Event | None = None) -> PrintJob:
    event = event or EventFactory()
    for number in range(guests):
        RegistrationFactory(event=event, name=f"손님{number}")
    return start(event)


def start(event: Event) -> PrintJob:
    return jobs.start(
        event_id=event.pk, options={"layout": "sticker-2x4"}, language="ko", by_id=None, at=NOON
    )


def test_workers_racing_for_one_part_claim_it_once():
    part = asked().parts.get()

    claims = race(lambda _number: PrintPart.objects.claim(part.pk, at=START), racers=4)

    assert sorted(claims) == [False, False, False, True]
    part.refresh_from_db()
    assert (part.state, part.attempts) == (PartState.RENDERING, 1)


def test_claim_that_waits_for_another_gets_nothing():
    part = asked().parts.get()

    with overtaken(lambda: PrintPart.objects.claim(part.pk, at=START)) as late:
        assert PrintPart.objects.claim(part.pk, at=START)

    assert late.result() is False


def test_worker_whose_part_was_taken_over_meanwhile_ends_nothing(settings):
    part = asked().parts.get()
    PrintPart.objects.claim(part.pk, at=START)
    part.refresh_from_db()

    with overtaken(lambda: PrintPart.objects.held(part).update(state=PartState.DONE)) as late:
        assert PrintPart.objects.claim(part.pk, at=START + settings.DOCUMENT_LEASE)

    assert late.result() == 0


def test_two_parts_that_end_together_are_joined_once(monkeypatch):
    monkeypatch.setattr("registrations.badges.paper.BADGES_A_BATCH", 8)
    job = asked(guests=16)
    parts = list(job.parts.order_by("number"))
    joined: list[int] = []
    join = joining.joined

    def counted(names):
        joined.append(len(names))
        return join(names)

    monkeypatch.setattr(joining, "joined", counted)

    race(lambda number: drawing.draw_part(parts[number].pk, at=START), racers=2)

    job.refresh_from_db()
    assert (joined, job.state, job.attempts) == ([2], PrintJobState.READY, 1)
    assert default_storage.listdir(files.folder(job.pk))[1] == [job.file.name.rpartition("/")[2]]


def test_workers_racing_to_join_claim_it_once(settings):
    job = asked()
    job.parts.update(state=PartState.DONE)
    PrintJob.objects.update(state=PrintJobState.RENDERING)

    claims = race(lambda _number: PrintJob.objects.claim(job.pk, at=START), racers=4)
    too_early = PrintJob.objects.claim(job.pk, at=START)
    after_its_lease = PrintJob.objects.claim(job.pk, at=START + settings.DOCUMENT_LEASE)

    assert (sorted(claims), too_early, after_its_lease) == ([False, False, False, True], False, True)


def test_people_racing_to_ask_for_the_same_get_one_job():
    event = EventFactory()
    RegistrationFactory(event=event)

    jobs_ = race(lambda _number: start(event).pk, racers=3)

    assert set(jobs_) == {PrintJob.objects.get().pk}
    assert PrintPart.objects.count() == 1


def test_people_racing_to_say_that_it_was_printed_write_each_badge_once():
    job = asked(guests=3)
    drawing.draw_part(job.parts.get().pk, at=START)

    race(lambda _number: confirming.confirm(job_id=job.pk, by_id=None, at=START), racers=3)

    assert BadgePrint.objects.count() == 3


def test_job_cancelled_just_before_its_last_part_ends_stays_cancelled_and_leaves_no_file():
    job = asked()
    part = job.parts.get()

    with overtaken(lambda: drawing.draw_part(part.pk, at=START)):
        jobs.cancel(job_id=job.pk, at=START)

    job.refresh_from_db()
    assert job.state == PrintJobState.CANCELLED
    assert not job.badges.filter(rendered_at__isnull=False).exists()
    with pytest.raises(FileNotFoundError):
        default_storage.listdir(files.folder(job.pk))
