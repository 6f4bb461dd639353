"""Drawing a print job: workers claim its parts, each leaves a file, and the last one joins them to the whole."""

import errno
import logging
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation

from events import pdf, stylesheets, wholefiles
from events.kinds import NothingToPrint
from events.printjobs import Part
from registrations.badges import files, joining, paper
from registrations.badges.choosing import Choice
from registrations.badges.paper import Batch, Drawn
from registrations.models import Failure, JobBadge, PartState, PrintJob, PrintJobState, PrintPart
from registrations.models.printjob import DRAWN_STATES, PrintJobQuerySet

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Overtaken(Exception):
    """Another worker has taken the work over while this one was slow, or the job was cancelled."""


def draw_part(part_id: int, *, at: datetime) -> None:
    """Draw a part that is due, and join the whole if it was the last. Safe to call any number of times."""
    if not PrintPart.objects.claim(part_id, at=at):
        return
    part = PrintPart.objects.select_related("job__event").get(pk=part_id)
    job = part.job
    PrintJob.objects.filter(pk=job.pk, state=PrintJobState.QUEUED).update(state=PrintJobState.RENDERING)
    if not _drawn(job).exists():  # it was cancelled meanwhile
        return
    if part.attempts > MOST_ATTEMPTS:
        _fail(_drawn(job), Failure.GIVEN_UP, f"part {part.number} ended {MOST_ATTEMPTS} times in the middle")
        return
    try:
        _draw(part)
    except Overtaken:
        logger.warning("Part %s of print job %s is no longer this worker's", part.number, job.pk)
    except Exception as error:
        _give_up(_drawn(job), error)
    else:
        join(job.pk, at=timezone.now())


def join(job_id: int, *, at: datetime) -> None:
    """Join a job's parts if all are drawn; the job is then ready. Safe to call any number of times."""
    if not PrintJob.objects.claim(job_id, at=at):
        return
    job = PrintJob.objects.select_related("event").get(pk=job_id)
    if job.attempts > MOST_ATTEMPTS:
        _fail(_joining(job), Failure.GIVEN_UP, f"joining ended {MOST_ATTEMPTS} times in the middle")
        return
    try:
        _join(job)
    except Overtaken:
        logger.warning("Print job %s is no longer this worker's to join", job.pk)
    except Exception as error:
        _give_up(_joining(job), error)


def _draw(part: PrintPart) -> None:
    job = part.job
    batch, choice = Batch(**part.batch), Choice.of(job.choice)
    with translation.override(job.language):
        drawn = paper.draw(job.event, batch, choice, language=job.language)
        content = _set(drawn.part) if drawn.said else b""
    name = f"{files.folder(job.pk)}/part-{part.number}-{part.attempts}.pdf"
    stored = default_storage.save(name, ContentFile(content)) if content else ""
    with wholefiles.gone_if_it_fails(stored):
        _finish(part, drawn, stored)


def _set(part: Part) -> bytes:
    return pdf.write_parts([part], css=[stylesheets.read("css/badge.css")], progress=lambda done, total: None)


@transaction.atomic
def _finish(part: PrintPart, drawn: Drawn, stored: str) -> None:
    if not PrintPart.objects.held(part).update(state=PartState.DONE, file=stored):
        raise Overtaken
    badges = list(part.badges.filter(registration__in=drawn.said))
    for badge in badges:
        said = drawn.said[badge.registration_id]
        badge.code, badge.fingerprint = said.code, said.fingerprint
    JobBadge.objects.bulk_update(badges, ["code", "fingerprint"])


def _join(job: PrintJob) -> None:
    parts = job.parts.exclude(file="").order_by("number")
    names = list(parts.values_list("file", flat=True))
    if not names:
        raise NothingToPrint(Failure.NOTHING)
    content = joining.joined(names)
    name = f"{files.folder(job.pk)}/badges-{job.event.slug}.pdf"
    stored = default_storage.save(name, ContentFile(content))
    at = timezone.now()
    with wholefiles.gone_if_it_fails(stored), transaction.atomic():
        ready = {"state": PrintJobState.READY, "file": stored, "finished_at": at}
        if not _joining(job).update(**ready):
            raise Overtaken
        job.badges.exclude(fingerprint="").update(rendered_at=at)
        job.parts.update(file="")
    files.sweep(job.pk, keep=stored)


def _give_up(job: PrintJobQuerySet, error: Exception) -> None:
    match error:
        case NothingToPrint():
            is_over = str(error) == Failure.NOTHING
            _fail(job, Failure.NOTHING if is_over else Failure.REFUSED, "" if is_over else str(error))
        case joining.Unreadable():
            logger.error("A print job could not be joined: %s", error)
            _fail(job, Failure.UNREADABLE, str(error))
        case OSError(errno=number) if number in _FULL:
            logger.error("There is no room for the file of a print job: %s", error)
            _fail(job, Failure.NO_SPACE, str(error))
        case _:
            logger.error("A print job could not be drawn", exc_info=error)
            _fail(job, Failure.BROKEN, f"{type(error).__name__}: {error}")


def _fail(job: PrintJobQuerySet, failure: Failure, error: str) -> None:
    """End the job if it is still this worker's: no file of it stays."""
    pk = job.values_list("pk", flat=True).first()
    failed = {
        "state": PrintJobState.FAILED,
        "failure": failure,
        "error": error,
        "finished_at": timezone.now(),
    }
    if pk is not None and job.update(**failed):
        files.sweep(pk)


def _drawn(job: PrintJob) -> PrintJobQuerySet:
    """The job, as long as its parts are being drawn."""
    return PrintJob.objects.filter(pk=job.pk, state__in=DRAWN_STATES)


def _joining(job: PrintJob) -> PrintJobQuerySet:
    """The job, as long as no other worker has claimed it since."""
    return PrintJob.objects.filter(pk=job.pk, state=PrintJobState.JOINING, attempts=job.attempts)
