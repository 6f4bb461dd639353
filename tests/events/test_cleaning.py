"""What may be stored of what people type."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from events import cleaning, notation


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (unicodedata.normalize("NFD", "홍길동"), "홍길동"),
        ("  홍   길동\t", "홍 길동"),
        ("김ㆍ이", "김·이"),
        ("홍길동(洪吉童)", "홍길동(洪吉童)"),
        ("뷁쀍햏", "뷁쀍햏"),
        ("Jean-Luc O’Neill", "Jean-Luc O’Neill"),
        ("(주)인터엑스 AI·로봇 연구소 #2", "(주)인터엑스 AI·로봇 연구소 #2"),
        ("010-1234-5678", "010-1234-5678"),
    ],
)
def test_clean_line_keeps_what_people_write(typed, stored):
    assert cleaning.clean_line(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("홍길동\x07", "control"),
        ("홍\u202e길동", "control"),
        ("홍길동😀", "symbol"),
        ("홍길동❤️", "symbol"),
        ("901231-1234567", "resident_number"),
        ("홍길동 9012311234567", "resident_number"),
        ("９０１２３１－１２３４５６７", "resident_number"),
        ("050101-7654321", "resident_number"),
        ("\u3164", "control"),
        ("홍\u115f길동", "control"),
        ("홍길동\u1160", "control"),
        ("\uffa0홍길동", "control"),
        ("홍길동\0", "control"),
    ],
)
def test_clean_line_refuses(typed, code):
    with pytest.raises(ValidationError) as refusal:
        cleaning.clean_line(typed)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        *(f"900101{sign}1234567" for sign in "-\u2010\u2011‒–—―−_/~～·ㆍ:：.,ㅡ|*"),
        "900101 - 1234567",
        "900101- 1 2 3 4 5 6 7",
        "900101-123 4567",
        "9 0 0 1 0 1 - 1 2 3 4 5 6 7",
        "(900101) 1234567",
        "홍길동900101-1234567님, 02-1234-5678",
    ],
)
def test_resident_number_is_seen_however_it_is_written(text):
    assert cleaning.has_resident_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-20 14:00, 02-1234-5678, 등록 20260520123456",
        "26. 5. 20.(수) 14:00~16:00",
        "260520 14:00~16:00",
        "2026.05.20 1234567",
        "010-1234-5678, 01012345678, +82 10-1234-5678",
        "900101 010-1234-5678",
        "900101-1234",
        "900101-12345678",
        "901301-1234567",
        "900132-1234567",
        "900101-9234567",
        "123-45-67890",
        "등록번호 ACDE3467, 우편번호 04513",
        "10 9 8 7 6 5 4 3 2 1",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
        "정원 150명, 대기 260명, 예산 1,234,567원",
    ],
)
def test_dates_phones_and_codes_are_no_resident_numbers(text):
    assert not cleaning.has_resident_number(text)


@given(
    birth=st.dates(min_value=date(1930, 1, 1), max_value=date(2029, 12, 31)),
    tail=st.integers(1_000_000, 8_999_999).map(str),
    between=st.text("-\u2010\u2011–—_/~·:. ", max_size=4),
    gap=st.sampled_from(["", " "]),
)
def test_resident_number_of_any_day_is_seen(birth, tail, between, gap):
    assert cleaning.has_resident_number(f"홍길동 {birth:%y%m%d}{between}{gap.join(tail)} 과장")


@given(minutes=st.integers(0, 40 * 365 * 24 * 60))
def test_dates_as_papers_write_them_are_no_resident_numbers(minutes):
    moment = datetime(2000, 1, 1, tzinfo=notation.SEOUL) + timedelta(minutes=minutes)
    for language in ("ko", "en"):
        span = notation.span(moment, moment + timedelta(hours=2), language=language)
        assert not cleaning.has_resident_number(span)
    assert not cleaning.has_resident_number(f"{moment:%Y-%m-%d %H:%M:%S} {moment:%Y%m%d%H%M%S}")


@given(st.text())
def test_clean_line_is_stable_and_composed(text):
    try:
        line = cleaning.clean_line(text)
    except ValidationError:
        return

    assert cleaning.clean_line(line) == line
    assert unicodedata.is_normalized("NFC", line)


def test_clean_line_takes_a_company_s_sign_apart():
    assert cleaning.clean_line("㈜한국기계") == "(주)한국기계"
