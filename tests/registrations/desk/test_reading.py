"""What was typed or scanned, read by the rules that the desk without a network has too."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import codes
from registrations import finding
from registrations.desk import keyboard, reading
from tests.factories.registrations import RegistrationFactory

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "desk-reading.json").read_text())


@pytest.mark.parametrize(("text", "keys"), VECTORS["keys"])
def test_keys(text, keys):
    assert keyboard.keys(text) == keys


@pytest.mark.parametrize(("typed", "expected"), VECTORS["read"])
def test_read(typed, expected):
    assert asdict(reading.read(typed)) == {**expected, "codes": tuple(expected["codes"])}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "is_found"), VECTORS["names"])
def test_name_is_found_by_itself(name, is_found):
    guest = RegistrationFactory(name=name, organization="")

    assert bool(re.search(reading.read(name).pattern, reading.bare(name))) is is_found
    assert finding.find(event_id=guest.event_id, query=name) == [guest] * is_found


@given(st.text(codes.ALPHABET, min_size=8, max_size=8))
def test_code_scanned_under_the_hangul_layout_is_among_what_was_read(code):
    assert code in reading.read(_under_hangul(code)).codes


def _under_hangul(code: str) -> str:
    """The code as single jamo: what a page receives when no syllable is composed."""
    jamo = {key: chr(0x3131 + number) for number, key in enumerate(keyboard._ALONE)}
    return "".join(jamo.get(letter.lower(), letter) for letter in code)
