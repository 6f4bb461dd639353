"""A font that is kept from paper to paper brings along nothing of the papers before."""

import io

import pikepdf

from events.printjobs import ACCESSIBLE, Part
from events.typesetter import typeset_part
from tests import pdfs

CSS = ['html { font-family: "Pretendard GOV" }']
LACKING = "\U000f0000"  # a character that no font has


def _set(text):
    html = f'<!doctype html><html lang="ko"><head><title>x</title></head><body><p>{text}</p></body></html>'
    return typeset_part(Part(html), css=CSS, variant=ACCESSIBLE)


def _letters(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        ((_name, font),) = document.pages[0].Resources.Font.items()
        return font.ToUnicode.read_bytes().count(b"> <") - 1, font.Encoding


def test_paper_carries_its_own_letters_alone():
    _set("가나다라마바사")

    paper = _set("아자 <b></b>차")

    assert pdfs.text(paper).split() == ["아자", "차"]
    assert _letters(paper) == (4, "/Identity-H")  # with the space


def test_paper_is_the_same_whatever_was_set_before():
    first = _set("가각 Ế")
    _set(f"나 {LACKING}")

    assert pdfs.picture(_set("가각 Ế")).tobytes() == pdfs.picture(first).tobytes()
    assert pdfs.fonts(_set("가각 Ế")) == [("Pretendard-GOV", True, True)]
