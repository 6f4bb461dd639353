"""Files are kept whole or not at all."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage


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
