"""What people type, made fit to store: one Unicode form, one kind of space, nothing that must not be kept."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# 주민등록번호: birth date, whatever people put between, then a first digit of 1 to 8 (5 to 8 for foreign residents;
# 9 and 0 were for births before 1900) and six more; the digits may stand apart.
_RESIDENT_NUMBER = re.compile(
    r"""(?<!\d)(?: \d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])
               | \d[ ]\d[ ](?:0[ ][1-9]|1[ ][0-2])[ ](?:0[ ][1-9]|[12][ ]\d|3[ ][01]) )
        [\W_ㅡᅳ]{0,4}[1-8](?:[\s\-]*\d){6}(?!\d)""",
    re.VERBOSE,
)
_FIRST_BIRTH_YEAR = 1925  # of anybody who works on an event or comes to one
# 법인의 종류 in a 법인등록번호: companies, bodies under civil law, under special laws, others, foreign ones.
_CORPORATE_KINDS = {*range(11, 16), 21, 22, *range(31, 54), 71, *range(81, 87)}
_SYMBOLS = {"So", "Sk", "Cs", "Co", "Cn"}  # emoji and pictographs, surrogates, private use, unassigned
# Letters by their category, and seen by nobody: a name of these alone would look empty.
_INVISIBLE = {"\u3164", "\u115f", "\u1160", "\uffa0", "\u034f"}
_JOINERS = {"\u200d", "\ufe0f", "\ufe0e", "\u20e3"}
# One middle dot, which every font has; and 주식회사 in the three characters that everybody can type and find.
_ONE_FORM = str.maketrans({"ㆍ": "·", "․": "·", "‧": "·", "･": "·", "㈜": "(주)"})


def normalise(text: str) -> str:
    """NFC, one plain space between words, none at the ends, no NUL. macOS sends Hangul decomposed (NFD)."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ONE_FORM).replace("\0", "").split())


def has_resident_number(text: str) -> bool:
    """Whether a resident registration number may stand in the text, by what it says of the birth date.

    개인정보 보호법 제24조의2 forbids to keep one without a statute that asks for it, so none is taken. Its last digit
    proves nothing: numbers given since October 2020 have a random one. A corporate number (법인등록번호) has 13 digits
    too; it is let through where no person can have been born on its day, or nobody who is still at work was and its
    own check digit holds. Where a living person can have the number, it is taken for that person's.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_ONE_FORM))
    found = _RESIDENT_NUMBER.search(plain)
    while found is not None:
        if _can_be_a_person("".join(filter(str.isdecimal, found[0]))):
            return True
        found = _RESIDENT_NUMBER.search(plain, found.start() + 1)
    return False


def clean_line(text: str) -> str:
    """A line of text as it may be stored.

    :raises ValidationError: control characters, emoji, or a resident registration number
    """
    line = normalise(text)
    _refuse_unseen(text, line)
    _refuse_pictures(line)
    _refuse_resident_number(line)
    return line


def clean_lines(text: str) -> str:
    """Text of several lines as it may be stored: each as by ``clean_line``, divided by a plain line feed.

    The signs that official papers divide text with (□ ○ ■ ▶ ☎ ㎡) are kept here; every Korean character set and font
    has them. Empty lines stay, but for those at either end.

    :raises ValidationError: as ``clean_line``
    """
    lines = [normalise(line) for line in text.splitlines()]
    for line in lines:
        _refuse_unseen(text, line)
        _refuse_pictures("".join(character for character in line if not _is_of_papers(character)))
    whole = "\n".join(lines).strip("\n")
    _refuse_resident_number(whole)
    return whole


def _is_of_papers(character: str) -> bool:
    return unicodedata.category(character) == "So" and len(character.encode("euc_kr", "ignore")) > 0


def _refuse_unseen(text: str, line: str) -> None:
    if "\0" in text or any(map(_is_unseen, line)):
        raise ValidationError(
            _("쓸 수 없는 문자(제어 문자)가 있습니다. 지우고 다시 입력해 주세요."), code="control"
        )


def _refuse_pictures(line: str) -> None:
    for character in line:
        if unicodedata.category(character) in _SYMBOLS or character in _JOINERS:
            raise ValidationError(
                _("그림 문자(이모지)나 특수 기호는 쓸 수 없습니다: %(character)s"),
                code="symbol",
                params={"character": character},
            )


def _refuse_resident_number(text: str) -> None:
    if has_resident_number(text):
        raise ValidationError(
            _("주민등록번호로 보이는 숫자가 있습니다. 주민등록번호는 받지 않으니 지워 주세요."),
            code="resident_number",
        )


def _can_be_a_person(digits: str) -> bool:
    century = 1900 if digits[6] in "1256" else 2000
    try:
        birth = date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return birth.year >= _FIRST_BIRTH_YEAR or not _is_corporate_number(digits)


def _is_corporate_number(digits: str) -> bool:
    """Registry office (4), kind of body (2), serial (6), check digit over weights of 1 and 2 in turn."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits[:12], (1, 2) * 6, strict=True))
    return int(digits[4:6]) in _CORPORATE_KINDS and int(digits[12]) == -weighted % 10


def _is_unseen(character: str) -> bool:
    if character in _INVISIBLE:
        return True
    return unicodedata.category(character) in {"Cc", "Cf"} and character not in _JOINERS
