"""The files of a print job: in a folder of its own, of which one file is kept in the end or none."""

from contextlib import suppress

from django.core.files.storage import default_storage

FOLDER = "print-jobs"


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


def sweep_all(*, keep: dict[int, str], busy: set[int]) -> int:
    """The same for every job: ``keep`` is the file of each that has one, ``busy`` are those still being drawn."""
    try:
        folders, _names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    known = {int(name) for name in folders if name.isdecimal()} - busy
    return sum(sweep(job_id, keep=keep.get(job_id, "")) for job_id in sorted(known))
