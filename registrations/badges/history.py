"""What became of badges: of each one in a job, and of all that a guest had, read off the rows and ledgers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations.models import (
    BadgePrint,
    BadgeSpoil,
    JobBadge,
    PrintJob,
    PrintJobState,
    Registration,
    RevokedCode,
)


class BadgeState(models.TextChoices):
    QUEUED = "queued", gettext_lazy("작성 대기")
    RENDERED = "rendered", gettext_lazy("작성함")
    PRINTED = "printed", gettext_lazy("출력함")
    SPOILED = "spoiled", gettext_lazy("못 쓰게 됨")
    LEFT_OUT = "left_out", gettext_lazy("빠짐(등록 취소)")
    STOPPED = "stopped", gettext_lazy("작성하지 않음")


@dataclass(frozen=True)
class Line:
    """One thing that happened to a guest's badge."""

    at: datetime
    what: str
    who: str = ""
    station: str = ""
    detail: str = ""
    is_problem: bool = False
    job: PrintJob | None = None


def with_states(badges: QuerySet[JobBadge]) -> QuerySet[Any]:
    """The badges of jobs, each with ``printed_at`` and ``spoiled_at``; ``state_of`` reads them."""
    same = {"job": OuterRef("job"), "registration": OuterRef("registration")}
    spoils = BadgeSpoil.objects.filter(printing__job=same["job"], printing__registration=same["registration"])
    return badges.annotate(
        printed_at=Subquery(BadgePrint.objects.filter(**same).values("at")[:1]),
        spoiled_at=Subquery(spoils.values("at")[:1]),
    )


def state_of(badge: Any, job: PrintJob) -> BadgeState:
    """How a badge ``with_states`` stands."""
    if badge.spoiled_at:
        return BadgeState.SPOILED
    if badge.printed_at:
        return BadgeState.PRINTED
    if badge.rendered_at:
        return BadgeState.RENDERED
    if job.is_open:
        return BadgeState.QUEUED
    return BadgeState.LEFT_OUT if job.state == PrintJobState.READY else BadgeState.STOPPED


def of_guest(registration: Registration) -> list[Line]:
    """Everything that happened to a guest's badges, the first thing first. The number of queries does not grow."""
    lines = [*_jobs(registration), *_prints(registration), *_codes(registration)]
    return sorted(lines, key=lambda line: line.at)


def _jobs(registration: Registration) -> Iterator[Line]:
    for badge in registration.job_badges.select_related("job__requested_by").order_by("pk"):
        job = badge.job
        why = _why(job.get_reason_display(), job.note)
        yield Line(job.requested_at, _("출력 요청"), _name(job.requested_by), job.station, why, job=job)
        if badge.rendered_at:
            place = _("%(sheet)s장 %(cell)s칸") % {"sheet": badge.sheet, "cell": badge.cell}
            yield Line(badge.rendered_at, _("파일 작성"), detail=place, job=job)
        elif job.finished_at:
            what = _("파일에서 빠짐") if job.state == PrintJobState.READY else job.get_state_display()
            yield Line(job.finished_at, what, job=job)


def _prints(registration: Registration) -> Iterator[Line]:
    rows = registration.badge_prints.select_related("by", "job", "spoil__by").order_by("pk")
    for row in rows:
        where = row.station or row.get_way_display()
        what = _("다시 출력") if row.reason else _("출력")
        why = _why(row.get_reason_display(), row.note)
        yield Line(row.at, what, _name(row.by), where, why, job=row.job)
        spoil = getattr(row, "spoil", None)
        if spoil is not None:
            yield Line(spoil.at, _("못 쓰게 됨"), _name(spoil.by), is_problem=True, job=row.job)


def _codes(registration: Registration) -> Iterator[Line]:
    for row in RevokedCode.objects.filter(registration=registration).select_related("by").order_by("pk"):
        why = _why(row.get_reason_display(), row.note)
        yield Line(row.at, _("등록번호 %(code)s 폐기") % {"code": row.code}, _name(row.by), detail=why)


def _why(reason: str, note: str) -> str:
    return ": ".join(part for part in (reason, note) if part)


def _name(person: Any) -> str:
    return str(person.name or person) if person is not None else ""
