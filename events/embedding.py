"""Our fonts as WeasyPrint embeds them, without reading and thinning out 5 MB for each paper: done once a process.

``Document.fonts`` holds what a document draws with. Given a ``KnownFonts``, our fonts come out of it as they were made for
the first paper, but without its letters; WeasyPrint makes all others anew.
"""

import copy
from functools import cache
from typing import Any

from weasyprint.pdf.fonts import Font

from events import fonts
from events.truetype import United

_known: dict[Any, Font] = {}


class KnownFonts(dict[Any, Any]):
    """The fonts of one document, by WeasyPrint's keys."""

    def __contains__(self, key: object) -> bool:
        if not super().__contains__(key) and key in _known:
            super().__setitem__(key, _blank(_known[key]))
        return super().__contains__(key)

    def __setitem__(self, key: Any, font: Any) -> None:
        if font.file_content in _files():
            _known[key] = font
            font = _blank(font)
        super().__setitem__(key, font)


class _OurFont(Font):
    file_content: bytes

    def subset(self, to_unicode: Any, hinting: Any) -> None:
        """Keep the outlines that are drawn; characters that the font lacks need WeasyPrint's own way."""
        if self.missing or not to_unicode:
            super().subset(to_unicode, hinting)
            return
        united = United()
        united.add(self.file_content, glyphs=to_unicode)
        self.file_content = united.file()


def _blank(font: Font) -> Font:
    blank = copy.copy(font)
    blank.__class__ = _OurFont
    blank.widths, blank.to_unicode, blank.missing = {}, {}, {}
    return blank


@cache
def _files() -> tuple[bytes, ...]:
    return fonts.REGULAR.read_bytes(), fonts.BOLD.read_bytes()
