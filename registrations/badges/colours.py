"""The colour of each category's band, and type that can be read on it."""

import re

from registrations.states import Category

BLACK, WHITE = "#131416", "#ffffff"
PATTERN = r"^#[0-9a-f]{6}\Z"
READABLE = 4.5  # contrast that WCAG 2.2 asks for text (1.4.3)

# White on each at 4.5:1 or more; the word on the band says the same as its colour.
COLOURS: dict[str, str] = {
    Category.VIP: "#7a1f5c",
    Category.SPEAKER: "#5b3a9b",
    Category.PANEL: "#2f4858",
    Category.GOVERNMENT: "#083891",
    Category.AGENCY: "#0a6b7c",
    Category.COMPANY: "#0b62e0",
    Category.ACADEMIA: "#267337",
    Category.ASSOCIATION: "#8a4b00",
    Category.PRESS: "#ab2b36",
    Category.PUBLIC: "#58616a",
}


def is_colour(text: object) -> bool:
    """Whether it is a colour as they are all written here, ``#rrggbb``."""
    return isinstance(text, str) and bool(re.match(PATTERN, text))


def on(colour: str) -> str:
    """White or black, whichever is readable on the colour: one of the two always is."""
    return WHITE if contrast(WHITE, colour) >= READABLE else BLACK


def contrast(one: str, other: str) -> float:
    """The contrast of two colours ``#rrggbb``, 1 to 21, as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
