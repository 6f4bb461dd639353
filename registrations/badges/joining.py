"""Parts of a print job joined to one file."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import default_storage

from events import pdf
from events.printjobs import CannotBeSet


class Unreadable(Exception):
    """A part is missing, or no PDF; the text says which, for the log."""


def joined(names: Sequence[str]) -> bytes:
    """The files of those names in the storage as one PDF, in that order.

    :raises Unreadable: one of them is missing, or no PDF
    """
    with TemporaryDirectory(prefix="print-job-") as folder:
        files = [Path(folder) / f"{number}.pdf" for number in range(len(names))]
        for name, file in zip(names, files, strict=True):
            file.write_bytes(_read(name))
        try:
            return pdf.join(files)
        except CannotBeSet as error:
            raise Unreadable(str(error)) from error


def _read(name: str) -> bytes:
    try:
        with default_storage.open(name, "rb") as source:
            return source.read()
    except OSError as error:
        raise Unreadable(f"{name}: {error}") from error
