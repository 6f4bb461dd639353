"""What somebody typed or scanned at the desk, and what it may mean. ``static/js/desk/reading.js`` reads it alike.

Both are held to ``tests/vectors/desk-reading.json``: the desk without a network finds whom the server finds.
"""

import re
from dataclasses import dataclass

from events import codes
from events.cleaning import normalise
from events.collation import MARKS
from registrations.desk import keyboard

CODE = re.compile(rf"[{codes.ALPHABET}]{{{codes.CODE_LENGTH}}}")
PHONE_DIGITS = 4  # the least that tells a phone: people say the last four
# Each first consonant with the syllables that begin with it: 588 to a consonant, in the standard's order.
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE, _AN_INITIAL, _FINALS = 0xAC00, 588, 28
_SYNTAX = re.compile(
    r"[\\^$.*+?()\[\]{}|]"
)  # what has a sense of its own in expressions of Python, JavaScript and PostgreSQL
_WITHOUT_MARKS = str.maketrans("", "", MARKS)


@dataclass(frozen=True)
class Reading:
    """What was typed, read in every way that has a sense; the first that finds somebody is meant.

    ``codes`` are the registration codes it may be; ``phone`` the last digits of a number; ``email`` part of an address;
    ``pattern`` a regular expression for names and organizations in their ``bare`` form; "" where it cannot be that.
    """

    codes: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    pattern: str = ""


def read(typed: str) -> Reading:
    """The readings of a line from the keyboard or a scanner, whose closing Enter or Tab does not count."""
    text = normalise(typed)
    if not text:
        return Reading()
    found = dict.fromkeys(codes.tidy_code(one) for one in (text, keyboard.keys(text)))
    return Reading(
        codes=tuple(code for code in found if CODE.fullmatch(code)),
        phone=_phone(text),
        email=text.lower() if "@" in text else "",
        pattern="" if "@" in text else _pattern(bare(text)),
    )


def bare(text: str) -> str:
    """A name or an organization as it is compared: small letters, without spaces and marks.

    Each letter by itself, as the database makes them small: İ is i, and Σ the same at the end of a word.
    """
    return "".join(letter.lower()[0] for letter in text).translate(_WITHOUT_MARKS)


def _phone(text: str) -> str:
    """The digits by which a stored number ends: without the 0 that a country's number has in place of its 82."""
    digits = text.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) < PHONE_DIGITS:
        return ""
    return digits if len(digits) == PHONE_DIGITS else digits.lstrip("0")


def _pattern(text: str) -> str:
    last = len(text) - 1
    return "".join(_matching(character, is_last=number == last) for number, character in enumerate(text))


def _matching(character: str, *, is_last: bool) -> str:
    """What a typed character stands for: ㅂ for itself and for every syllable that begins so; a last 저 also for 정."""
    if character in _INITIALS:
        first = _FIRST_SYLLABLE + _INITIALS.index(character) * _AN_INITIAL
        return f"[{character}{chr(first)}-{chr(first + _AN_INITIAL - 1)}]"
    offset = ord(character) - _FIRST_SYLLABLE
    if is_last and 0 <= offset < len(_INITIALS) * _AN_INITIAL and offset % _FINALS == 0:
        return f"[{character}-{chr(ord(character) + _FINALS - 1)}]"
    return _SYNTAX.sub(r"\\\g<0>", character)
