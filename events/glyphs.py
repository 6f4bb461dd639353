"""Which characters the papers' font can draw. What it cannot would be an empty box, or missing, on every paper."""

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from events import fonts

# Unicode's Default_Ignorable_Code_Point: nothing is drawn for these, so no font lacks them.
_IGNORABLE = (
    *(range(first, first + 1) for first in (0x00AD, 0x034F, 0x061C, 0x3164, 0xFEFF, 0xFFA0)),
    *(range(0x115F, 0x1161), range(0x17B4, 0x17B6), range(0x180B, 0x1810), range(0x200B, 0x2010)),
    *(range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xFE00, 0xFE10), range(0xFFF0, 0xFFF9)),
    *(range(0x1BCA0, 0x1BCA4), range(0x1D173, 0x1D17B), range(0xE0000, 0xE1000)),
)


def missing(text: str) -> list[str]:
    """The characters of the text that the papers' font has no glyph for, each once, in the order of the text.

    The text is taken as papers set it, composed (NFC): Hangul that came in letters (NFD) is whole again. Spaces,
    control characters and what is never drawn, such as joiners and direction marks, are not missed.
    """
    characters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [character for character in characters if not _is_drawable(character) and _is_seen(character)]


def drawable(text: str) -> str:
    """The text as papers set it, composed, without what cannot be drawn: what a reader of the paper can see."""
    return "".join(filter(_is_drawable, unicodedata.normalize("NFC", text)))


def owned(text: str) -> str:
    """The text without the characters that another font must draw."""
    covered = _covered()
    return "".join(character for character in text if ord(character) in covered or not _is_seen(character))


def _is_drawable(character: str) -> bool:
    return ord(character) in _covered() and _is_seen(character)


def _is_seen(character: str) -> bool:
    if character.isspace() or unicodedata.category(character) == "Cc":
        return False
    return not any(ord(character) in span for span in _IGNORABLE)


@cache
def _covered() -> frozenset[int]:
    """The code points that both the regular and the bold font have a glyph for."""
    found = []
    for path in (fonts.REGULAR, fonts.BOLD):
        with TTFont(path, lazy=True) as font:
            found.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*found)
