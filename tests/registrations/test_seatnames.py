"""What seats are called."""

import pytest

from registrations import seatnames
from registrations.models import AreaKind, Marks


@pytest.mark.parametrize(
    ("kind", "marks", "ordinal", "expected"),
    [
        (AreaKind.ROWS, Marks.HANGUL, 1, "가-12"),
        (AreaKind.ROWS, Marks.HANGUL, 14, "하-12"),
        (AreaKind.ROWS, Marks.LATIN, 2, "B-12"),
        (AreaKind.ROWS, Marks.NUMBER, 40, "40-12"),
        (AreaKind.TABLES, Marks.HANGUL, 3, "3-12"),
    ],
)
def test_name_says_row_and_number(kind, marks, ordinal, expected):
    assert seatnames.name(kind, marks, ordinal, 12) == expected


@pytest.mark.parametrize("marks", [Marks.HANGUL, Marks.LATIN])
def test_there_are_as_many_rows_as_letters(marks):
    last = seatnames.last_row(AreaKind.ROWS, marks)

    assert seatnames.mark(AreaKind.ROWS, marks, last)
    with pytest.raises(IndexError):
        seatnames.mark(AreaKind.ROWS, marks, last + 1)
