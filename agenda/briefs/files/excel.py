"""Excel workbooks (.xlsx): the sheets that are shown, row by row."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries

from agenda.briefs.files.budget import Budget
from agenda.briefs.files.document import MOST_CELLS, MOST_COLUMNS, Block, Paragraph, Table
from events.packages import FileRefused, Package, damaged, too_large

PART = "xl/workbook.xml"
MOST_ROWS = 2_000
_MOST_SHEETS = 20
_XML = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE)


def read(package: Package) -> list[Block]:
    """:raises FileRefused: the workbook is damaged or too large"""
    parts = {name: package.xml(name) for name in package.names if _XML.fullmatch(name)}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it does not know, such as extensions
            # Reading rows as a stream keeps a cell in the last row of the sheet from filling the memory.
            book = openpyxl.load_workbook(_repacked(parts), read_only=True, data_only=True, keep_links=False)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            budget = Budget()
            return [block for sheet in shown[:_MOST_SHEETS] for block in _sheet(sheet, parts, budget)]
    except FileRefused:
        raise
    except Exception as error:
        # openpyxl promises no kind of error for a damaged file: it lets any of them through.
        raise damaged() from error


def _repacked(parts: dict[str, etree._Element]) -> io.BytesIO:
    """A package of the parts that were looked at and of no others, as openpyxl unpacks by itself."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, root in parts.items():
            archive.writestr(name, etree.tostring(root))
    packed.seek(0)
    return packed


def _sheet(sheet: Any, parts: dict[str, etree._Element], budget: Budget) -> list[Block]:
    sheet.reset_dimensions()  # what a file claims of its size need not be true
    grid: list[list[str]] = []
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
        grid.append([_text(value) for value in row])
        if sum(map(len, grid[-1:])) * len(grid) > MOST_CELLS * 4:
            raise too_large()
    part = parts.get(str(sheet._worksheet_path))  # noqa: SLF001 - the stream does not tell of merged cells
    if part is not None:
        _repeat_merged(grid, part, budget)
    return _blocks(grid)


def _repeat_merged(grid: list[list[str]], part: etree._Element, budget: Budget) -> None:
    for merge in part.iter("{*}mergeCell"):
        try:
            left, top, right, bottom = range_boundaries(merge.get("ref", ""))
        except (ValueError, TypeError):
            continue
        if not (left and top and right and bottom) or top > len(grid) or left > len(grid[top - 1]):
            continue
        text = grid[top - 1][left - 1]
        bottom, right = min(bottom, len(grid)), min(right, MOST_COLUMNS)
        if bottom < top or right < left:
            continue
        budget.spend((bottom - top + 1) * (right - left + 1), text)
        for row in grid[top - 1 : bottom]:
            row.extend([""] * (right - len(row)))
            for column in range(left - 1, right):
                row[column] = row[column] or text


def _blocks(grid: list[list[str]]) -> list[Block]:
    """Rows with one cell are paragraphs; those with several, one under the other, a table."""
    blocks: list[Block] = []
    table: list[tuple[str, ...]] = []
    for row in [*grid, []]:
        filled = [cell for cell in row if cell]
        if len(set(filled)) > 1:
            table.append(tuple(row))
            continue
        if table:
            width = max(index + 1 for cells in table for index, cell in enumerate(cells) if cell)
            blocks.append(Table(tuple((cells + ("",) * width)[:width] for cells in table)))
            table = []
        blocks.append(Paragraph(filled[0] if filled else ""))
    return blocks


def _text(value: object) -> str:
    """A cell as a brief would write it."""
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
