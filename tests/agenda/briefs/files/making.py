"""The example brief, saved as an official would: by Word, Excel and Hangul as their libraries write them."""

import csv
import io
import re
import zipfile
from itertools import groupby

import docx
import openpyxl
from hwpx import HwpxDocument
from hwpx.hwp5.writer import write_hwp5

_SUP = re.compile(r"<sup>(.*?)</sup>")


def blocks(text: str):
    """Paragraphs as str, tables as lists of rows."""
    for is_table, lines in groupby(text.splitlines(), key=lambda line: "\t" in line):
        if is_table:
            rows = [line.split("\t") for line in lines]
            width = max(map(len, rows))
            yield [row + [""] * (width - len(row)) for row in rows]
        else:
            yield from lines


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            paragraph = document.add_paragraph()
            for position, piece in enumerate(_SUP.split(block)):
                paragraph.add_run(piece).font.superscript = bool(position % 2) or None
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, value in zip(row.cells, cells, strict=True):
                    cell.text = value
    return _bytes(document.save)


def as_xlsx(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(_SUP.sub(r"(\1)", line).split("\t"))
    return _bytes(book.save)


def as_hwpx(text: str) -> bytes:
    return _hangul(text).to_bytes()


def as_hwp(text: str) -> bytes:
    """HWP 5.0, by way of the package that Hangul's newer files are."""
    with zipfile.ZipFile(io.BytesIO(as_hwpx(text))) as package:
        return write_hwp5({name: package.read(name) for name in package.namelist()})


def as_csv(text: str) -> bytes:
    """The timetable alone, as Excel saves it on a Korean Windows."""
    rows = [block for block in blocks(text) if not isinstance(block, str)][-1]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("cp949")


def _hangul(text: str) -> HwpxDocument:
    document = HwpxDocument.new()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(_SUP.sub(r"(\1)", block))
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, cells in enumerate(block):
                for column, value in enumerate(cells):
                    table.set_cell_text(row, column, value)
    return document


def _bytes(save) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
