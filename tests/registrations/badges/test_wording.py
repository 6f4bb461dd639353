"""Words as a badge can show them, and what became of the rest."""

import pytest

from registrations.badges import wording
from registrations.badges.wording import Wording
from tests.hostilepeople import NFD_NAME


@pytest.mark.parametrize(
    "text", ["", "홍길동", "뷁쀍햏", "洪吉童", "Łukasz Żółć", "<script>", "{{ 7*7 }}", "ㄱㄴㄷ"]
)
def test_words_that_can_be_drawn_stay_as_they_are(text):
    assert wording.printable(text) == Wording(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NFD_NAME, Wording("홍길동")),
        ("홍\u3000길\t동\n", Wording("홍 길 동")),
        ("홍길동😀", Wording("홍길동□", boxed=("😀",))),
        ("محمد", Wording("□□□□", boxed=("م", "ح", "د"))),
        ("\u202e동길홍\u202c", Wording("동길홍", removed=("\u202e", "\u202c"))),
        ("홍\u200b길\u200b동", Wording("홍길동", removed=("\u200b",))),
        ("Q\u0323\u0331\u0330", Wording("Q\u0323", removed=("\u0331", "\u0330"))),
        ("\u0301 Kim", Wording("Kim", removed=("\u0301",))),
        ("x\u0e47", Wording("x", boxed=("\u0e47",))),
        ("x\u20dd", Wording("x", removed=("\u20dd",))),
        ("\u200b", Wording("", removed=("\u200b",))),
        ("Kim\x1b[31m", Wording("Kim[31m", removed=("\x1b",))),
    ],
)
def test_words_that_cannot_be_drawn_say_what_became_of_them(text, said):
    assert wording.printable(text) == said
