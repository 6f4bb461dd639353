"""Sheets of labels as data: what stands in the table, and what is refused."""

from dataclasses import replace

import pytest

from registrations import labels

STICKER = labels.get("sticker-2x4")
HANGING = labels.get("hanging-86x54")


def test_every_preset_lies_on_its_page_and_reads_as_cells_and_size():
    assert {name: sheet.problem() for name, sheet in labels.presets().items()} == dict.fromkeys(
        labels.presets(), ""
    )
    assert STICKER.label == "스티커 용지 2 × 4칸, 99.1 × 67.7mm (LS-3114, L7165)"
    assert labels.get("roll-62x100").label == "라벨 롤 100 × 62mm"


def test_back_mirrors_columns_and_the_cell_behind_a_cell_is_in_the_same_row():
    back = STICKER.turned()

    assert back.left == pytest.approx(210 - 4.67 - 101.64 - 99.1)
    assert (back.top, back.step_x) == (STICKER.top, STICKER.step_x)
    assert [STICKER.behind(cell) for cell in range(8)] == [1, 0, 3, 2, 5, 4, 7, 6]
    assert back.turned() == replace(STICKER, left=pytest.approx(STICKER.left))


@pytest.mark.parametrize(
    ("name", "columns", "left"),
    [("hanging-86x54", 1, 19), ("hanging-95x123", 1, 10), ("hanging-100x140", 1, 5)],
)
def test_folded_cells_are_twice_as_wide_and_lie_in_the_middle(name, columns, left):
    sheet = labels.get(name)
    folded = sheet.folded()

    assert (folded.columns, folded.rows, folded.width) == (columns, sheet.rows, 2 * sheet.width)
    assert folded.left == pytest.approx(left)
    assert folded.problem() == ""


def test_cells_too_wide_to_be_folded_on_the_page_lie_on_the_turned_one():
    wide = labels.read({"material": "hanging", "page": [210, 297], "cells": [1, 3], "size": [120, 90]})

    folded = wide.folded()

    assert (folded.page_width, folded.page_height) == (297, 210)
    assert (folded.columns, folded.rows, folded.width) == (1, 2, 240)
    assert folded.problem() == ""
    assert replace(wide, width=160, columns=1).folded().problem() != ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"width": 19}, "칸은 가로와 세로 모두 20mm 이상이어야 합니다."),
        ({"columns": 0}, "한 장의 칸은 1~100개여야 합니다."),
        ({"columns": 11, "rows": 10}, "한 장의 칸은 1~100개여야 합니다."),
        ({"page_width": 331}, "용지는 330 × 483mm를 넘을 수 없습니다."),
        ({"step_x": 99}, "칸이 서로 겹칩니다. 칸 사이 간격을 확인해 주세요."),
        ({"left": 10}, "칸이 용지 밖으로 나갑니다. 여백, 칸 수와 크기를 확인해 주세요."),
        ({"top": -0.1}, "칸이 용지 밖으로 나갑니다. 여백, 칸 수와 크기를 확인해 주세요."),
    ],
)
def test_sheet_that_cannot_be_printed_says_why(change, sentence):
    assert replace(STICKER, **change).problem() == sentence


def test_figures_that_are_left_out_put_the_cells_into_the_middle_without_gaps():
    sheet = labels.read({"material": "hanging", "page": [210, 297], "cells": [2, 5], "size": [86, 54]})

    assert sheet == HANGING
    assert (sheet.left, sheet.top, sheet.step_x, sheet.step_y) == (19, 13.5, 86, 54)
