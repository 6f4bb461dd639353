"""Draws stamps (``events.stamps``) on WeasyPrint's pages, by its own means: fonts, tags and pictures are as elsewhere.

What WeasyPrint draws is a box with the style that its layout found for it. The boxes of stamps are made here, with a
style of the few values that drawing asks for, and hung into the page's tree once they are drawn, so that they are tagged.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from PIL import Image
from tinycss2.color5 import parse_color
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.document import Document
from weasyprint.document import Page as LaidOut
from weasyprint.draw.text import draw_emojis, draw_first_line
from weasyprint.formatting_structure.boxes import BlockBox, BlockReplacedBox, Box, TextBox
from weasyprint.images import RasterImage
from weasyprint.matrix import Matrix
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout, line_size, strut

from events.printjobs import CannotBeSet
from events.stamps import Fill, Look, Page, Picture, Stamp, Words

FAMILY = ("Pretendard GOV", "sans-serif")
PX_PER_MM = 96 / 25.4  # WeasyPrint's unit is that of CSS
PX_PER_POINT = 96 / 72
_KEPT = 1024  # texts: the event's name, most organizations and titles stand on many stamps
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}  # of the free width, left of what is aligned


def stamp(
    document: Document, pages: Sequence[Page], pictures: Mapping[str, bytes], fonts: FontConfiguration
) -> None:
    """Let the pages of a laid-out document be drawn with these stamps above what is on them.

    :raises CannotBeSet: it has another number of pages
    """
    if len(document.pages) != len(pages):
        raise CannotBeSet(f"stamps for {len(pages)} pages, but there are {len(document.pages)}")
    press = Press(pictures, fonts, document.metadata.lang)
    document.pages = [
        StampedPage(page, stamps, press) for page, stamps in zip(document.pages, pages, strict=True)
    ]


@dataclass(frozen=True)
class Press:
    """What the stamps of one part are drawn with."""

    pictures: Mapping[str, bytes]
    fonts: FontConfiguration
    language: str

    def draw(self, stream: Any, stamped: Stamp) -> Box:
        """Draw a stamp; its box, for the tags."""
        tagged: list[Box] = []
        with stream.stacked():
            stream.transform(e=stamped.left * PX_PER_MM, f=stamped.top * PX_PER_MM)
            stream.rectangle(0, 0, stamped.width * PX_PER_MM, stamped.height * PX_PER_MM)
            stream.clip()
            stream.end()
            for item in stamped.items:
                match item:
                    case Fill():
                        _fill(stream, item)
                    case Words():
                        tagged.append(self._write(stream, item))
                    case Picture(alt=""):
                        with stream.artifact():
                            self._show(stream, item)
                    case Picture():
                        figure = _figure(stamped, item)
                        tagged.append(figure)
                        with stream.marked(figure, "Figure"):
                            self._show(stream, item)
        return BlockBox("div", {}, _NO_ATTRIBUTES, tagged)

    def _write(self, stream: Any, words: Words) -> Box:
        style = _style(words.look, self.fonts, self.language)
        height = words.look.line_height * PX_PER_MM
        text_height, baseline = strut(style)
        box = TextBox("p", style, _NO_ATTRIBUTES, words.text)
        with stream.marked(box, "P"):
            stream.set_color(style["color"])
            for number, text in enumerate(words.text.split("\n")):
                if not text.strip():
                    continue
                line = _line(text, words.look, self.fonts, self.language)
                # A space at a line's end is for whoever hears or copies the text, and takes no room.
                seen = _line(text.rstrip(), words.look, self.fonts, self.language).width
                x = words.left * PX_PER_MM + (words.width * PX_PER_MM - seen) * _SHARES[words.align]
                y = words.top * PX_PER_MM + number * height + (height - text_height) / 2 + baseline
                stream.begin_text()
                emojis = draw_first_line(stream, line, "clip", "none", Matrix(d=-1, e=x, f=y))
                stream.end_text()
                draw_emojis(stream, style, x, y, emojis)
        return box

    def _show(self, stream: Any, picture: Picture) -> None:
        image = _image(picture.name, self.pictures[picture.name])
        scales = picture.width / image.width, picture.height / image.height
        scale = PX_PER_MM * (max(scales) if picture.fit == "cover" else min(scales))
        width, height = image.width * scale, image.height * scale
        x = picture.left * PX_PER_MM + (picture.width * PX_PER_MM - width) * _SHARES[picture.align]
        y = picture.top * PX_PER_MM + (picture.height * PX_PER_MM - height) / 2
        with stream.stacked():
            stream.set_alpha(1)
            stream.transform(e=x, f=y)
            with stream.stacked():
                image.draw(stream, width, height, _RENDERING[picture.is_sharp])


class StampedPage(LaidOut):
    """A page that was laid out, with stamps above what is on it."""

    def __init__(self, page: LaidOut, stamps: Page, press: Press) -> None:
        super().__init__(page._page_box)  # noqa: SLF001 - WeasyPrint gives no other way to a page's boxes
        self._stamps = stamps
        self._press = press

    def paint(self, stream: Any, scale: float = 1) -> None:
        super().paint(stream, scale)
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            boxes = [self._press.draw(stream, one) for one in self._stamps]
        root = self._page_box.children[0]
        root.children = [*root.children, *boxes]


class _Style(dict[str, Any]):
    """A box's style, as far as text is set and drawn by it."""

    font_config: FontConfiguration


_NO_ATTRIBUTES = Element("p")
_RENDERING = {False: {"image_rendering": "auto"}, True: {"image_rendering": "pixelated"}}


@lru_cache(maxsize=256)
def _style(look: Look, fonts: FontConfiguration, language: str) -> _Style:
    size = look.size * PX_PER_POINT
    style = _Style(INITIAL_VALUES)
    style |= {
        "font_family": FAMILY,
        "font_size": size,
        "font_weight": 700 if look.is_bold else 400,
        "letter_spacing": look.spacing * size if look.spacing else "normal",
        "color": _colour(look.colour),
        "lang": language,
    }
    style.font_config = fonts
    return style


@lru_cache(maxsize=_KEPT)
def _line(text: str, look: Look, fonts: FontConfiguration, language: str) -> TextBox:
    """A line that is shaped, with its width; it has no place yet."""
    style = _style(look, fonts, language)
    line = TextBox("p", style, _NO_ATTRIBUTES, text)
    line.pango_layout = Layout(style)
    line.pango_layout.set_text(text)
    line.width, _height = line_size(line.pango_layout.get_first_line()[0], style)
    return line


@cache
def _colour(colour: str) -> Any:
    return parse_color(colour)


def _image(name: str, png: bytes) -> RasterImage:
    return RasterImage(Image.open(io.BytesIO(png)), name, png)


def _fill(stream: Any, fill: Fill) -> None:
    with stream.artifact():
        stream.set_color(_colour(fill.colour))
        stream.rectangle(*(length * PX_PER_MM for length in fill[:4]))
        stream.fill()


def _figure(stamped: Stamp, picture: Picture) -> Box:
    """The picture's box, at its place on the page."""
    box = BlockReplacedBox("img", {}, Element("img", alt=picture.alt), None)
    box.position_x = (stamped.left + picture.left) * PX_PER_MM
    box.position_y = (stamped.top + picture.top) * PX_PER_MM
    box.width = picture.width * PX_PER_MM
    for side in ("left", "top"):
        for what in ("margin_{}", "padding_{}", "border_{}_width"):
            setattr(box, what.format(side), 0)
    box.height = picture.height * PX_PER_MM
    return box
