"""Files from strangers that are kept as they are: what they are is told by their content, their names are cleaned."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from hwpx.errors import Hwp5Error
from hwpx.hwp5.cfb import CompoundFile

from events import wholepictures
from events.cleaning import normalise
from events.sheets.packages import Package
from events.sheets.refusing import FileRefused, damaged, locked

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r".*vbaProject\.bin", re.IGNORECASE)
_HWPX_SECTION = re.compile(r"Contents/section\d{1,3}\.xml")
_HWPX_MANIFEST = "META-INF/manifest.xml"
_UNWELCOME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
_MOST_PIXELS = 90_000_000  # of a picture; it is not unpacked here, but by who looks at it
_LONGEST_STEM = 80  # characters of a name that are kept


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken."""

    extension: str
    content_type: str


PDF = Kind("pdf", "application/pdf")
PNG = Kind("png", "image/png")
JPEG = Kind("jpg", "image/jpeg")
HWP = Kind("hwp", "application/x-hwp")
HWPX = Kind("hwpx", "application/hwp+zip")
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.hwp,.hwpx,.docx,.xlsx"  # for the browser, which only suggests


class TotalLimit(FileUploadHandler):
    """Refuses a request that announces more than any form of the site takes, before anything of it is read.

    :raises RequestDataTooBig: the request is larger than ``UPLOAD_MOST_BYTES``
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's own name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > settings.UPLOAD_MOST_BYTES:
            raise RequestDataTooBig("The request is larger than UPLOAD_MOST_BYTES.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def kind_of(content: bytes) -> Kind:
    """What the file is.

    :raises FileRefused: it is of another kind, damaged, encrypted, holds macros, or unpacks to too much
    """
    if not content:
        raise FileRefused(_("빈 파일입니다."))
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(content, PNG)
    if content.startswith(b"\xff\xd8\xff"):
        return _picture(content, JPEG)
    if content.startswith(_ZIP):
        return _package(content)
    if content.startswith(_COMPOUND):
        return _compound(content)
    raise _other()


def clean_name(name: str, kind: Kind) -> str:
    """A name that is safe to show and to save under, with the extension of what the file is.

    No path, no control or invisible characters, not too long; ``파일`` where nothing else is left.
    """
    bare = PurePath(normalise(name).replace("\\", "/")).name
    stem = _UNWELCOME.sub(" ", bare)
    stem = stem.rpartition(".")[0] if "." in stem else stem
    stem = " ".join(stem.split()).strip(". ")[:_LONGEST_STEM].strip(". ")
    return f"{stem or _('파일')}.{kind.extension}"


def _picture(content: bytes, kind: Kind) -> Kind:
    try:
        with wholepictures.opened(content, most_pixels=_MOST_PIXELS) as picture:
            picture.verify()
    except wholepictures.PictureRefused as error:
        raise damaged() from error
    return kind


def _package(content: bytes) -> Kind:
    package = Package(content)
    if any(map(_MACROS.fullmatch, package.names)):
        raise FileRefused(_("매크로가 들어 있는 파일은 받지 않습니다. 매크로 없이 저장해 올려 주세요."))
    tellers: list[tuple[Kind, Callable[[str], object]]] = [
        (DOCX, "word/document.xml".__eq__),
        (XLSX, "xl/workbook.xml".__eq__),
        (HWPX, _HWPX_SECTION.fullmatch),
    ]
    for kind, tells in tellers:
        if any(tells(name) for name in package.names):
            if _HWPX_MANIFEST in package.names and b"encryption-data" in package.read(_HWPX_MANIFEST):
                raise locked()
            return kind
    raise _other()


def _compound(content: bytes) -> Kind:
    if _ENCRYPTED in content:
        raise locked()
    try:
        compound = CompoundFile(content)
        header = compound.read("FileHeader") if "FileHeader" in compound.stream_paths() else b""
    except Hwp5Error as error:
        raise damaged() from error
    if not header.startswith(b"HWP Document File"):
        raise _other()
    return HWP


def _other() -> FileRefused:
    return FileRefused(
        _(
            "받을 수 없는 파일입니다. PDF, PNG, JPEG, 한글(HWP·HWPX), 워드(DOCX), 엑셀(XLSX)만 올릴 수 있습니다."
        )
    )
