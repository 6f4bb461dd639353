"""An uploaded table: Excel, CSV or text with tabs. What it is, is told by its content; its name is not asked."""

import re

from django.utils.translation import gettext as _

from events.sheets import exceltable, plaintext, workbooks
from events.sheets.packages import Package
from events.sheets.refusing import FileRefused, locked
from events.sheets.table import Table

MOST_BYTES = 5_000_000
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode(
    "utf-16-le"
)  # Office puts a package with a password into a compound file
_BINARY = (b"%PDF", b"HWP Document", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_WEB_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|meta|\?xml)", re.IGNORECASE)


def read(content: bytes, *, sheet: str = "") -> Table:
    """One sheet of an .xlsx, or the table of a .csv, .tsv or .txt; of several sheets the named one, or the first filled.

    :raises FileRefused: it is too large, damaged, encrypted, unsafe, empty, or of another kind
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(size_sentence())
    table = _read(content, sheet) if content.strip() else None
    if table is None or not any(table.rows):
        raise FileRefused(_("빈 파일입니다. 명단이 들어 있는 파일인지 확인해 주세요."))
    return table


def size_sentence() -> str:
    return _("파일이 너무 큽니다(최대 %(size)dMB).") % {"size": MOST_BYTES // 1_000_000}


def _read(content: bytes, sheet: str) -> Table:
    if content.startswith(_ZIP):
        package = Package(content)
        if workbooks.PART in package.names:
            return exceltable.read(package, sheet=sheet)
        raise _other_kind()
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise locked()
        raise FileRefused(
            _(
                "옛 형식의 파일(.xls 등)은 읽지 않습니다. 엑셀에서 「Excel 통합 문서(.xlsx)」로 저장해 올려 주세요."
            )
        )
    if content.startswith(_BINARY):
        raise _other_kind()
    if _WEB_PAGE.match(content):
        raise FileRefused(
            _(
                "웹 페이지로 저장된 표입니다. 엑셀에서 열어 「Excel 통합 문서(.xlsx)」로 다시 저장해 올려 주세요."
            )
        )
    return plaintext.read(content)


def _other_kind() -> FileRefused:
    return FileRefused(_("표가 들어 있는 파일이 아닙니다. 엑셀(.xlsx)이나 CSV 파일을 올려 주세요."))
