"""The order of Korean lists (가나다순): Hangul by syllable, then Hanja, Latin letters, digits, others; marks and spaces do not count.

PostgreSQL may have no ICU, and by code point digits, Latin letters and Hanja come before Hangul. So a key is stored
in which each character that is not Hangul is led by one from the private use area, which lies behind the syllables.
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Lower

from events.bodynames import LEGAL_FORM

Row = TypeVar("Row")

# The Hanja of the unified and compatibility blocks, Latin letters with their diacritics, digits; in the list's order.
_HANJA_RANGE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LATIN_RANGE = "a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_HANJA, _LATIN, _DIGITS = f"([{_HANJA_RANGE}])", f"([{_LATIN_RANGE}])", "([0-9])"
# Whatever is left: Arabic, Cyrillic, kana. Replaced before the others, whose leaders would match it.
_OTHERS = f"([^가-힣ㄱ-ㆎ{_HANJA_RANGE}{_LATIN_RANGE}0-9])"
# é stands with e: each small Latin letter that is one of a to z with a mark, and that letter.
_BARE = {
    letter: base
    for letter in map(chr, (*range(0xDF, 0x250), *range(0x1E00, 0x1F00)))
    if (base := unicodedata.normalize("NFD", letter)[0]) != letter and base.isascii() and base.islower()
}
_LEADERS = {_OTHERS: "\ue300", _HANJA: "\ue000", _LATIN: "\ue100", _DIGITS: "\ue200"}
_UNCOUNTED = r"""[\s.,·・ㆍ‧'"’‘“”()\[\]<>/&_-]+"""
_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_SYLLABLES_AN_INITIAL = 588  # Unicode 3.12: 21 vowels × 28 finals
LATIN, DIGITS = "A–Z", "0–9"
INITIALS = (*dict.fromkeys(_INITIALS), LATIN, DIGITS)  # the headings of a list, before that of the rest
# (주)한국기계 stands under ㅎ. A legal form at the end is after what tells one name from another, and may stay.
_LEGAL_FORM = rf"^\s*({LEGAL_FORM.pattern})\s*"


MARKS = " .,·'’()[]-"  # that do not count where a name or an organization is looked for


def bare_of(field: str) -> models.GeneratedField:
    """A column that the database fills: the text field in small letters, without spaces and ``MARKS``, to look in."""
    bare = Func(
        Lower(F(field), output_field=TextField()),
        Value(MARKS),
        Value(""),
        function="translate",
        output_field=TextField(),
    )
    return models.GeneratedField(expression=bare, output_field=TextField(), db_persist=True)


def key_of(field: str, *, is_body: bool = False) -> models.GeneratedField:
    """A column that the database fills: the key to order by what the text field ``field`` says.

    The name of a body is ordered without the legal form before it.
    """
    text = _replaced(F(field), _LEGAL_FORM, "") if is_body else F(field)
    key = _replaced(Lower(text, output_field=TextField()), _UNCOUNTED, "")
    key = Func(key, Value("".join(_BARE)), Value("".join(_BARE.values())), function="translate")
    for pattern, leader in _LEADERS.items():
        key = _replaced(key, pattern, rf"{leader}\1")
    return models.GeneratedField(expression=key, output_field=TextField(db_collation="C"), db_persist=True)


def _replaced(text: F | Func, pattern: str, replacement: str) -> Func:
    return Func(
        text,
        Value(pattern),
        Value(replacement),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )


def initial(text: str) -> str:
    """Under which heading of a Korean list the text stands: its first consonant, ``A–Z``, ``0–9``, or "" for the rest.

    Doubled consonants stand with their single one, as in a telephone book: 쌍용 under ㅅ.
    """
    first = unicodedata.normalize("NFC", text.strip())[:1]
    if "가" <= first <= "힣":
        return _INITIALS[(ord(first) - ord("가")) // _SYLLABLES_AN_INITIAL]
    if first.isascii() and first.isalpha():
        return LATIN
    return DIGITS if first.isdigit() else ""


def headed(rows: Iterable[Row], *, of: Callable[[Row], str], rest: str) -> list[tuple[str, list[Row]]]:
    """The rows under the headings of what ``of`` says, in the list's order; those without one stand last, under ``rest``."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(initial(of(row)), []).append(row)
    return [(heading or rest, found[heading]) for heading in (*INITIALS, "") if heading in found]


def under(initial: str, field: str) -> Q:
    """Where the key ``field`` stands under a heading of ``INITIALS``.

    :raises ValueError: there is no such heading
    """
    if initial in {LATIN, DIGITS}:
        leader = _LEADERS[_LATIN if initial == LATIN else _DIGITS]
        return Q(**{f"{field}__startswith": leader})
    if initial not in INITIALS:
        raise ValueError(initial)
    first, last = (
        _INITIALS.index(initial),
        _INITIALS.rindex(initial) + 1,
    )  # the single consonant, then its double
    low, high = (chr(ord("가") + number * _SYLLABLES_AN_INITIAL) for number in (first, last))
    return Q(**{f"{field}__gte": low, f"{field}__lt": high})
