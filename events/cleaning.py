"""What people type, made fit to store: one Unicode form, one kind of space, nothing that must not be kept."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# 주민등록번호: birth date, whatever people put between, then a first digit of 1 to 8 (5 to 8 for foreign residents)
# and six more; the digits may stand apart. PIPA Art. 24-2 forbids to keep one without a statute, so none is taken.
_RESIDENT_NUMBER = re.compile(
    r"""(?<!\d)(?: \d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])
               | \d[ ]\d[ ](?:0[ ][1-9]|1[ ][0-2])[ ](?:0[ ][1-9]|[12][ ]\d|3[ ][01]) )
        [\W_ㅡᅳ]{0,4}[1-8](?:[\s\-]*\d){6}(?!\d)""",
    re.VERBOSE,
)
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
    return bool(_RESIDENT_NUMBER.search(unicodedata.normalize("NFKC", text.translate(_ONE_FORM))))


def clean_line(text: str) -> str:
    """A line of text as it may be stored.

    :raises ValidationError: control characters, emoji, or a resident registration number
    """
    line = normalise(text)
    if "\0" in text or any(map(_is_unseen, line)):
        raise ValidationError(
            _("쓸 수 없는 문자(제어 문자)가 있습니다. 지우고 다시 입력해 주세요."), code="control"
        )
    for character in line:
        if unicodedata.category(character) in _SYMBOLS or character in _JOINERS:
            raise ValidationError(
                _("그림 문자(이모지)나 특수 기호는 쓸 수 없습니다: %(character)s"),
                code="symbol",
                params={"character": character},
            )
    if has_resident_number(line):
        raise ValidationError(
            _("주민등록번호로 보이는 숫자가 있습니다. 주민등록번호는 받지 않으니 지워 주세요."),
            code="resident_number",
        )
    return line


def _is_unseen(character: str) -> bool:
    if character in _INVISIBLE:
        return True
    return unicodedata.category(character) in {"Cc", "Cf"} and character not in _JOINERS
