"""Excel workbooks (.xlsx) from strangers, opened for reading row by row."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries

from events.sheets.packages import Package
from events.sheets.refusing import FileRefused, damaged

PART = "xl/workbook.xml"
MOST_SHEETS = 20
_XML = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE)


@dataclass(frozen=True)
class Shown:
    """A sheet that is not hidden: as a stream of rows, and as XML for what the stream does not tell."""

    sheet: Any
    part: etree._Element | None

    @property
    def name(self) -> str:
        return str(self.sheet.title)

    def rows(self, *, most_rows: int, most_columns: int) -> Iterator[list[str]]:
        """Each row's cells as text, from the first row on."""
        self.sheet.reset_dimensions()  # what a file claims of its size need not be true
        for row in self.sheet.iter_rows(max_row=most_rows, max_col=most_columns, values_only=True):
            yield [text(value) for value in row]

    def merges(self) -> Iterator[tuple[int, int, int, int]]:
        """Left, top, right and bottom of each merged range, counted from 1."""
        if self.part is None:
            return
        for merge in self.part.iter("{*}mergeCell"):
            try:
                left, top, right, bottom = range_boundaries(merge.get("ref", ""))
            except (ValueError, TypeError):
                continue
            if left and top and right and bottom and left <= right and top <= bottom:
                yield left, top, right, bottom


@contextmanager
def opened(package: Package) -> Iterator[list[Shown]]:
    """The sheets that are shown; whatever goes wrong while they are read is a refusal.

    :raises FileRefused: the workbook is damaged or too large
    """
    parts = {name: package.xml(name) for name in package.names if _XML.fullmatch(name)}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it does not know, such as extensions
            # Reading rows as a stream keeps a cell in the last row of the sheet from filling the memory.
            book = openpyxl.load_workbook(_repacked(parts), read_only=True, data_only=True, keep_links=False)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            # The stream does not say which part it reads.
            yield [Shown(sheet, parts.get(str(sheet._worksheet_path))) for sheet in shown[:MOST_SHEETS]]  # noqa: SLF001
    except FileRefused:
        raise
    except Exception as error:
        # openpyxl promises no kind of error for a damaged file: it lets any of them through.
        raise damaged() from error


def text(value: object) -> str:
    """A cell as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        day = f"{value.year}. {value.month}. {value.day}."
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}. {value.month}. {value.day}."
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _repacked(parts: dict[str, etree._Element]) -> io.BytesIO:
    """A package of the parts that were looked at and of no others, as openpyxl unpacks by itself."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, root in parts.items():
            archive.writestr(name, etree.tostring(root))
    packed.seek(0)
    return packed
