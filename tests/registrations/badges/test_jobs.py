"""Print jobs: asked for, drawn in parts, joined, said to be printed, spoiled and printed again."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from registrations.badges import drawing, files, jobs
from registrations.badges.choosing import Whose
from registrations.badges.jobs import JobRefused, Spoiled
from registrations.badges.printing import Why
from registrations.models import (
    BadgePrint,
    CategoryBadge,
    JobBadge,
    PartState,
    PrintJob,
    PrintJobState,
    PrintPart,
    PrintReason,
    Registration,
)
from registrations.states import Category, RegistrationState, Way
from tests import pdfs
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
STICKERS = {"layout": "sticker-2x4"}


@pytest.fixture
def drawn(django_capture_on_commit_callbacks):
    """A job whose bells were heard: asked for, drawn and joined."""

    def draw(event, **asked: Any) -> PrintJob:
        with django_capture_on_commit_callbacks(execute=True):
            job = start(event, **asked)
        job.refresh_from_db()
        return job

    return draw


@pytest.fixture
def _small_parts(monkeypatch):
    """A sheet of eight is a part."""
    monkeypatch.setattr("registrations.badges.paper.BADGES_A_BATCH", 8)


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


def test_rendered_is_not_printed_until_somebody_says_so(drawn):
    event, person = EventFactory(), UserFactory()
    guest = RegistrationFactory(event=event)
    job = drawn(event, why=Why(station="1번 데스크"))

    jobs.confirm(job_id=job.pk, by_id=person.pk, at=START)
    jobs.confirm(job_id=job.pk, by_id=person.pk, at=START)

    printing = BadgePrint.objects.get()
    badge = JobBadge.objects.get()
    assert (printing.registration, printing.job, printing.by, printing.way) == (guest, job, person, Way.ADMIN)
    assert (printing.station, printing.reason, printing.code) == ("1번 데스크", "", guest.code)
    assert printing.fingerprint == badge.fingerprint != ""


def test_spoiled_badges_come_again_in_a_job_that_follows(drawn, django_capture_on_commit_callbacks):
    event = EventFactory()
    guests = guests_of(event, 10)
    job = drawn(event)

    jobs.confirm(job_id=job.pk, spoiled=Spoiled(frozenset({3}), sheets=frozenset({2})), by_id=None, at=START)
    with django_capture_on_commit_callbacks(execute=True):
        follower = jobs.follow_up(job_id=job.pk, by_id=None, at=START)
    follower.refresh_from_db()
    jobs.confirm(job_id=follower.pk, by_id=None, at=START)

    expected = [guests[2], guests[8], guests[9]]
    assert sorted(codes_in(follower)) == sorted(guest.code for guest in expected)
    assert follower.follows == job
    reprints = follower.prints.values_list("registration", "reason")
    assert sorted(reprints) == [(guest.pk, PrintReason.SPOILED) for guest in expected]
    assert jobs.to_print_again(job) == []
    with pytest.raises(JobRefused, match="다시 출력할 명찰이 없습니다"):
        jobs.follow_up(job_id=job.pk, by_id=None, at=START)


def test_spoiling_what_is_not_there_changes_nothing(drawn):
    event = EventFactory()
    RegistrationFactory(event=event)
    job = drawn(event)

    with pytest.raises(JobRefused, match="9"):
        jobs.confirm(job_id=job.pk, spoiled=Spoiled(numbers=frozenset({1, 9})), by_id=None, at=START)

    assert not BadgePrint.objects.exists()


def test_job_that_is_not_ready_cannot_be_printed_and_who_is_ready_cannot_be_cancelled(drawn):
    event = EventFactory()
    RegistrationFactory(event=event)
    waiting = start(event)

    with pytest.raises(JobRefused, match="완성된"):
        jobs.confirm(job_id=waiting.pk, by_id=None, at=START)
    jobs.cancel(job_id=waiting.pk, at=START)
    ready = drawn(event)
    with pytest.raises(JobRefused, match="이미 끝난"):
        jobs.cancel(job_id=ready.pk, at=START)

    waiting.refresh_from_db()
    assert waiting.state == PrintJobState.CANCELLED


def test_printed_badges_are_printed_again_only_with_a_reason(drawn):
    event = EventFactory()
    RegistrationFactory(event=event)
    jobs.confirm(job_id=drawn(event).pk, by_id=None, at=START)

    with pytest.raises(JobRefused, match="이미 출력한 명찰 1개"):
        start(event)
    with pytest.raises(JobRefused, match="기타"):
        start(event, why=Why(reason=PrintReason.OTHER))
    with pytest.raises(JobRefused, match="목록에서"):
        start(event, why=Why(reason="made-up"))
    again = drawn(event, why=Why(reason=PrintReason.LOST, note="행사장에서 잃어버림"))
    jobs.confirm(job_id=again.pk, by_id=None, at=START)

    assert list(BadgePrint.objects.order_by("pk").values_list("reason", "note")) == [
        ("", ""),
        (PrintReason.LOST, "행사장에서 잃어버림"),
    ]


def test_only_changed_needs_no_reason_and_says_it(drawn):
    event = EventFactory()
    guest, _same = RegistrationFactory(event=event), RegistrationFactory(event=event)
    jobs.confirm(job_id=drawn(event).pk, by_id=None, at=START)
    Registration.objects.filter(pk=guest.pk).update(name="바뀜")

    job = drawn(event, whose=Whose.CHANGED.value)
    jobs.confirm(job_id=job.pk, by_id=None, at=START)

    assert list(job.prints.values_list("registration", "reason")) == [(guest.pk, PrintReason.CHANGED)]
    with pytest.raises(JobRefused, match="출력할 명찰이 없습니다"):
        start(event, whose=Whose.CHANGED.value)


@pytest.mark.parametrize("options", [{}, {"whose": "changed"}, {"order": "code"}])
def test_reprint_may_revoke_the_old_code(drawn, options):
    event = EventFactory()
    guest = RegistrationFactory(event=event)
    first = RegistrationFactory(event=event, name="처음") if options.get("whose") != "changed" else None
    jobs.confirm(job_id=drawn(event, ids=str(guest.pk)).pk, by_id=None, at=START)
    old = guest.code
    Registration.objects.filter(pk=guest.pk).update(title="바뀜")

    job = drawn(event, why=Why(reason=PrintReason.LOST), renews_codes=True, **options)

    guest.refresh_from_db()
    assert guest.code != old
    assert guest.revoked_codes.values_list("code", "reason").get() == (old, PrintReason.LOST)
    assert sorted(codes_in(job)) == sorted([guest.code, *([first.code] if first else [])])


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


@pytest.mark.parametrize("guests", [1, 3])
def test_asking_and_drawing_take_the_same_queries_for_any_number(guests, django_assert_max_num_queries):
    event = EventFactory()
    guests_of(event, guests)

    with django_assert_max_num_queries(16):
        job = start(event)
    with django_assert_max_num_queries(26):
        drawing.draw_part(job.parts.get().pk, at=START)
    with django_assert_max_num_queries(12):
        jobs.confirm(job_id=job.pk, spoiled=Spoiled(numbers=frozenset({1})), by_id=None, at=START)
