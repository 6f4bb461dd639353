"""How wide text runs in the papers' font, and setting it in a fixed space by making it smaller."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import ImageFont

from events import fonts, glyphs

POINTS_PER_MM = 72 / 25.4
ELLIPSIS = "…"
_HYPHEN = "-"
_MEASURED_AT = 1000  # pixels an em: fine enough for any print size
_STRANGER = 1.3  # ems that a character of another font takes at most; emoji are the widest
_SLACK = 1.01  # kerning may widen a pair a little


@dataclass(frozen=True)
class Step:
    """A size in points, and how many lines of it the space holds."""

    size: int
    lines: int


@dataclass(frozen=True)
class Setting:
    """Text as it is set: the size in points, and its lines."""

    size: int
    lines: list[str]

    is_cut: bool = False  # whether it ends in an ellipsis, as not even the smallest size holds it

    @property
    def text(self) -> str:
        """The lines in one string, for ``white-space: pre``."""
        return "\n".join(self.lines)


@lru_cache(maxsize=4096)
def width(text: str, *, bold: bool = False) -> float:
    """The advance width in ems, measured once for all the sizes that are tried.

    What our font lacks is drawn by another, as wide as it may be.
    """
    own = glyphs.owned(text)
    return (_font(bold).getlength(own) / _MEASURED_AT + _STRANGER * (len(text) - len(own))) * _SLACK


def fit(
    text: str, *, width_mm: float, steps: Sequence[Step], bold: bool = False, whole_down_to: int = 0
) -> Setting:
    """The text in the first of the steps that holds it, broken only at spaces and evenly.

    It is composed (NFC). Where even the last step is too small, words are broken there, and what is still too much ends
    in ``…``. Before words would become smaller than ``whole_down_to`` points, they are broken at the largest size that
    holds them then.
    """
    words = unicodedata.normalize("NFC", text).split()
    readable = [step for step in steps if step.size >= whole_down_to]
    smaller = [step for step in steps if step.size < whole_down_to]
    setting = _first(words, readable, width_mm, bold)
    if setting is None and smaller:
        setting = _first(words, readable, width_mm, bold, breaks_words=True)
        setting = setting or _first(words, smaller, width_mm, bold)
    if setting is not None:
        return setting
    last = steps[-1]
    most = width_mm * POINTS_PER_MM / last.size
    lines = _wrap(list(_pieces(words, most, bold)), most, bold) or []
    if len(lines) <= last.lines:
        return Setting(last.size, _broken_evenly(words, most, lines, bold))
    cut = [*lines[: last.lines - 1], _shortened(lines[last.lines - 1], most, bold)]
    return Setting(last.size, cut, is_cut=True)


def _first(
    words: list[str], steps: Sequence[Step], width_mm: float, bold: bool, *, breaks_words: bool = False
) -> Setting | None:
    """The words in the first of the steps that holds them."""
    for step in steps:
        most = width_mm * POINTS_PER_MM / step.size
        pieces = list(_pieces(words, most, bold)) if breaks_words else words
        lines = _wrap(pieces, most, bold)
        if lines is not None and len(lines) <= step.lines:
            evenly = _broken_evenly if breaks_words else _even
            return Setting(step.size, evenly(words, most, lines, bold))
    return None


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    path = str(fonts.BOLD if bold else fonts.REGULAR)
    return ImageFont.truetype(path, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


def _wrap(words: list[str], most: float, bold: bool) -> list[str] | None:
    """Lines no wider than ``most`` ems, each as full as it gets; None where a single word is wider."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, bold=bold) <= most:
            lines[-1] = longer
        elif width(word, bold=bold) <= most:
            lines.append(word)
        else:
            return None
    return lines


def _even(words: list[str], most: float, lines: list[str], bold: bool) -> list[str]:
    """As many lines as these, with the widest of them as narrow as possible."""
    count = len(lines)
    while count > 1:
        best = max(width(line, bold=bold) for line in lines) - 0.001
        narrower = _wrap(words, best, bold)
        if narrower is None or len(narrower) > count:
            break
        lines = narrower
    return lines


def _broken_evenly(words: list[str], most: float, lines: list[str], bold: bool) -> list[str]:
    """As many lines as these, no more words broken than there, and no single letter left over for the last line."""
    pieces = len(list(_pieces(words, most, bold)))
    for percent in range(98, 50, -2):
        narrow = most * percent / 100
        shorter = list(_pieces(words, narrow, bold))
        narrower = _wrap(shorter, narrow, bold)
        if narrower is None or len(narrower) > len(lines) or len(shorter) > pieces:
            break
        lines = narrower
    return lines


def _pieces(words: list[str], most: float, bold: bool) -> Iterator[str]:
    """The words, those wider than a line cut into pieces that fit one: after a hyphen, if there is one to cut after."""
    for word in words:
        piece = ""
        for character in word:
            if piece and width(piece + character, bold=bold) > most:
                whole = piece.rfind(_HYPHEN) + 1 or len(piece)
                yield piece[:whole]
                piece = piece[whole:]
            piece += character
        yield piece


def _shortened(text: str, most: float, bold: bool) -> str:
    """As much of the text as fits one line with an ellipsis at its end."""
    while text and width(text + ELLIPSIS, bold=bold) > most:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
