"""Stamps on pages: where they say, cut off at their edge, and read out as what they are."""

import io
import subprocess

import pikepdf
import pytest
from PIL import Image

from events import typesetter
from events.printjobs import ACCESSIBLE, CannotBeSet, Part
from events.stamps import Fill, Look, Picture, Stamp, Words
from tests import pdfchecks, pdfs

LOOK = Look(20, 10, is_bold=False, colour="#131416")
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def _flag() -> bytes:
    """A picture twice as wide as it is high, red on the left and blue on the right."""
    picture = Image.new("RGB", (80, 40), RED)
    picture.paste(BLUE, (40, 0, 80, 40))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _set(*items, pages: int = 1, body: str = "<br>", pictures=None, size: float = 50) -> bytes:
    html = f'<!doctype html><html lang="ko"><title>제목</title><body>{body}</html>'
    stamps = [[Stamp(10, 20, size, size, items)]] * pages
    css = ["@page { size: 100mm 100mm; margin: 0 } p { break-after: page }"]
    return typesetter.typeset_part(Part(html, pictures or {}, stamps=stamps), css=css, variant=ACCESSIBLE)


def _colour_at(pdf: bytes, left: float, top: float) -> tuple[int, ...]:
    return pdfs.picture(pdf, dpi=254, colours="RGB").getpixel((round(left * 10), round(top * 10)))


def _read_out(pdf: bytes) -> str:
    return subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def _is_figure(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"


def test_fill_lies_where_it_says_and_ends_at_the_stamps_edge():
    pdf = _set(Fill(5, 5, 90, 10, "#ff0000"))

    assert _colour_at(pdf, 15.3, 25.3) == RED
    assert [_colour_at(pdf, *place) for place in [(14.7, 30), (20, 24.7), (20, 35.3), (60.5, 30)]] == [
        WHITE
    ] * 4


@pytest.mark.parametrize(("align", "share"), [("left", 0), ("center", 0.5), ("right", 1)])
def test_words_stand_in_their_box_line_under_line(align, share):
    pdf = _set(Words(5, 5, 30, "가나 \n가나", align, LOOK))

    first, second = pdfs.words(pdf)
    assert [first.text, second.text] == ["가나", "가나"]
    assert first.left - 15 == pytest.approx(share * (30 - (first.right - first.left)), abs=0.01)
    assert (second.left, second.top) == pytest.approx((first.left, first.top + 10), abs=0.01)
    assert 25 < (first.top + first.bottom) / 2 < 35


def test_letters_of_other_fonts_stand_on_the_same_line():
    ours, _theirs = pdfs.words(_set(Words(0, 0, 50, "가나 龘ก", "left", LOOK)))
    alone = pdfs.words(_set(Words(0, 0, 50, "가나", "left", LOOK)))

    assert [(one.left, one.bottom) for one in alone] == [(ours.left, ours.bottom)]


def test_picture_is_whole_or_covers_its_box():
    pictures = {"flag": _flag()}

    whole = _set(Picture(0, 0, 20, 20, "flag", alt="깃발"), pictures=pictures)
    covering = _set(Picture(0, 0, 20, 20, "flag", alt="깃발", fit="cover"), pictures=pictures, size=20)

    assert [_colour_at(whole, left, 30) for left in (12, 28)] == [RED, BLUE]
    assert [_colour_at(whole, 12, top) for top in (24, 36)] == [WHITE, WHITE]
    assert [_colour_at(covering, left, top) for left, top in [(11, 21), (28, 38), (31, 30)]] == [
        RED,
        BLUE,
        WHITE,
    ]


def test_words_are_paragraphs_and_a_picture_is_what_its_alt_says():
    items = (
        Fill(0, 0, 50, 50, "#eeeeee"),
        Picture(0, 0, 50, 50, "flag"),
        Words(0, 0, 50, "김수진", "left", LOOK),
        Words(0, 10, 50, "한국 \n기계", "left", LOOK),
        Picture(0, 20, 20, 20, "flag", alt="QR 코드 K7QF"),
    )

    pdf = _set(*items, body="<p>먼저</p><p>다음</p>", pages=2, pictures={"flag": _flag()})

    assert pdfchecks.faults(pdf) == []
    assert [role for role in pdfchecks.roles(pdf) if role not in {"Span", "NonStruct"}] == [
        *["Document", "P", "Div", "P", "P", "Figure"],
        *["P", "Div", "P", "P", "Figure"],
    ]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [str(one.Alt) for one in opened.objects if _is_figure(one)] == ["QR 코드 K7QF"] * 2
    said = _read_out(pdf)
    order = [said.index(word) for word in ("먼저", "김수진", "한국 기계", "다음")]
    assert order == sorted(order)


def test_stamps_for_another_number_of_pages_are_refused():
    with pytest.raises(CannotBeSet, match="2 pages, but there are 1"):
        _set(pages=2)
