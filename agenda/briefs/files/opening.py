"""An uploaded file as paragraphs and tables. What it is, is told by its content; its name is not asked."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from agenda.briefs.brief import BriefRefused
from agenda.briefs.files import excel, hangul, plain, word
from agenda.briefs.files.document import Block
from events.packages import FileRefused, Package, locked

MOST_BYTES = 5_000_000
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode(
    "utf-16-le"
)  # Office puts a package with a password into a compound file


def read(content: bytes) -> list[Block]:
    """The paragraphs and tables of a .md, .txt, .csv, .docx, .xlsx, .hwpx or .hwp file.

    :raises BriefRefused: it is too large, damaged, encrypted, unsafe, or of another kind
    """
    if len(content) > MOST_BYTES:
        raise BriefRefused(size_sentence())
    if not content.strip():
        raise BriefRefused(_("빈 파일입니다."))
    if content.startswith(_ZIP):
        return _readable(_package, content)
    if content.startswith(_COMPOUND):
        return _readable(_compound, content)
    if content.startswith(b"%PDF"):
        raise BriefRefused(_("PDF는 읽지 않습니다. 한글이나 워드 파일을 올리거나 본문을 붙여 넣어 주세요."))
    return _readable(plain.read, content)


def size_sentence() -> str:
    return _("파일이 너무 큽니다(최대 %(size)dMB).") % {"size": MOST_BYTES // 1_000_000}


def _readable(read_as: Callable[[bytes], list[Block]], content: bytes) -> list[Block]:
    try:
        return read_as(content)
    except FileRefused as refusal:
        raise BriefRefused(str(refusal)) from refusal


def _compound(content: bytes) -> list[Block]:
    if _ENCRYPTED in content:
        raise locked()
    return hangul.read_hwp(content)


def _package(content: bytes) -> list[Block]:
    package = Package(content)
    if word.PART in package.names:
        return word.read(package)
    if excel.PART in package.names:
        return excel.read(package)
    if hangul.is_hwpx(package):
        return hangul.read_hwpx(package)
    raise BriefRefused(
        _(
            "읽을 수 있는 파일이 아닙니다. 한글(.hwpx, .hwp), 워드(.docx), 엑셀(.xlsx), 텍스트 파일을 올려 주세요."
        )
    )
