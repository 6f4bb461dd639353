"""Print jobs: asking for one, cancelling it, saying what was printed and what was spoiled, and printing that again."""

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from events import kinds
from events.kinds import NothingToPrint
from registrations import renewing
from registrations.badges import files, paper, printing, tasks
from registrations.badges.choosing import Choice, Whose
from registrations.badges.paper import Batch
from registrations.badges.printing import Said, Why
from registrations.models import (
    BadgePrint,
    BadgeSpoil,
    JobBadge,
    PrintJob,
    PrintJobState,
    PrintPart,
    PrintReason,
    Registration,
)
from registrations.models.printjob import OPEN_JOB_STATES
from registrations.states import Way

KIND = "badges"
_SETTLING = timedelta(hours=1)  # after its end a worker that was overtaken may still write for so long
_FIRST = Why()


class JobRefused(Exception):
    """A print job cannot be had like that; the text tells the organizer what to change."""


@dataclass(frozen=True)
class Spoiled:
    """Which badges of a job came to nothing: by their numbers, or all of a sheet."""

    numbers: frozenset[int] = field(default_factory=frozenset)
    sheets: frozenset[int] = field(default_factory=frozenset)


_NOTHING = Spoiled()


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
    return start(
        event_id=job.event_id,
        options={**job.choice, **afresh, **(skip or {})},
        language=job.language,
        by_id=by_id,
        at=at,
        why=Why(job.station, PrintReason.SPOILED),
        follows_id=job.pk,
    )


def to_print_again(job: PrintJob) -> list[int]:
    """The registrations whose badge of this job was spoiled, and who have no good one by another printing."""
    spoiled = job.prints.filter(spoil__isnull=False).values("registration")
    good = BadgePrint.objects.in_hand().filter(registration__in=spoiled).values("registration")
    people = Registration.objects.filter(pk__in=spoiled).exclude(pk__in=good)
    return list(people.order_by("pk").values_list("pk", flat=True))


def sweep_files(*, at: datetime) -> int:
    """Delete the files that no job knows: whoever wrote them was killed over them, late; how many."""
    rows = PrintJob.objects.exclude(file="").values_list("pk", "file")
    busy = PrintJob.objects.filter(Q(state__in=OPEN_JOB_STATES) | Q(finished_at__gt=at - _SETTLING))
    return files.sweep_all(keep=dict(rows), busy=set(busy.values_list("pk", flat=True)))


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
    form = kinds.get(KIND).choices(options, event_id=event_id)
    if not form.is_valid():
        raise JobRefused(" ".join(" ".join(map(str, errors)) for errors in form.errors.values()))
    return form.cleaned_data


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
