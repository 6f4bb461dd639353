"""How numbers are written: at home as at home, from abroad with the country."""

import pytest
from phonenumber_field.phonenumber import to_python

from events import phones


@pytest.mark.parametrize(
    ("number", "shown", "in_cell"),
    [
        ("+821012345678", "010-1234-5678", "010-1234-5678"),
        ("+81312345678", "+81 3-1234-5678", "(+81) 3-1234-5678"),
        ("+12125550123", "+1 212-555-0123", "(+1) 212-555-0123"),
    ],
)
def test_number_names_its_country_unless_it_is_ours(number, shown, in_cell):
    assert (phones.shown(to_python(number)), phones.in_cell(to_python(number))) == (shown, in_cell)
