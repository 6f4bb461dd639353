"""Files whose merges and spans name far more cells than they have."""

import io
import zipfile

import docx
import openpyxl

from tests.agenda.briefs.files import making
from tests.agenda.briefs.files.test_opening import FILES, TOO_LARGE, refused, replaced


def test_many_merges_of_the_same_cells_are_refused():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 2_001))
    merges = '<mergeCell ref="A1:AN2000"/>' * 2_000
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>'

    assert refused(replaced(FILES["xlsx"], "xl/worksheets/sheet1.xml", sheet.encode())).startswith(TOO_LARGE)


def test_merges_that_are_too_many_over_all_sheets_are_refused():
    book = openpyxl.Workbook()
    for _number in range(2):
        sheet = book.create_sheet()
        for row in range(400):
            sheet.append([row])
        sheet.merge_cells("A1:AN400")  # 16,000 cells, of 20,000 that a file may have
    saved = io.BytesIO()
    book.save(saved)

    assert refused(saved.getvalue()).startswith(TOO_LARGE)


def test_spans_over_the_same_cells_are_refused():
    """Each of them covers no more than a table may have, and all of them the same cells."""
    wide = making.as_hwpx("가\t나\n다\t라")
    with zipfile.ZipFile(io.BytesIO(wide)) as archive:
        section = archive.read("Contents/section0.xml")
    part = section.replace(b'colSpan="1" rowSpan="1"', b'colSpan="40" rowSpan="400"')

    assert refused(replaced(wide, "Contents/section0.xml", part)).startswith(TOO_LARGE)


def test_long_text_that_goes_on_over_many_rows_is_refused():
    made = docx.Document()
    table = made.add_table(300, 1)
    table.cell(0, 0).merge(table.cell(299, 0)).text = "가" * 100_000
    saved = io.BytesIO()
    made.save(saved)

    assert refused(saved.getvalue()).startswith(TOO_LARGE)
