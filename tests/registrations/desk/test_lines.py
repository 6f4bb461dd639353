"""What a device sent as a line is one, or nothing."""

import pytest

from registrations.desk import lines


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"note": " 비에 젖음 "}, "비에 젖음"),
        ({"note": "가나다라마바사아"}, "가나다라마"),
        ({"note": "가\n나"}, ""),
        ({"note": "가\0"}, ""),
        ({"note": "\ud800"}, ""),
        ({"note": 7}, ""),
        ({"note": None}, ""),
        ({}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_a_line_is_short_and_printable_or_empty(row, line):
    assert lines.sent(row, "note", 5) == line
