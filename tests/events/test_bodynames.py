"""Two spellings of one body."""

import pytest

from events import bodynames


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(주)인터엑스", "인터엑스"),
        ("㈜ 인터엑스", "인터엑스"),
        ("주식회사 인터엑스", "인터엑스"),
        ("명지대학교", "명지대"),
    ],
)
def test_key_is_the_same_for_two_writings(one, other):
    assert bodynames.key(one) == bodynames.key(other)
