"""Print jobs: what one would be, asking for one, cancelling it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events import documents
from events.kinds import NothingToPrint
from registrations import renewing
from registrations.badges import files, paper, printing, tasks
from registrations.badges.choosing import Choice, Whose
from registrations.badges.paper import Batch
from registrations.badges.printing import Why
from registrations.models import BadgePrint, JobBadge, PrintJob, PrintJobState, PrintPart, PrintReason
from registrations.models.printjob import OPEN_JOB_STATES

KIND = "badges"
_FIRST = Why()


class JobRefused(Exception):
    """A print job cannot be had like that; the text tells the organizer what to change."""


@dataclass(frozen=True)
class Forecast:
    """How much a choice would print, and how many of those badges were printed before."""

    badges: int
    sheets: int
    printed: int


@transaction.atomic
def start(
    *,
    event_id: int,
    options: Mapping[str, Any],
    language: str,
    by_id: int | None,
    at: datetime,
    why: Why = _FIRST,
    renews_codes: bool = False,
    follows_id: int | None = None,
) -> PrintJob:
    """Ask for badges; workers draw them. While a job of the same choice is on its way, that one is returned.

    ``options`` are what the form of the kind "badges" asks. Who was printed before and is printed again needs a
    reason, and gets a new code with ``renews_codes``: the badge they had is revoked at once.

    :raises JobRefused: what is asked cannot be, or there is nobody to print
    """
    cleaned = _cleaned(event_id, options)
    choice = Choice.of(cleaned)
    if choice.whose == Whose.CHANGED and not why.reason:
        why = Why(why.station, PrintReason.CHANGED, why.note)
    if problem := printing.problem_of(why):
        raise JobRefused(problem)
    asked = [cleaned, language, asdict(why), renews_codes]
    job, is_new = PrintJob.objects.get_or_create(
        event_id=event_id,
        digest=hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest(),
        state__in=OPEN_JOB_STATES,
        defaults={
            "state": PrintJobState.QUEUED,
            "choice": cleaned,
            "language": language,
            "station": why.station,
            "reason": why.reason,
            "note": why.note,
            "renews_codes": renews_codes,
            "follows_id": follows_id,
            "requested_at": at,
            "requested_by_id": by_id,
        },
    )
    if is_new:
        _fill(job, choice, why, at=at)
    return job


@transaction.atomic
def cancel(*, job_id: int, at: datetime) -> PrintJob:
    """Stop a job that is not ready yet; no file of it stays. Twice is harmless.

    :raises JobRefused: it is over
    """
    job = PrintJob.objects.lock(job_id)
    if job.state == PrintJobState.CANCELLED:
        return job
    if not job.is_open:
        raise JobRefused(_("이미 끝난 작업이어서 취소할 수 없습니다."))
    job.state, job.finished_at = PrintJobState.CANCELLED, at
    job.save(update_fields=["state", "finished_at"])
    transaction.on_commit(lambda: files.sweep(job_id))
    return job


def forecast(*, event_id: int, options: Mapping[str, Any]) -> Forecast:
    """What a job of that choice would be, without asking for it.

    :raises JobRefused: what is asked cannot be
    """
    choice = Choice.of(_cleaned(event_id, options))
    batches = _plan(event_id, choice)
    ids = [pk for batch in batches for pk in batch.registration_ids]
    sheets = sum(paper.places(event_id, batch, choice)[-1][0] + 1 for batch in batches)
    return Forecast(badges=len(ids), sheets=sheets, printed=len(_printed(ids)))


def _cleaned(event_id: int, options: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return documents.choose(KIND, options, event_id=event_id)
    except documents.OptionsRefused as refusal:
        raise JobRefused(str(refusal)) from refusal


def _printed(ids: list[int]) -> set[int]:
    """Those of them who have a good badge."""
    rows = BadgePrint.objects.in_hand().filter(registration__in=ids)
    return set(rows.values_list("registration", flat=True))


def _fill(job: PrintJob, choice: Choice, why: Why, *, at: datetime) -> None:
    batches = _plan(job.event_id, choice)
    ids = [pk for batch in batches for pk in batch.registration_ids]
    printed = _printed(ids)
    if printed and not why.reason:
        raise JobRefused(
            _(
                "이미 출력한 명찰 %(count)d개가 들어 있습니다. 다시 출력하는 사유를 고르시거나, 대상을 "
                "「출력하지 않은 명찰만」으로 바꿔 주세요."
            )
            % {"count": len(printed)}
        )
    if job.renews_codes:
        for registration_id in sorted(printed):
            renewing.renew(
                registration_id=registration_id,
                reason=why.reason,
                note=why.note,
                by_id=job.requested_by_id,
                at=at,
            )
        # Who these are is known by now; the order may be that of codes.
        batches = _plan(job.event_id, replace(choice, whose=Whose.ALL, ids=frozenset(ids)))
    job.total = len(ids)
    job.save(update_fields=["total"])
    _write_parts(job, batches, choice)


def _plan(event_id: int, choice: Choice) -> list[Batch]:
    try:
        batches = paper.plan(event_id, choice)
    except NothingToPrint as reason:
        raise JobRefused(str(reason)) from reason
    if not batches:
        raise JobRefused(_("고르신 대상에 출력할 명찰이 없습니다."))
    return batches


def _write_parts(job: PrintJob, batches: list[Batch], choice: Choice) -> None:
    parts = PrintPart.objects.bulk_create(
        PrintPart(job=job, number=number, batch=asdict(batch))
        for number, batch in enumerate(batches, start=1)
    )
    rows: list[JobBadge] = []
    first_sheet = 1
    for part, batch in zip(parts, batches, strict=True):
        places = paper.places(job.event_id, batch, choice)
        rows += [
            JobBadge(
                job=job,
                part=part,
                registration_id=registration_id,
                number=len(rows) + number,
                sheet=first_sheet + sheet,
                cell=cell + 1,
            )
            for number, (registration_id, (sheet, cell)) in enumerate(
                zip(batch.registration_ids, places, strict=True), start=1
            )
        ]
        first_sheet += places[-1][0] + 1
    JobBadge.objects.bulk_create(rows)
    part_ids = [part.pk for part in parts]
    transaction.on_commit(lambda: _ring(part_ids), robust=True)


def _ring(part_ids: list[int]) -> None:
    for part_id in part_ids:
        tasks.draw_part.delay(part_id)
