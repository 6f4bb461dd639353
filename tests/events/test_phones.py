"""Phone numbers as people type them and Excel spoils them."""

import pytest
from django.core.exceptions import ValidationError

from events import phones

MOBILE = "+821012345678"


@pytest.mark.parametrize(
    "text",
    [
        "010-1234-5678", "01012345678", "010 1234 5678", "010.1234.5678", "(010)1234-5678", "010–1234–5678",
        "1012345678", "1012345678.0", "1.012345678E9", "1.012345678e+09", "10-1234-5678", "'01012345678",
        "+82 10-1234-5678", "+82 010-1234-5678", "+82 (0)10 1234 5678", "821012345678", "82-10-1234-5678",
        "0082-10-1234-5678", "０１０－１２３４－５６７８", "H.P 010-1234-5678", "휴대전화: 010-1234-5678",
        "010-1234-5678(비서)",
    ],
)  # fmt: skip
def test_mobile_number_is_read_however_it_is_written(text):
    assert phones.read(text) == phones.Read(phones.read("01012345678").number)
    assert phones.read(text).number.as_e164 == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "02-6000-1234 / 010-1234-5678",
        "010-1234-5678, 010-2222-3333",
        "01012345678 02-123-4567",
        "010-1234-5678\n02-6000-1234",
    ],
)
def test_first_mobile_number_of_several_is_read(text):
    read = phones.read(text)

    assert (read.number.as_e164, read.is_one_of_several) == (MOBILE, True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("02-6000-1234", "+82260001234"),
        ("260001234", "+82260001234"),
        ("031-123-4567 (내선 12)", "+82311234567"),
        ("011-123-4567", "+82111234567"),
        ("1588-1234", "+8215881234"),
        ("+1 212-555-0123", "+12125550123"),
        ("(+1) 212-555-0123", "+12125550123"),
        ("+880 1812 345678", "+8801812345678"),
    ],
)
def test_other_numbers_are_read(text, number):
    assert phones.read(text).number.as_e164 == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "invalid"),
        ("홍길동", "invalid"),
        ("12345", "invalid"),
        ("010-1234-567", "invalid"),
        ("1.01E+09", "shortened"),
        ("1.01235E+09", "shortened"),
        ("901231-1234567", "resident_number"),
        ("9012311234567", "resident_number"),
        ("010-1234-5678 901231-1234567", "resident_number"),
    ],
)
def test_what_is_no_number_is_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        phones.read(text)

    assert refusal.value.code == code
