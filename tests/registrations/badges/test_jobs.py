"""Print jobs: asked for once, refused in words, cancelled."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from registrations.badges import confirming, drawing, files, jobs
from registrations.badges.confirming import Spoiled
from registrations.badges.jobs import JobRefused
from registrations.models import CategoryBadge, PartState, PrintJob
from registrations.states import Category, RegistrationState
from tests.factories.events import START, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.badges.printjobs import files_of, guests_of, start

pytestmark = pytest.mark.django_db


def test_second_click_gives_the_job_that_is_on_its_way():
    event = EventFactory()
    RegistrationFactory(event=event)

    first, second, other = start(event), start(event), start(event, order="organization")

    assert (first, first == other) == (second, False)


def test_job_of_nobody_is_refused_and_leaves_no_row():
    event = EventFactory()
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)
    CategoryBadge.objects.create(event=event, category=Category.COMPANY, is_omitted=True)
    RegistrationFactory(event=event, category=Category.COMPANY)

    with pytest.raises(JobRefused, match="출력할 명찰이 없습니다"):
        start(event)

    assert not PrintJob.objects.exists()


@pytest.mark.parametrize(
    "options",
    [
        {"layout": "nothing"},
        {"layout": "own-999999999999"},
        {"printer": "17"},
        {"sides": "inside"},
        {"start": "0"},
        {"skip": "a"},
        {"ids": "1;drop"},
        {"ids": "9" * 30},
        {"leave_out": "-1"},
        {"first_letter": "가"},
        {"sides": "folded"},
        {"start": "9"},
    ],
)
def test_made_up_choice_is_refused_in_words(options):
    event = EventFactory()
    RegistrationFactory(event=event)

    with pytest.raises(JobRefused, match=r"\w"):
        start(event, **options)

    assert not PrintJob.objects.exists()


def test_cancelling_leaves_no_file_and_no_part_is_drawn_any_more(django_capture_on_commit_callbacks):
    event = EventFactory()
    guests_of(event, 2)
    job = start(event)
    part = job.parts.get()
    default_storage.save(f"{files.folder(job.pk)}/part-0-1.pdf", ContentFile(b"%PDF"))

    with django_capture_on_commit_callbacks(execute=True):
        jobs.cancel(job_id=job.pk, at=START)
    drawing.draw_part(part.pk, at=START)

    part.refresh_from_db()
    assert (files_of(job), part.state) == ([], PartState.QUEUED)


@pytest.mark.parametrize("guests", [1, 3])
def test_asking_and_drawing_take_the_same_queries_for_any_number(guests, django_assert_max_num_queries):
    event = EventFactory()
    guests_of(event, guests)

    with django_assert_max_num_queries(16):
        job = start(event)
    with django_assert_max_num_queries(26):
        drawing.draw_part(job.parts.get().pk, at=START)
    with django_assert_max_num_queries(12):
        confirming.confirm(job_id=job.pk, spoiled=Spoiled(numbers=frozenset({1})), by_id=None, at=START)
