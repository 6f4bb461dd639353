"""Parts of a print job joined to one file."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from django.core.files.storage import default_storage


class Unreadable(Exception):
    """A part is missing, or no PDF; the text says which, for the log."""


def joined(names: Sequence[str]) -> bytes:
    """The files of those names in the storage as one PDF, in that order.

    :raises Unreadable: one of them is missing, or no PDF
    """
    with TemporaryDirectory(prefix="print-job-") as folder:
        files = [Path(folder) / f"{number}.pdf" for number in range(len(names))]
        for name, file in zip(names, files, strict=True):
            try:
                with default_storage.open(name, "rb") as source:
                    content = source.read()
            except OSError as error:
                raise Unreadable(f"{name}: {error}") from error
            file.write_bytes(content)
        return _join(files)


def _join(files: Sequence[Path]) -> bytes:
    first, *rest = files
    whole = first.with_suffix(".whole")
    try:
        with pikepdf.open(first) as pdf:
            for file in rest:
                with pikepdf.open(file) as part:
                    pdf.pages.extend(part.pages)
            pdf.save(whole)
    except pikepdf.PdfError as error:
        raise Unreadable(str(error)) from error
    return whole.read_bytes()
