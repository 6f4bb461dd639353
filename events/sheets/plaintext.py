"""Tables as text (CSV, TSV), in the encodings and with the separators that Excel and Korean offices use."""

import csv
import io
from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from events.sheets.refusing import FileRefused, damaged
from events.sheets.table import MOST_ROWS, Table, too_many_rows, trimmed

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = "\t,;"
_SAMPLE_ROWS = 50


def read(content: bytes) -> Table:
    """:raises FileRefused: it is no text in UTF-8, CP949 or UTF-16, or no table, or too large"""
    text = decode(content)
    first, _newline, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={separator}" for separator in _SEPARATORS}:
        return Table(trimmed([[], *_rows(rest, first.strip()[-1])]))
    separator = max(_SEPARATORS, key=lambda one: _fits(text, one))
    return Table(trimmed(_rows(text, separator)))


def decode(content: bytes) -> str:
    """The text of these bytes.

    :raises FileRefused: they are not text in UTF-8, CP949 or UTF-16
    """
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused(
        _(
            "글자를 읽을 수 없습니다. 엑셀에서 「Excel 통합 문서(.xlsx)」나 「CSV UTF-8」로 저장해 올려 주세요."
        )
    )


def _rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [[cell.strip() for cell in row] for row in islice(reader, MOST_ROWS * 2)]
    except csv.Error as error:
        raise damaged() from error
    if next(reader, None) is not None:
        raise too_many_rows()
    return rows


def _fits(text: str, separator: str) -> tuple[int, int]:
    """How well a separator divides the text: how many rows have the commonest width, and that width."""
    lines = "".join(islice(io.StringIO(text), _SAMPLE_ROWS))
    try:
        rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter=separator))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, rows_of_it = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return rows_of_it, width
