"""Dates and times in the ways they are written."""

from datetime import date

import pytest

from agenda.briefs.brief import BriefRefused
from agenda.briefs.moments import Slot, find_day, find_length, find_slot


@pytest.mark.parametrize(
    "text",
    [
        "14:00~14:10 (10')",
        "14:00～14:10(10’)",
        "14:00 - 14:10 ('10)",
        "14:00–14:10 10분",
        "１４：００〜１４：１０ （10′）",
        "14시~14시 10분 (10분)",
        "오후 2:00~2:10 (10')",
        "오후 2시 ~ 오후 2시10분(10')",
    ],
)
def test_find_slot_reads_every_writing(text):
    assert find_slot(text) == Slot(840, 850, 10, "")


def test_find_slot_leaves_what_is_not_said():
    assert find_slot("14:00~16:00 대한상공회의소") == Slot(840, 960, None, "대한상공회의소")
    assert find_slot("14:00 (10') 개회") == Slot(840, None, 10, "개회")
    assert find_slot("14:00") == Slot(840, None, None, "")
    assert find_slot("개회 14:00") is None
    assert find_slot("2시간 동안") is None


@pytest.mark.parametrize("text", ["25:00~26:00", "14:60", "24:10", "오후 13시", "오전 0시"])
def test_find_slot_refuses_what_no_clock_shows(text):
    with pytest.raises(BriefRefused):
        find_slot(text)


def test_find_length_needs_a_mark_of_minutes():
    assert [find_length(text) for text in ("(10')", "('5)", "65분", "30'", "(15)", "15", "15명", "")] == [
        10, 5, 65, 30, 15, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "'26. 5. 20 (수), 14:00~16:00",
        "’26.5.20.(수) 14:00~16:00",
        "2026. 5. 20.(수) 14:00~16:00",
        "2026년 5월 20일(수요일) 14:00~16:00",
        "2026-05-20 14:00~16:00",
        "2026/5/20(수), 14:00~16:00",
    ],
)
def test_find_day_reads_every_writing(text):
    assert find_day(text) == (date(2026, 5, 20), "14:00~16:00")


@pytest.mark.parametrize(
    "text", ["2026. 2. 30.", "2026. 5. 20.(목)", "2026. 5. 20.(수)~21.(목)", "'26.5.20.~5.21."]
)
def test_find_day_refuses_what_cannot_be(text):
    with pytest.raises(BriefRefused):
        find_day(text)


def test_find_day_without_a_year_is_none():
    assert find_day("5. 20.(수) 14:00") is None
