"""Phone numbers: read as people and spreadsheets write them, and written for people."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from events.cleaning import has_resident_number

KOREA = 82  # country code
_MOBILE_DIGITS = 11  # 010-1234-5678; the phone library lets shorter ones pass
_DASHES = re.compile("[‐‑‒–—―−ーㅡ~]")
_SCIENTIFIC = re.compile(r"(\d(?:\.\d+)?)[eE]\+?(\d{1,2})")
# A mobile number, its leading 0 perhaps lost to Excel, its country perhaps in front.
_MOBILE = re.compile(
    r"(?<![\d+])(?:\+?\s*(?:00)?82[-.\s]*(?:\(0\))?)?0?1[016789][-.\s)]{0,3}\d{3,4}[-.\s]{0,3}\d{4}(?!\d)"
)
_BETWEEN = re.compile(r"[,/;|\n·]|\s(?:및|또는|or)\s|\s{2,}")
_LABEL = re.compile(
    r"^(?:휴대\s*(?:전화|폰)?|핸드폰|전화|연락처|사무실|직통|자택|회사|h\.?\s?p|tel|mobile|m|t|c)\s*[.:)]*\s*",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\s*\(?\s*(?:내선|교환|ext\.?)\s*:?\s*\d{1,5}\s*\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """A number, and whether the text holds others besides."""

    number: PhoneNumber
    is_one_of_several: bool = False


def shown(number: PhoneNumber | str | None) -> str:
    """``010-1234-5678``, or ``+1 212-555-0123`` with its country; typed into a form it is the same number.

    Who has left no number has an empty text, and gets it back.
    """
    if not isinstance(number, PhoneNumber):
        return number or ""
    return str(number.as_national if number.country_code == KOREA else number.as_international)


def in_cell(number: PhoneNumber | str | None) -> str:
    """The same for a spreadsheet, which takes a leading ``+`` for a formula: ``(+1) 212-555-0123``."""
    country, space, rest = shown(number).partition(" ")
    return f"({country}) {rest}" if space else country


def stored(number: PhoneNumber | str | None) -> str:
    """As it is kept, ``+821012345678``; "" for none."""
    return str(number.as_e164) if isinstance(number, PhoneNumber) else number or ""


def read(text: str) -> Read:
    """The number in a cell: the first mobile one where there are several.

    What Excel made of it is undone: ``1012345678`` and ``1.012345678E9`` are 010-1234-5678.

    :raises ValidationError: there is none, or digits of it are lost, or it may be a resident registration number
    """
    plain = _plain(text)
    mobile = _MOBILE.search(plain)
    pieces = [piece for piece in map(_bare, _BETWEEN.split(plain)) if any(map(str.isdecimal, piece))]
    if mobile is not None:
        number = _parsed(mobile[0])
        if number is not None:
            rest = f"{plain[: mobile.start()]} {plain[mobile.end() :]}"
            _refuse_resident_number(rest)
            return Read(number, sum(map(str.isdecimal, _EXTENSION.sub("", rest))) >= 7)
    for piece in pieces:
        number = _parsed(piece)
        if number is not None:
            return Read(number, len(pieces) > 1)
    _refuse_resident_number(plain)
    raise ValidationError(
        _("전화번호를 확인해 주세요(예: 010-1234-5678). 엑셀에서는 셀 서식을 「텍스트」로 하고 적습니다."),
        code="invalid",
    )


def _plain(text: str) -> str:
    """The text in half-width signs, plain hyphens, and with a number that Excel shortened written out."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).strip().lstrip("'")
    short = _SCIENTIFIC.fullmatch(plain)
    if short is None:
        return plain.removesuffix(".0") if plain.removesuffix(".0").isdecimal() else plain
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return plain
    if len(short[1].replace(".", "")) <= int(short[2]) and int(short[2]) >= 8:
        raise ValidationError(
            _(
                "엑셀이 번호를 지수(%(text)s)로 줄여 숫자가 없어졌습니다. 원래 파일에서 셀 서식을 「텍스트」로 바꾸고 "
                "번호를 다시 적어 주세요."
            ),
            code="shortened",
            params={"text": plain},
        )
    return str(int(number))


def _bare(piece: str) -> str:
    return _EXTENSION.sub("", _LABEL.sub("", piece.strip()))


def _parsed(text: str) -> PhoneNumber | None:
    """The number, if the text is one that can be called."""
    compact = re.sub(r"^\(\s*\+(\d+)\s*\)", r"+\1 ", text.strip())
    compact = re.sub(r"^\+?\s*(?:00\d{0,3}[-.\s]*)?82[-.\s]*(?=\(?0?\)?\s*\d)", "+82 ", compact)
    compact = re.sub(r"^\+82 \(?0\)?[-.\s]*", "+82 ", compact)
    if re.search(r"[^\d\s+().\-]", compact):
        return None
    number = PhoneNumber()
    try:
        phonenumbers.parse(compact, "KR", numobj=number)
    except phonenumbers.NumberParseException:
        return None
    if not number.is_valid():
        return None
    national = f"0{number.national_number}"
    is_short = number.country_code == KOREA and national.startswith("010") and len(national) != _MOBILE_DIGITS
    return None if is_short else number


def _refuse_resident_number(text: str) -> None:
    # With its country in front it is a phone number or nothing: +880 13… has thirteen digits too.
    if has_resident_number(text) and not text.startswith("+"):
        raise ValidationError(
            _("주민등록번호로 보이는 숫자가 있습니다. 주민등록번호는 받지 않으니 지워 주세요."),
            code="resident_number",
        )
