"""Subsets of a font become one that draws what the font draws."""

import io
import struct

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from events import fonts
from events.printjobs import Part
from events.truetype import DifferentFont, United
from events.typesetter import typeset_part

TEXTS = ["가나다 ABC", "다라 Ếj", "뷁 1½"]


@pytest.fixture(scope="module")
def whole():
    return TTFont(fonts.REGULAR)


def _subset(text, *, tag="p"):
    """A subset as the typesetter embeds it; it keeps the glyph numbers of the font."""
    html = f"<!doctype html><html lang=ko><title>x</title><{tag}>{text}</{tag}>"
    css = ['html { font-family: "Pretendard GOV" }']
    with pikepdf.open(io.BytesIO(typeset_part(Part(html), css=css, variant=None))) as paper:
        (font,) = (font for _name, font in paper.pages[0].Resources.Font.items())
        return font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()


def _glyphs(text, whole):
    return {whole.getGlyphID(whole.getBestCmap()[ord(character)]) for character in text}


def _drawn(font, glyph):
    glyphs, name = font.getGlyphSet(), font.getGlyphName(glyph)
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value, font["hmtx"][name]


def test_united_subsets_draw_as_the_font_does(whole):
    united = United()
    for text in TEXTS:
        united.add(_subset(text), glyphs=_glyphs(text, whole))

    made = TTFont(io.BytesIO(united.file()))

    for glyph in _glyphs("".join(TEXTS), whole):
        assert _drawn(made, glyph) == _drawn(whole, glyph)


def test_united_font_is_whole_to_its_checksums(whole):
    united = United()
    subset = _subset(TEXTS[0])
    united.add(subset, glyphs=_glyphs(TEXTS[0], whole))

    made = united.file()

    with TTFont(io.BytesIO(made), checkChecksums=2, lazy=False) as font:
        assert sorted(font.reader.keys()) == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]


def test_subset_of_another_font_is_refused(whole):
    united = United()
    subset = _subset(TEXTS[0])
    united.add(subset, glyphs=_glyphs(TEXTS[0], whole))
    bold = _subset(TEXTS[0], tag="b")

    with pytest.raises(DifferentFont):
        united.add(bold, glyphs=_glyphs(TEXTS[0], whole))


def test_subset_of_another_scale_is_refused(whole):
    united = United()
    subset = _subset(TEXTS[0])
    united.add(subset, glyphs=_glyphs(TEXTS[0], whole))
    head = TTFont(io.BytesIO(subset)).reader.tables["head"].offset
    scaled = bytearray(subset)
    struct.pack_into(">H", scaled, head + 18, 1000)

    with pytest.raises(DifferentFont):
        united.add(bytes(scaled), glyphs=_glyphs(TEXTS[0], whole))
