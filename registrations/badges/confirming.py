"""What became of a print job: it was printed, some of it was spoiled, and that is printed again."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from registrations.badges import jobs, printing
from registrations.badges.choosing import Whose
from registrations.badges.jobs import JobRefused
from registrations.badges.printing import Said, Why
from registrations.models import (
    BadgePrint,
    BadgeSpoil,
    JobBadge,
    PrintJob,
    PrintJobState,
    PrintReason,
    Registration,
)
from registrations.states import Way


@dataclass(frozen=True)
class Spoiled:
    """Which badges of a job came to nothing: by their numbers, or all of a sheet."""

    numbers: frozenset[int] = field(default_factory=frozenset)
    sheets: frozenset[int] = field(default_factory=frozenset)


_NOTHING = Spoiled()


@transaction.atomic
def confirm(*, job_id: int, by_id: int | None, at: datetime, spoiled: Spoiled = _NOTHING) -> PrintJob:
    """Say that a job's file was printed, but for what was spoiled. Said again, only what is spoiled is added.

    :raises JobRefused: it is not ready, or it has no such badge or sheet
    """
    job = PrintJob.objects.lock(job_id)
    if job.state != PrintJobState.READY:
        raise JobRefused(_("파일이 완성된 작업만 출력했다고 표시할 수 있습니다."))
    badges = list(job.badges.filter(rendered_at__isnull=False).order_by("number"))
    ruined = _ruined(badges, spoiled)
    if job.printed_at is None:
        _record(job, badges, by_id=by_id, at=at)
        job.printed_at = at
        job.save(update_fields=["printed_at"])
    printings = job.prints.filter(registration__in=[badge.registration_id for badge in ruined])
    BadgeSpoil.objects.bulk_create(
        BadgeSpoil(printing=printing, at=at, by_id=by_id) for printing in printings.filter(spoil__isnull=True)
    )
    return job


def follow_up(
    *, job_id: int, by_id: int | None, at: datetime, skip: Mapping[str, Any] | None = None
) -> PrintJob:
    """A job for those of the job's guests whose badge was spoiled and who have no good one yet.

    ``skip`` may say which cells of the first sheet are used: ``start`` and ``skip`` of the form.

    :raises JobRefused: there is nobody
    """
    job = PrintJob.objects.get(pk=job_id)
    ids = to_print_again(job)
    if not ids:
        raise JobRefused(_("다시 출력할 명찰이 없습니다."))
    afresh = {
        "start": 1,
        "skip": "",
        "whose": Whose.ALL.value,
        "ids": ",".join(map(str, ids)),
        "leave_out": "",
    }
    return jobs.start(
        event_id=job.event_id,
        options={**job.choice, **afresh, **(skip or {})},
        language=job.language,
        by_id=by_id,
        at=at,
        why=Why(job.station, PrintReason.SPOILED),
        follows_id=job.pk,
    )


def to_print_again(job: PrintJob) -> list[int]:
    """The registrations whose badge of this job was spoiled, and who have no good one by another printing.

    Where a badge was printed for a reason, those before it do not count: they were lost, damaged or out of date.
    """
    good = BadgePrint.objects.in_hand().filter(registration=OuterRef("registration"))
    spoiled = job.prints.filter(spoil__isnull=False)
    wanting = spoiled.exclude(Exists(good.filter(pk__gt=OuterRef("pk")))).exclude(Exists(good), reason="")
    people = Registration.objects.filter(pk__in=wanting.values("registration"))
    return list(people.order_by("pk").values_list("pk", flat=True))


def _ruined(badges: list[JobBadge], spoiled: Spoiled) -> list[JobBadge]:
    unknown = spoiled.numbers - {badge.number for badge in badges}
    strange = spoiled.sheets - {badge.sheet for badge in badges}
    if unknown or strange:
        raise JobRefused(
            _("이 작업에 없는 번호입니다: %(numbers)s") % {"numbers": _listed(unknown | strange)}
        )
    return [badge for badge in badges if badge.number in spoiled.numbers or badge.sheet in spoiled.sheets]


def _listed(numbers: Set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)[:10]))


def _record(job: PrintJob, badges: list[JobBadge], *, by_id: int | None, at: datetime) -> None:
    """Who was printed before gets the job's reason; a first badge needs none."""
    ids = [badge.registration_id for badge in badges]
    before = set(BadgePrint.objects.filter(registration__in=ids).values_list("registration", flat=True))
    said = {badge.registration_id: Said(badge.code, badge.fingerprint) for badge in badges}
    for some, why in (
        ([pk for pk in ids if pk not in before], Why(job.station)),
        ([pk for pk in ids if pk in before], Why(job.station, job.reason, job.note)),
    ):
        printing.record_print(
            registration_ids=some,
            way=Way.SYSTEM if by_id is None else Way.ADMIN,
            by_id=by_id,
            at=at,
            job_id=job.pk,
            said=said,
            why=why,
        )
