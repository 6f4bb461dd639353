"""Designs: where blocks come to stand, what is refused, and that every size of badge gets a good one."""

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations import labels
from registrations.badges import design
from registrations.badges.design import SMALLEST_QR, Block, Design, Field, QrPlace

NAME = Block(Field.NAME, 40, is_bold=True)
SIZES = [(sheet.width, sheet.height) for sheet in labels.presets().values()]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_standard_design_has_a_large_name_and_a_code_on_every_preset(width, height):
    standard = design.standard(width, height)

    [name] = [block for block in standard.blocks if block.field == Field.NAME]
    assert standard.problem(width, height) == ""
    assert name.size >= 40
    assert standard.qr_place != QrPlace.NONE
    assert standard.qr_size >= SMALLEST_QR


@given(st.floats(20, 300), st.floats(20, 300))
def test_standard_design_of_any_size_goes_on_it_and_nothing_overlaps(width, height):
    standard = design.standard(width, height)

    boxes = standard.arranged(width, height)
    assert standard.problem(width, height) == ""
    assert all(box.left >= 0 and box.left + box.width <= width + 0.01 for box in boxes)
    assert all(box.top >= 0 and box.bottom <= height + 0.01 for box in boxes)
    in_order = sorted(boxes, key=lambda box: box.top)
    assert all(one.bottom <= other.top + 0.02 for one, other in itertools.pairwise(in_order))
    corner = standard.qr_corner(width, height)
    if corner:
        left, top, side = *corner, standard.qr_side
        beside = [box for box in boxes if box.bottom > top + 0.01 and box.top < top + side - 0.01]
        assert all(box.left + box.width <= left + 0.01 or box.left >= left + side - 0.01 for box in beside)


def test_block_beside_the_code_is_narrowed_and_one_above_is_not():
    blocks = (NAME, Block(Field.ORGANIZATION, 12, lines=2, gap=20), Block(Field.CODE, 8, is_foot=True))
    boxes = Design(blocks).arranged(99.1, 67.7)

    assert boxes[0].width == pytest.approx(99.1 - 9)
    assert boxes[1].width < boxes[0].width
    assert boxes[2].bottom == pytest.approx(67.7 - 4.5)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"blocks": (Block(Field.TITLE, 12),)}, "명찰에는 성명이 있어야 합니다."),
        ({"qr_size": 17.9}, "QR 코드는 18mm 이상이어야 읽힙니다."),
        ({"qr_size": 60}, "QR 코드가 명찰보다 큽니다."),
        (
            {"blocks": (replace(NAME, gap=20),)},
            "항목이 명찰보다 2.4mm 높습니다. 글자 크기나 줄 수를 줄여 주세요.",
        ),
        ({"margin": 30}, "글자가 들어갈 폭이 없습니다. QR 코드의 자리나 여백을 바꿔 주세요."),
    ],
)
def test_design_that_does_not_go_on_the_badge_says_why(changed, sentence):
    assert (
        replace(Design((NAME,)), **changed).problem(86, 43.5 if "margin" not in changed else 80) == sentence
    )


def test_name_becomes_smaller_before_it_is_broken_and_other_text_is_broken_first():
    name = Block(Field.NAME, 48).steps()
    organization = Block(Field.ORGANIZATION, 17, lines=2).steps()

    assert [(step.size, step.lines) for step in name][:8] == [
        *((size, 1) for size in (48, 44, 40, 36, 32, 28)),
        (24, 2),
        (20, 2),
    ]
    assert [(step.size, step.lines) for step in organization][:3] == [(17, 2), (15, 2), (13, 2)]
    assert all(step.size * step.lines <= 48 for step in name)


def test_design_survives_being_written_down():
    standard = replace(design.standard(95, 123), colours={"vip": "#112233"})

    assert design.read(json.loads(json.dumps(standard.as_data()))) == standard


def test_written_design_of_another_form_is_refused():
    with pytest.raises(TypeError):
        design.read({"blocks": [{"field": "name", "size": 40, "onclick": "x"}]})


@pytest.mark.parametrize(
    "changed",
    [
        {"qr_place": "right}"},
        {"qr_size": "18"},
        {"margin": -1},
        {"margin": float("nan")},
        {"colours": {"vip": "red</style><script>"}},
        {"colours": {"vip": "#1122331"}},
        {"colours": {"vip": "#112233\n"}},
        {"colours": {"vip{}": "#112233"}},
        {"align": "left}</style>"},
        {"field": "names"},
        {"size": "40"},
        {"size": 0},
        {"size": True},
        {"lines": 1.5},
        {"gap": float("inf")},
        {"gap": "0"},
    ],
)
def test_written_design_cannot_say_anything_else_in_a_style_sheet(changed):
    written = design.standard(95, 123).as_data()
    whose = written if changed.keys() <= written.keys() else written["blocks"][1]
    whose.update(changed)

    with pytest.raises(ValueError, match="cannot have"):
        design.read(json.loads(json.dumps(written)))
