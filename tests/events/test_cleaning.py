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


PAST_CENTURY, THIS_CENTURY = "1256", "3478"


@given(
    birth=st.dates(min_value=date(1925, 1, 1), max_value=date(2029, 12, 31)),
    which=st.integers(0, 3),
    tail=st.integers(0, 999_999),
    between=st.text("-\u2010\u2011–—_/~·:. ", max_size=4),
    gap=st.sampled_from(["", " "]),
)
def test_resident_number_of_any_day_is_seen(birth, which, tail, between, gap):
    sign = (PAST_CENTURY if birth.year < 2000 else THIS_CENTURY)[which]
    digits = gap.join(f"{sign}{tail:06d}")

    assert cleaning.has_resident_number(f"홍길동 {birth:%y%m%d}{between}{digits} 과장")


@pytest.mark.parametrize("digits", ["000229-1234567", "900231-1234567", "010431-3234567", "900631-5234567"])
def test_thirteen_digits_of_no_day_are_no_resident_number(digits):
    assert not cleaning.has_resident_number(f"법인등록번호 {digits}")


def test_leap_day_counts_in_the_century_that_has_it():
    assert cleaning.has_resident_number("000229-3234567")


@pytest.mark.parametrize("digits", ["130111-0006246", "110111-1234569", "110111-5000007", "2001111234560"])
def test_corporate_number_of_no_living_person_s_day_is_kept(digits):
    assert cleaning.clean_line(f"법인등록번호 {digits}") == f"법인등록번호 {digits}"


@pytest.mark.parametrize(
    "digits",
    [
        "110111-1234567",  # its check digit is wrong
        "110110-1234560",  # 10 is no kind of corporate body
        "110111-3000007",  # somebody was born on 2011-01-11
    ],
)
def test_number_that_may_be_a_person_s_is_refused(digits):
    assert cleaning.has_resident_number(f"법인등록번호 {digits}")


@given(
    office=st.sampled_from(["1101", "1201", "1301", "1311", "1401", "1501", "1701", "1801", "2001", "2201"]),
    kind=st.sampled_from([*range(11, 16), 21, 22, *range(31, 54), 71, *range(81, 87)]),
    serial=st.integers(1, 999_999).map("{:06d}".format),
)
def test_corporate_number_is_refused_only_where_a_person_may_have_it(office, kind, serial):
    digits = f"{office}{kind:02d}{serial}"
    digits += str(-sum(int(one) * (1 + place % 2) for place, one in enumerate(digits)) % 10)

    last_day = 30 if office == "1311" else 31  # of November, of January
    may_be_a_child_s = kind <= last_day and serial[0] in THIS_CENTURY
    assert cleaning.has_resident_number(f"{digits[:6]}-{digits[6:]}") == may_be_a_child_s


@given(
    office=st.sampled_from(["1101", "1801", "2001"]),
    serial=st.sampled_from(PAST_CENTURY),
    birth=st.dates(min_value=date(1925, 1, 1), max_value=date(1999, 12, 31)),
)
def test_resident_number_behind_a_corporate_number_is_seen(office, serial, birth):
    digits = f"{office}11{serial}00000"
    digits += str(-sum(int(one) * (1 + place % 2) for place, one in enumerate(digits)) % 10)

    assert not cleaning.has_resident_number(digits)
    assert cleaning.has_resident_number(f"{digits} {birth:%y%m%d}-1234567")


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


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("□ 목적\r\n  ○ 데이터\r○ 로봇\n", "□ 목적\n○ 데이터\n○ 로봇"),
        ("\n\n1호선 시청역\n\n\n도보 5분\n \n", "1호선 시청역\n\n\n도보 5분"),
        (unicodedata.normalize("NFD", "한국\n대학교"), "한국\n대학교"),
        ("☎ 02-1234-5678\u2028연면적  1,000㎡\t25℃", "☎ 02-1234-5678\n연면적 1,000㎡ 25℃"),
        ("", ""),
    ],
)
def test_clean_lines_keeps_lines_and_the_signs_of_papers(typed, stored):
    assert cleaning.clean_lines(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("목적\n데이터\x07", "control"),
        ("목적\n\u202e데이터", "control"),
        ("목적\n데\0이터", "control"),
        ("목적\n\ud800", "symbol"),
        ("목적\n\ue000", "symbol"),
        ("목적 😀\n데이터", "symbol"),
        ("목적\n☎\ufe0f", "symbol"),
        ("900101\n-1234567", "resident_number"),
    ],
)
def test_clean_lines_refuses(typed, code):
    with pytest.raises(ValidationError) as refusal:
        cleaning.clean_lines(typed)

    assert refusal.value.code == code


@given(st.text())
def test_clean_lines_is_stable_and_each_of_its_lines_is_one(text):
    try:
        lines = cleaning.clean_lines(text)
    except ValidationError:
        return

    assert cleaning.clean_lines(lines) == lines
    assert lines.splitlines() == lines.split("\n") if lines else lines == ""
    assert [cleaning.normalise(line) for line in lines.split("\n")] == lines.split("\n")
