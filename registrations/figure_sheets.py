"""An event's tables as a workbook: one sheet a table, numbers as numbers, so that one can go on counting."""

import io
import re
from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from registrations.exports import defuse
from registrations.figure_tables import Cell, Rate, Table

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = PatternFill("solid", fgColor="E6E8EA")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_FIRST_WIDTH, _WIDTH = 32, 14  # characters
_HEAD_ROW = 3


def render(tables: Iterable[Table], *, heading: str) -> bytes:
    """The tables, each on its own sheet below the heading."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        name = _NOT_IN_A_SHEET_NAME.sub("·", table.title)[:_LONGEST_SHEET_NAME]
        _fill(book.create_sheet(name), table, heading)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, table: Table, heading: str) -> None:
    _write(sheet, 1, 1, heading)
    _write(sheet, 2, 1, table.title)
    sheet["A1"].font = sheet["A2"].font = Font(bold=True)
    for column, label in enumerate(table.head, start=1):
        _write(sheet, _HEAD_ROW, column, label)
        head = sheet.cell(_HEAD_ROW, column)
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[head.column_letter].width = _FIRST_WIDTH if column == 1 else _WIDTH
    for number, row in enumerate(table.rows, start=_HEAD_ROW + 1):
        for column, cell in enumerate(row, start=1):
            _write(sheet, number, column, cell)
    if table.has_total:
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 2)


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = defuse(value)
        cell.data_type = "s"
        return
    cell.value = float(value) if isinstance(value, Rate) else value
    if isinstance(value, Rate):
        cell.number_format = "0%"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
