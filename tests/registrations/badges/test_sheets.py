"""Which badge comes on which cell."""

from registrations import labels
from registrations.badges import sheets

STICKER = labels.get("sticker-2x4")


def test_badges_fill_what_is_left_of_the_first_sheet_and_then_whole_ones():
    free = sheets.free_cells(STICKER, start=3, skip={5, 8})

    assert free == [2, 3, 5, 6]
    assert list(sheets.place(7, STICKER, first=free)) == [
        [(0, 2), (1, 3), (2, 5), (3, 6)],
        [(4, 0), (5, 1), (6, 2)],
    ]
    assert list(sheets.place(0, STICKER, first=free)) == []


def test_nothing_is_left_of_a_sheet_that_begins_beyond_its_end():
    assert sheets.free_cells(STICKER, start=9) == []
    assert sheets.free_cells(labels.get("roll-62x100"), skip={1}) == []


def test_crop_marks_of_badges_at_the_edge_of_the_paper_are_shortened_or_left_out():
    wide = labels.read({"material": "hanging", "page": [210, 297], "cells": [2, 2], "size": [104, 148]})

    marks = list(sheets.crop_marks(wide))

    assert [mark for mark in marks if not mark.is_upright] == []  # 1 mm is left of them, the gap takes 1.5
    assert marks == []
    ends = [
        mark.top + mark.length for mark in sheets.crop_marks(labels.get("hanging-100x140")) if mark.is_upright
    ]
    assert max(ends) <= 297
