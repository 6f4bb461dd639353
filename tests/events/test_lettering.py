"""Text is measured with the papers' own font, and set as large as its space allows."""

import pytest
from fontTools.ttLib import TTFont

from events import fonts
from events.lettering import POINTS_PER_MM, Step, fit, width

STEPS = [Step(40, 1), Step(20, 2), Step(10, 2)]


def _advance(text: str, path: str) -> float:
    with TTFont(path, lazy=True) as font:
        names = font.getBestCmap()
        return sum(font["hmtx"][names[ord(character)]][0] for character in text) / font["head"].unitsPerEm


def test_width_is_the_fonts_own_and_a_little_more():
    for bold, path in ((False, fonts.REGULAR), (True, fonts.BOLD)):
        ratio = width("산업통상부 M.AX 뷁", bold=bold) / _advance("산업통상부 M.AX 뷁", path)
        assert 1.005 < ratio < 1.015


def test_fit_takes_the_largest_step_that_holds_the_text():
    assert fit("홍길동", width_mm=90, steps=STEPS).size == 40
    assert fit("홍길동", width_mm=90, steps=STEPS).lines == ["홍길동"]


def test_fit_breaks_at_spaces_into_even_lines():
    setting = fit("대한민국 제조업 인공지능 대전환", width_mm=70, steps=STEPS)

    assert (setting.size, setting.lines) == (20, ["대한민국 제조업", "인공지능 대전환"])
    assert setting.text == "대한민국 제조업\n인공지능 대전환"


def test_fit_breaks_a_word_only_in_the_last_step():
    setting = fit("가" * 20, width_mm=40, steps=STEPS)

    assert setting.size == 10
    assert "".join(setting.lines) == "가" * 20
    assert len(setting.lines) == 2


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("가" * 20, 20, ["가" * 5] * 4),
        ("가나다 라마바", 30, ["가나다", "라마바"]),
        ("가" * 40, 10, ["가" * 10] * 4),
    ],
)
def test_fit_breaks_words_before_they_become_smaller_than_asked(text, size, lines):
    steps = [Step(30, 2), Step(20, 4), Step(10, 4)]

    setting = fit(text, width_mm=40, steps=steps, whole_down_to=20)

    assert (setting.size, setting.lines) == (size, lines)


def test_a_broken_word_leaves_no_single_syllable_over():
    setting = fit("가" * 20, width_mm=60, steps=[Step(10, 3)])

    assert [len(line) for line in setting.lines] == [10, 10]


def test_a_broken_word_is_broken_after_its_hyphen():
    name = "Alexander Konstantinopolitanski-Wolfeschlegelsteinhausen"

    setting = fit(name, width_mm=80, steps=[Step(16, 3), Step(10, 3)], whole_down_to=16)

    assert setting.lines == ["Alexander", "Konstantinopolitanski-", "Wolfeschlegelsteinhausen"]


def test_fit_ends_in_an_ellipsis_where_nothing_holds_the_text():
    setting = fit("가" * 100, width_mm=40, steps=STEPS)

    assert len(setting.lines) == 2
    assert setting.lines[-1].endswith("…")
    assert all(width(line) * 10 <= 40 * POINTS_PER_MM for line in setting.lines)


def test_fit_of_nothing_has_no_lines():
    assert fit("", width_mm=40, steps=STEPS).lines == []
