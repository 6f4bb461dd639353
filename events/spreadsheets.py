"""Lists for spreadsheets: XLSX, and CSV that Excel opens in Korean. Nothing in a cell runs as a formula."""

import re
from typing import Any

from import_export.formats.base_formats import CSV, XLSX

# What makes a spreadsheet take a cell's text for a formula (OWASP, CSV injection).
_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
# What no XML may hold, so that the file would not open.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as CP949


class ByteOrderCSV(CSV):
    """CSV in UTF-8 with a byte order mark."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        return (BYTE_ORDER_MARK + super().export_data(dataset, **kwargs)).encode()

    def is_binary(self) -> bool:
        return True


FORMATS = {"xlsx": XLSX, "csv": ByteOrderCSV}


def defuse(text: str) -> str:
    """The text as a cell may hold it: what would start a formula is marked as text by an apostrophe."""
    printable = _UNPRINTABLE.sub("", text)
    return f"'{printable}" if printable.startswith(_STARTS_A_FORMULA) else printable


def unmarked(cell: str) -> str:
    """The text of a cell that ``defuse`` may have marked."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS_A_FORMULA) else cell
