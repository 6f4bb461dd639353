"""Files in the storage are whole or not there, and somebody knows each of them."""

from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage


class WholeFileStorage(FileSystemStorage):
    """Files of this machine. What cannot be written to its end, as on a full disk, leaves no file.

    Django lets the part stay that was written, under a name that nobody gets to know.
    """

    def _save(self, name: str, content: "File[Any]") -> str:
        taken: str = super()._save(name, ContentFile(b""))  # type: ignore[misc]  # nobody else's from now on
        try:
            with Path(self.path(taken)).open("wb") as file:
                file.writelines(content.chunks())
        except BaseException:
            with suppress(OSError):
                self.delete(taken)
            raise
        return taken


@contextmanager
def gone_if_it_fails(name: str) -> Iterator[None]:
    """Within the block somebody comes to know the file of that name, "" of none; if that fails, the file goes."""
    try:
        yield
    except BaseException:
        if name:
            default_storage.delete(name)
        raise


def sweep(folder: str, *, known: Set[str], written_before: datetime) -> int:
    """Delete a folder's files that nobody knows: whoever was to delete them, or to keep them, was killed. How many.

    Younger ones stay, as somebody may be about to keep them.
    """
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nobody has sent one yet
        return 0
    unknown = sorted({f"{folder}/{name}" for name in names} - known)
    old = [path for path in unknown if default_storage.get_modified_time(path) < written_before]
    for path in old:
        default_storage.delete(path)
    return len(old)
