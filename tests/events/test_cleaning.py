"""What may be stored of what people type."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from events import cleaning


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
    ],
)
def test_clean_line_refuses(typed, code):
    with pytest.raises(ValidationError) as refusal:
        cleaning.clean_line(typed)

    assert refusal.value.code == code


def test_dates_and_phones_are_no_resident_numbers():
    assert not cleaning.has_resident_number("2026-05-20 14:00, 02-1234-5678, 등록 20260520123456")


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
