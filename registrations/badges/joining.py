"""Parts of a print job joined to one file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    try:
        with _files(names) as files:
            return pdf.join(files)
    except (CannotBeSet, FileNotFoundError) as error:
        raise Unreadable(str(error)) from error


@contextmanager
def _files(names: Sequence[str]) -> Iterator[list[Path]]:
    """The files where they lie; of a storage on another machine as copies, until the block ends."""
    try:
        yield [Path(default_storage.path(name)) for name in names]
    except NotImplementedError:
        with TemporaryDirectory(prefix="print-job-") as folder:
            files = [Path(folder) / f"{number}.pdf" for number in range(len(names))]
            for name, file in zip(names, files, strict=True):
                with default_storage.open(name, "rb") as source:
                    file.write_bytes(source.read())
            yield files
