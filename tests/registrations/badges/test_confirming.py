"""What became of print jobs: printed, spoiled, printed again."""

import pytest

from registrations.badges import confirming, jobs
from registrations.badges.choosing import Whose
from registrations.badges.confirming import Spoiled
from registrations.badges.jobs import JobRefused
from registrations.badges.printing import Why
from registrations.models import BadgePrint, JobBadge, PrintJobState, PrintReason, Registration
from registrations.states import Way
from tests.factories.events import START, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.badges.printjobs import codes_in, guests_of, start

pytestmark = pytest.mark.django_db


def test_rendered_is_not_printed_until_somebody_says_so(drawn):
    event, person = EventFactory(), UserFactory()
    guest = RegistrationFactory(event=event)
    job = drawn(event, why=Why(station="1번 데스크"))

    confirming.confirm(job_id=job.pk, by_id=person.pk, at=START)
    confirming.confirm(job_id=job.pk, by_id=person.pk, at=START)

    printing = BadgePrint.objects.get()
    badge = JobBadge.objects.get()
    assert (printing.registration, printing.job, printing.by, printing.way) == (guest, job, person, Way.ADMIN)
    assert (printing.station, printing.reason, printing.code) == ("1번 데스크", "", guest.code)
    assert printing.fingerprint == badge.fingerprint != ""


def test_spoiled_badges_come_again_in_a_job_that_follows(drawn, django_capture_on_commit_callbacks):
    event = EventFactory()
    guests = guests_of(event, 10)
    job = drawn(event)

    confirming.confirm(
        job_id=job.pk, spoiled=Spoiled(frozenset({3}), sheets=frozenset({2})), by_id=None, at=START
    )
    with django_capture_on_commit_callbacks(execute=True):
        follower = confirming.follow_up(job_id=job.pk, by_id=None, at=START)
    follower.refresh_from_db()
    confirming.confirm(job_id=follower.pk, by_id=None, at=START)

    expected = [guests[2], guests[8], guests[9]]
    assert sorted(codes_in(follower)) == sorted(guest.code for guest in expected)
    assert follower.follows == job
    reprints = follower.prints.values_list("registration", "reason")
    assert sorted(reprints) == [(guest.pk, PrintReason.SPOILED) for guest in expected]
    assert confirming.to_print_again(job) == []
    with pytest.raises(JobRefused, match="다시 출력할 명찰이 없습니다"):
        confirming.follow_up(job_id=job.pk, by_id=None, at=START)


def test_spoiled_reprint_comes_again_though_the_lost_badge_was_good(
    drawn, django_capture_on_commit_callbacks
):
    event = EventFactory()
    guests = guests_of(event, 3)
    confirming.confirm(job_id=drawn(event).pk, by_id=None, at=START)
    job = drawn(event, why=Why(reason=PrintReason.LOST))

    confirming.confirm(job_id=job.pk, spoiled=Spoiled(frozenset({2})), by_id=None, at=START)

    assert confirming.to_print_again(job) == [guests[1].pk]
    with django_capture_on_commit_callbacks(execute=True):
        follower = confirming.follow_up(job_id=job.pk, by_id=None, at=START)
    confirming.confirm(job_id=follower.pk, by_id=None, at=START)
    assert confirming.to_print_again(job) == []


def test_first_badge_that_was_spoiled_does_not_come_again_where_another_job_made_it(drawn):
    event = EventFactory()
    RegistrationFactory(event=event)
    one, other = drawn(event), drawn(event)

    confirming.confirm(job_id=one.pk, by_id=None, at=START)
    confirming.confirm(job_id=other.pk, spoiled=Spoiled(frozenset({1})), by_id=None, at=START)

    assert confirming.to_print_again(other) == []


def test_spoiling_what_is_not_there_changes_nothing(drawn):
    event = EventFactory()
    RegistrationFactory(event=event)
    job = drawn(event)

    with pytest.raises(JobRefused, match="9"):
        confirming.confirm(job_id=job.pk, spoiled=Spoiled(numbers=frozenset({1, 9})), by_id=None, at=START)

    assert not BadgePrint.objects.exists()


def test_job_that_is_not_ready_cannot_be_printed_and_who_is_ready_cannot_be_cancelled(drawn):
    event = EventFactory()
    RegistrationFactory(event=event)
    waiting = start(event)

    with pytest.raises(JobRefused, match="완성된"):
        confirming.confirm(job_id=waiting.pk, by_id=None, at=START)
    jobs.cancel(job_id=waiting.pk, at=START)
    ready = drawn(event)
    with pytest.raises(JobRefused, match="이미 끝난"):
        jobs.cancel(job_id=ready.pk, at=START)

    waiting.refresh_from_db()
    assert waiting.state == PrintJobState.CANCELLED


def test_printed_badges_are_printed_again_only_with_a_reason(drawn):
    event = EventFactory()
    RegistrationFactory(event=event)
    confirming.confirm(job_id=drawn(event).pk, by_id=None, at=START)

    with pytest.raises(JobRefused, match="이미 출력한 명찰 1개"):
        start(event)
    with pytest.raises(JobRefused, match="기타"):
        start(event, why=Why(reason=PrintReason.OTHER))
    with pytest.raises(JobRefused, match="목록에서"):
        start(event, why=Why(reason="made-up"))
    again = drawn(event, why=Why(reason=PrintReason.LOST, note="행사장에서 잃어버림"))
    confirming.confirm(job_id=again.pk, by_id=None, at=START)

    assert list(BadgePrint.objects.order_by("pk").values_list("reason", "note")) == [
        ("", ""),
        (PrintReason.LOST, "행사장에서 잃어버림"),
    ]


def test_only_changed_needs_no_reason_and_says_it(drawn):
    event = EventFactory()
    guest, _same = RegistrationFactory(event=event), RegistrationFactory(event=event)
    confirming.confirm(job_id=drawn(event).pk, by_id=None, at=START)
    Registration.objects.filter(pk=guest.pk).update(name="바뀜")

    job = drawn(event, whose=Whose.CHANGED.value)
    confirming.confirm(job_id=job.pk, by_id=None, at=START)

    assert list(job.prints.values_list("registration", "reason")) == [(guest.pk, PrintReason.CHANGED)]
    with pytest.raises(JobRefused, match="출력할 명찰이 없습니다"):
        start(event, whose=Whose.CHANGED.value)


@pytest.mark.parametrize("options", [{}, {"whose": "changed"}, {"order": "code"}])
def test_reprint_may_revoke_the_old_code(drawn, options):
    event = EventFactory()
    guest = RegistrationFactory(event=event)
    first = RegistrationFactory(event=event, name="처음") if options.get("whose") != "changed" else None
    confirming.confirm(job_id=drawn(event, ids=str(guest.pk)).pk, by_id=None, at=START)
    old = guest.code
    Registration.objects.filter(pk=guest.pk).update(title="바뀜")

    job = drawn(event, why=Why(reason=PrintReason.LOST), renews_codes=True, **options)

    guest.refresh_from_db()
    assert guest.code != old
    assert guest.revoked_codes.values_list("code", "reason").get() == (old, PrintReason.LOST)
    assert sorted(codes_in(job)) == sorted([guest.code, *([first.code] if first else [])])
