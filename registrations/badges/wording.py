"""Words as a badge can show them: what cannot be drawn becomes a box, what nobody sees or what leaves its line goes."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from events import glyphs

BOX = "□"  # stands for a character that the font cannot draw, so that its absence is seen


@dataclass(frozen=True)
class Wording:
    """Text for a badge, and what became of the characters that were not set as they are; each named once."""

    text: str
    boxed: tuple[str, ...] = ()  # a box stands for these
    removed: tuple[str, ...] = ()  # nothing does: unseen, turning the line around, or stacked on other marks


@lru_cache(maxsize=8192)
def printable(text: str) -> Wording:
    """The text composed (NFC), its words divided by one space each, with nothing in it but what the font can draw.

    A base letter keeps one combining mark, as more would be stacked out of the line. Marks without a letter or
    around one, control and direction characters, joiners and other unseen ones are taken out.
    """
    text = unicodedata.normalize("NFC", text)
    lacking = frozenset(glyphs.missing(text))
    said, boxed, removed = [], [], []
    can_take_mark = False
    for character in text:
        category = unicodedata.category(character)
        is_mark = category.startswith("M")
        if character.isspace():
            said.append(" ")
            can_take_mark = False
        elif character in lacking:
            boxed.append(character)
            if not is_mark:
                said.append(BOX)
                can_take_mark = False
        elif not glyphs.drawable(character) or category == "Me" or (is_mark and not can_take_mark):
            removed.append(character)
        else:
            said.append(character)
            can_take_mark = not is_mark
    return Wording(" ".join("".join(said).split()), _once(boxed), _once(removed))


def _once(characters: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(characters))
