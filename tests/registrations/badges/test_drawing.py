"""Print jobs drawn in parts and joined: whole or without a file, whoever is cancelled, gone, late or killed."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from registrations.badges import drawing, jobs
from registrations.models import BadgePrint, PrintJobState, PrintPart, Registration
from registrations.states import RegistrationState
from tests import pdfs
from tests.factories.events import START, EventFactory
from tests.registrations.badges.printjobs import codes_in, content, files_of, guests_of, start

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_small_parts")
def test_job_is_drawn_in_parts_and_joined_in_order(drawn):
    event = EventFactory()
    guests = guests_of(event, 17)

    job = drawn(event)

    assert (job.state, job.total, job.parts.count()) == (PrintJobState.READY, 17, 3)
    pages = pdfs.pages(content(job))
    assert [
        [word for word in page.split() if word.startswith("손님")]
        == sorted(word for word in page.split() if word.startswith("손님"))
        for page in pages
    ] == [True] * 3
    assert sorted(codes_in(job)) == sorted(guest.code for guest in guests)
    assert files_of(job) == [job.file.name]
    badges = job.badges.order_by("number").values_list("number", "sheet", "cell", "registration__name")
    assert list(badges)[7:9] == [(8, 1, 8, "손님07"), (9, 2, 1, "손님08")]
    assert not job.badges.filter(rendered_at__isnull=True).exists()
    assert not BadgePrint.objects.exists()


def test_part_that_was_cancelled_while_it_was_drawn_leaves_no_file(monkeypatch):
    event = EventFactory()
    guests_of(event, 2)
    job = start(event)
    draw = drawing._set

    def cancelled_meanwhile(part):
        jobs.cancel(job_id=job.pk, at=START)
        return draw(part)

    monkeypatch.setattr(drawing, "_set", cancelled_meanwhile)
    drawing.draw_part(job.parts.get().pk, at=START)

    job.refresh_from_db()
    assert (job.state, files_of(job)) == (PrintJobState.CANCELLED, [])


def test_guest_who_has_gone_leaves_an_empty_cell(drawn):
    event = EventFactory()
    first, gone, last = guests_of(event, 3)
    job = start(event)
    Registration.objects.filter(pk=gone.pk).update(state=RegistrationState.CANCELLED)

    drawing.draw_part(job.parts.get().pk, at=START)

    job.refresh_from_db()
    left = {word.text: word.left for word in pdfs.words(content(job)) if word.text.startswith("손님")}
    top = {word.text: word.top for word in pdfs.words(content(job)) if word.text.startswith("손님")}
    assert set(left) == {first.name, last.name}
    assert (left[first.name] == left[last.name], top[first.name] < top[last.name]) == (True, True)
    left_out = job.badges.filter(rendered_at__isnull=True).values_list("number", flat=True)
    assert list(left_out) == [2]


def test_job_whose_guests_have_all_gone_fails_in_words():
    event = EventFactory()
    guests_of(event, 2)
    job = start(event)
    Registration.objects.update(state=RegistrationState.CANCELLED)

    drawing.draw_part(job.parts.get().pk, at=START)

    job.refresh_from_db()
    assert (job.state, job.get_failure_display()) == (
        PrintJobState.FAILED,
        "출력할 명찰이 남아 있지 않습니다.",
    )


@pytest.mark.usefixtures("_small_parts")
@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 torn", None])
def test_unreadable_part_fails_in_words_and_leaves_no_file(damage):
    event = EventFactory()
    guests_of(event, 9)
    job = start(event)
    first, second = job.parts.order_by("number")
    drawing.draw_part(first.pk, at=START)
    first.refresh_from_db()
    default_storage.delete(first.file)
    if damage is not None:
        default_storage.save(first.file, ContentFile(damage))

    drawing.draw_part(second.pk, at=START)

    job.refresh_from_db()
    assert (job.state, job.failure, files_of(job)) == (PrintJobState.FAILED, "unreadable", [])
    assert "합치지 못했습니다" in job.get_failure_display()


@pytest.mark.usefixtures("_small_parts")
@pytest.mark.parametrize("full_at", ["part-2", "badges-"])
def test_full_disk_fails_in_words_and_leaves_no_file(monkeypatch, full_at):
    event = EventFactory()
    guests_of(event, 9)
    job = start(event)
    save = default_storage.save

    def full(name, file):
        if full_at in name:
            raise OSError(28, "No space left on device")
        return save(name, file)

    monkeypatch.setattr(default_storage, "save", full)
    for part in job.parts.order_by("number"):
        drawing.draw_part(part.pk, at=START)

    job.refresh_from_db()
    assert (job.state, job.failure, files_of(job)) == (PrintJobState.FAILED, "no_space", [])
    assert "저장 공간" in job.get_failure_display()


def test_part_left_behind_is_taken_over_and_a_slow_worker_writes_nothing_over_it(settings):
    event = EventFactory()
    guests_of(event, 1)
    job = start(event)
    part = job.parts.get()
    late = START + settings.DOCUMENT_LEASE
    assert PrintPart.objects.claim(part.pk, at=START)
    slow = PrintPart.objects.select_related("job__event").get(pk=part.pk)
    assert not PrintPart.objects.claim(part.pk, at=START)

    drawing.draw_part(part.pk, at=late)
    with pytest.raises(drawing.Overtaken):
        drawing._draw(slow)

    job.refresh_from_db()
    assert (job.state, files_of(job)) == (PrintJobState.READY, [job.file.name])


def test_part_whose_workers_died_three_times_is_given_up(settings):
    event = EventFactory()
    guests_of(event, 1)
    job = start(event)
    part = job.parts.get()
    for number in range(3):
        assert PrintPart.objects.claim(part.pk, at=START + number * settings.DOCUMENT_LEASE)

    drawing.draw_part(part.pk, at=START + 3 * settings.DOCUMENT_LEASE)

    job.refresh_from_db()
    assert (job.state, job.failure) == (PrintJobState.FAILED, "given_up")
