"""One cell of a roster at a time: made fit to keep, or refused in a sentence."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.cleaning import clean_line, clean_lines, normalise

MOST_SEATS = 300  # for one body
LONGEST_NOTE = 200
_ERROR_VALUE = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA|CONNECT!)"
)
_UNSEEN = re.compile("[\u200b\u200c\u200e\u200f\u2028\u2029\u2060\ufeff\u00ad]|_x000[dDaA]_")
_BULLET = re.compile(r"^[\s○●◎□■◇◆▷▶★☆•▪*-]+(?=\S)")
_NOTHING = {
    "-",
    "–",
    "—",
    "없음",
    "미정",
    "해당없음",
    "해당사항없음",
    "추후",
    "추후통보",
    "tbd",
    "n/a",
    "x",
    "무",
}
_DITTO = {"〃", "″", "''", '"', "상동", "위와같음", "동일"}
_SEATS = re.compile(r"(?:총|약)?\s*(\d{1,4})(?:\.0+)?\s*(?:석|명|인|좌석|seats?)?", re.IGNORECASE)
_ONLY_SEATS = re.compile(r"\d{1,4}\s*(?:석|좌석|seats?)")


@dataclass(frozen=True)
class Categories:
    """What a roster may write for a category, and which one it means."""

    words: Mapping[str, str]
    default: str

    def code(self, text: str) -> str | None:
        """The code of the category that the text names; None for none."""
        key = _key(text)
        exact = {code for word, code in self.words.items() if _key(word) == key}
        within = {code for word, code in self.words.items() if len(_key(word)) > 1 and _key(word) in key}
        found = exact or within
        return next(iter(found)) if len(found) == 1 else None


def tidy(text: str) -> str:
    """The cell without what nobody sees; "" where it says that there is nothing."""
    plain = _UNSEEN.sub("", text).strip()
    return "" if plain.replace(" ", "").lower() in _NOTHING else plain


def is_ditto(text: str) -> bool:
    """Whether the cell stands for the one above it."""
    return text.replace(" ", "") in _DITTO


def refuse_error_value(text: str) -> None:
    """:raises ValidationError: Excel could not work out the cell"""
    if _ERROR_VALUE.fullmatch(text.strip()):
        raise ValidationError(
            _("셀에 엑셀의 오류 값(%(value)s)이 있습니다. 엑셀에서 고쳐 다시 올려 주세요."),
            params={"value": text.strip()},
        )


def line(text: str, *, most: int) -> str:
    """One line.

    :raises ValidationError: it is too long, or holds what is not kept
    """
    clean = clean_line(_BULLET.sub("", text))
    if len(clean) > most:
        raise ValidationError(
            _("%(limit_value)d자까지 쓸 수 있습니다. 지금은 %(show_value)d자입니다."),
            params={"limit_value": most, "show_value": len(clean)},
        )
    return clean


def note(text: str) -> str:
    """A remark in one line, with the signs that papers use.

    :raises ValidationError: it holds what is not kept
    """
    return normalise(clean_lines(text))


def seats(text: str) -> int:
    """How many seats; one where nothing is said.

    :raises ValidationError: it is no number of seats
    """
    if not text:
        return 1
    found = _SEATS.fullmatch(unicodedata.normalize("NFKC", text).replace(",", "").strip())
    count = int(found[1]) if found else 0
    if not 1 <= count <= MOST_SEATS:
        raise ValidationError(
            _("좌석 수를 1부터 %(most)d까지의 숫자로 적어 주세요(예: 5석)."), params={"most": MOST_SEATS}
        )
    return count


def seats_in_note(text: str) -> str:
    """``5석`` where a remark says nothing else, as rosters without a column for seats have it; else ""."""
    return text if _ONLY_SEATS.fullmatch(text) else ""


@lru_cache(maxsize=1_000)
def _key(text: str) -> str:
    return re.sub(r"[\s·ㆍ./()\[\]]+", "", unicodedata.normalize("NFKC", text)).casefold()
