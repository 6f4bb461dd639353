"""What is drawn on a part's pages at places that are known beforehand: texts, fills and pictures, without a layout.

Whoever has broken and measured each line already, as badges have, knows where it stands; to let the PDF engine find
that out again takes many times what drawing takes. Plain data for the way to another process: knows no PDF engine.
All lengths are millimetres from the upper left corner, of the page for a stamp and of the stamp for what is in it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Look(NamedTuple):
    """How a text is set in our font: ``size`` in points, ``line_height`` in mm, ``spacing`` in ems after each letter."""

    size: float
    line_height: float
    is_bold: bool
    colour: str  # "#rrggbb"
    spacing: float = 0


class Words(NamedTuple):
    """A text of one or more lines in a box whose first line begins at ``top``.

    A line that was broken at a space keeps it at its end, so that the text reads on.
    """

    left: float
    top: float
    width: float
    text: str
    align: str  # left, center or right
    look: Look


class Fill(NamedTuple):
    left: float
    top: float
    width: float
    height: float
    colour: str


class Picture(NamedTuple):
    """A picture of the part in a box, whole (``contain``) or filling it (``cover``).

    ``align`` is where in a box that is too wide it stands. Without an ``alt`` it is decoration. Pixels of a ``is_sharp``
    one stay squares.
    """

    left: float
    top: float
    width: float
    height: float
    name: str
    alt: str = ""
    fit: str = "contain"
    align: str = "center"
    is_sharp: bool = False


Item = Words | Fill | Picture
_KINDS: tuple[type[Item], ...] = (Words, Fill, Picture)


class Stamp(NamedTuple):
    """What is drawn in one place, the first item below the others; nothing of it is seen outside its box."""

    left: float
    top: float
    width: float
    height: float
    items: Sequence[Item]


Page = Sequence[Stamp]


def pack_stamps(pages: Sequence[Page]) -> list[Any]:
    """The stamps as what JSON can hold."""
    return [
        [[*stamp[:-1], [[_KINDS.index(type(item)), *item] for item in stamp.items]] for stamp in page]
        for page in pages
    ]


def unpack_stamps(pages: Sequence[Any]) -> tuple[Page, ...]:
    """What ``pack_stamps`` made."""
    return tuple(tuple(_stamp(*stamp) for stamp in page) for page in pages)


def _stamp(left: float, top: float, width: float, height: float, items: Sequence[Sequence[Any]]) -> Stamp:
    return Stamp(left, top, width, height, tuple(_item(*item) for item in items))


def _item(kind: int, *values: Any) -> Item:
    item = _KINDS[kind](*values)
    return item._replace(look=Look(*item.look)) if isinstance(item, Words) else item
