"""Whatever text comes in is read or refused in a sentence, and takes no more work than its length asks for."""

import sys

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from agenda.briefs import reading
from agenda.briefs.brief import BriefRefused
from tests.agenda.briefs.conftest import PRESS_RELEASE, SHORT

_OURS = tuple(str(settings.BASE_DIR / app) for app in ("agenda", "events"))


def test_read_refuses_an_endless_timetable():
    rows = "\n".join(
        f"{hour:02d}:{minute:02d}~{hour:02d}:{minute + 1:02d}\t발제"
        for hour in range(4)
        for minute in range(59)
    )

    with pytest.raises(BriefRefused, match="너무 많습니다"):
        reading.read("「제1회 포럼」\n(일시) 2026. 5. 20.\n" + rows)


@pytest.mark.parametrize("filler", [" ", "\t", "(", "(가)", "<sup>", "가,", "1", "「", "900101 "])
def test_read_of_an_endless_line_takes_no_more_steps_than_of_a_long_one(filler):
    def read(length):
        _read_or_refuse(SHORT.split("구분")[0] + filler * (length // len(filler)))

    assert _steps(lambda: read(150_000)) == _steps(lambda: read(10_000))


@pytest.mark.parametrize("line", ["", "가", "14:00", "14:00\t가", "(참석자) 가나다", "| 가 |", "가나다 과장"])
def test_read_takes_steps_in_proportion_to_the_lines(line):
    def read(lines):
        _read_or_refuse(SHORT.split("구분")[0] + f"{line}\n" * lines)

    assert _steps(lambda: read(800)) < 2.1 * _steps(lambda: read(400))


def _steps(work):
    """How many lines of our own code the work runs through."""
    count = 0

    def each_line(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return each_line

    sys.settrace(
        lambda frame, _event, _arg: each_line if frame.f_code.co_filename.startswith(_OURS) else None
    )
    try:
        work()
    finally:
        sys.settrace(None)
    return count


def _read_or_refuse(text):
    try:
        reading.read(text)
    except BriefRefused as refusal:
        assert str(refusal)  # noqa: PT017 - both ways are right, and nothing else is


@trying(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_read_of_any_text_reads_or_refuses(text):
    _read_or_refuse(text)
    _read_or_refuse(f"{SHORT}{text}")


_LINES = PRESS_RELEASE.read_text(encoding="utf-8").splitlines()
_SIGNS = "\t|()~:'.,<>*-0123456789시분오후년월일「」제회발좌장政등\u200b\u0000\ud7a3"


@trying(max_examples=150, deadline=None)
@given(st.data())
def test_read_of_a_damaged_brief_reads_or_refuses(data):
    lines = list(_LINES)
    for _damage in range(data.draw(st.integers(1, 5))):
        number = data.draw(st.integers(0, len(lines) - 1))
        place = data.draw(st.integers(0, len(lines[number])))
        lines[number] = (
            lines[number][:place] + data.draw(st.text(_SIGNS, max_size=6)) + lines[number][place + 2 :]
        )

    _read_or_refuse("\n".join(lines))
