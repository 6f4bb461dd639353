"""E-mail addresses as people copy them."""

import pytest
from django.core.exceptions import ValidationError

from events import addresses


@pytest.mark.parametrize(
    "text",
    [
        "hong@motir.go.kr", "Hong@MOTIR.go.kr", "mailto:hong@motir.go.kr", "hong ＠ motir.go.kr", "hong @motir.go.kr",
        "홍길동 <hong@motir.go.kr>", "<hong@motir.go.kr>", "hong@motir.go.kr.", "\u200bhong@motir.go.kr\ufeff",
    ],
)  # fmt: skip
def test_address_is_read_however_it_is_written(text):
    assert addresses.read(text) == addresses.Read("hong@motir.go.kr")


@pytest.mark.parametrize("separator", [",", ";", " / ", "\n", " "])
def test_first_address_of_several_is_read(separator):
    read = addresses.read(f"hong@motir.go.kr{separator}kim@kiat.or.kr")

    assert read == addresses.Read("hong@motir.go.kr", is_one_of_several=True)


@pytest.mark.parametrize(
    "text", ["", "hong@", "@kr", "추후 통보", "홍길동", f"{'a' * 64}@{'b' * 60}.{'c' * 60}.kr"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValidationError):
        addresses.read(text)


def test_resident_number_is_refused():
    with pytest.raises(ValidationError) as refusal:
        addresses.read("901231-1234567@example.com")

    assert refusal.value.code == "resident_number"
