"""E-mail addresses, read as people and spreadsheets write them."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from events.cleaning import has_resident_number

LONGEST = 150
_BETWEEN = re.compile(r"[,;/|\n]|\s+(?=[^\s<>]+@)")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NAMED = re.compile(r"^[^<>]*<([^<>]+)>$")


@dataclass(frozen=True)
class Read:
    """An address, and whether the text holds others besides."""

    address: str
    is_one_of_several: bool = False


def read(text: str) -> Read:
    """The first address in a cell, in lower case, without ``mailto:``, a name in front, or stray spaces.

    :raises ValidationError: it is none, or holds what may be a resident registration number
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip().lstrip("'")
    pieces = [piece for piece in map(_bare, _BETWEEN.split(plain)) if piece]
    address = pieces[0] if pieces else ""
    if has_resident_number(address):
        raise ValidationError(
            _("주민등록번호로 보이는 숫자가 있습니다. 다른 이메일 주소를 적어 주세요."),
            code="resident_number",
        )
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("이메일 주소를 확인해 주세요. 예: gildong@example.com"), code="invalid"
        ) from None
    if len(address) > LONGEST:
        raise ValidationError(_("이메일 주소가 너무 깁니다(최대 %(most)d자)."), params={"most": LONGEST})
    return Read(address, sum("@" in piece for piece in pieces) > 1)


def _bare(piece: str) -> str:
    named = _NAMED.match(piece.strip())
    address = (named[1] if named else piece.strip()).lower().removeprefix("mailto:")
    return re.sub(r"\s+", "", address).strip("<>\"'().")
