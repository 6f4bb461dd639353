"""The files of a print job: in a folder of its own, of which one file is kept in the end or none."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Q

from registrations.models import PrintJob
from registrations.models.printjob import OPEN_JOB_STATES

FOLDER = "print-jobs"
_SETTLING = timedelta(hours=1)  # after its end a worker that was overtaken may still write for so long


def folder(job_id: int) -> str:
    """Where the job's files lie in the storage."""
    return f"{FOLDER}/{job_id}"


def sweep(job_id: int, *, keep: str = "") -> int:
    """Delete the job's files but ``keep``, also those of workers that were killed over them; how many."""
    try:
        _folders, names = default_storage.listdir(folder(job_id))
    except FileNotFoundError:
        return 0
    old = [path for name in names if (path := f"{folder(job_id)}/{name}") != keep]
    for path in old:
        default_storage.delete(path)
    if not keep:
        with suppress(OSError):  # a worker that was overtaken writes just now, and deletes that itself
            default_storage.delete(folder(job_id))
    return len(old)


def sweep_all(*, at: datetime) -> int:
    """Delete the files that no job knows: whoever wrote them was killed over them, late; how many."""
    try:
        folders, _names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    keep = dict(PrintJob.objects.exclude(file="").values_list("pk", "file"))
    busy = PrintJob.objects.filter(Q(state__in=OPEN_JOB_STATES) | Q(finished_at__gt=at - _SETTLING))
    written = {int(name) for name in folders if name.isdecimal()}
    over = written - set(busy.values_list("pk", flat=True))
    return sum(sweep(job_id, keep=keep.get(job_id, "")) for job_id in sorted(over))
