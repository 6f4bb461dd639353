"""Ministry notation, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from events import notation

AFTERNOON = datetime(2026, 5, 20, 14, 0, tzinfo=notation.SEOUL)


def test_span_on_one_day():
    ends_at = AFTERNOON + timedelta(hours=2)

    assert notation.span(AFTERNOON, ends_at, language="ko") == "2026. 5. 20.(수) 14:00~16:00"
    assert notation.span(AFTERNOON, ends_at, language="en") == "Wed., May 20, 2026, 14:00–16:00 (KST)"


def test_span_over_two_days():
    ends_at = AFTERNOON + timedelta(days=1)

    assert notation.span(AFTERNOON, ends_at, language="ko") == "2026. 5. 20.(수) 14:00~2026. 5. 21.(목) 14:00"


def test_span_without_a_date_says_so():
    assert notation.span(None, None, language="ko") == "일정 미정"
    assert notation.span(None, None, language="en") == "Date to be announced"


def test_times_are_read_in_seoul():
    late_in_london = datetime(2026, 5, 20, 22, 30, tzinfo=UTC)

    assert notation.moment(late_in_london, language="ko") == "2026. 5. 21.(목) 07:30"


@pytest.mark.parametrize(
    ("number", "korean", "english"),
    [
        (None, "", ""),
        (1, "제1회", "1st"),
        (2, "제2회", "2nd"),
        (3, "제3회", "3rd"),
        (11, "제11회", "11th"),
        (22, "제22회", "22nd"),
    ],
)
def test_ordinal(number, korean, english):
    assert notation.ordinal(number, language="ko") == korean
    assert notation.ordinal(number, language="en") == english


def test_place_and_person_in_each_order():
    assert notation.place("회관", "대회의실", "8층", language="ko") == "회관 8층 대회의실"
    assert (
        notation.place("The House", "Main Room", "8th floor", language="en")
        == "Main Room, 8th floor, The House"
    )
    assert notation.place("회관", "", "", language="ko") == "회관"
    assert notation.titled("홍길동", "과장", language="ko") == "홍길동 과장"
    assert notation.titled("Jane Carter", "Engineer", language="en") == "Jane Carter, Engineer"


def test_documents_are_dated_without_the_day_of_the_week():
    late = datetime(2026, 5, 19, 15, 30, tzinfo=UTC)  # already the 20th in Seoul

    assert notation.date_alone(late, language="ko") == "2026. 5. 20."
    assert notation.date_alone(late, language="en") == "May 20, 2026"
