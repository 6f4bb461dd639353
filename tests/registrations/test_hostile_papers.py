"""Two hundred hostile guests on every paper of guests: nothing leaves its place, and nothing is lost without a word."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pdfplumber
import pypdfium2
import pytest
from pypdfium2.raw import FPDFText_GetUnicode

from events import glyphs
from registrations import nameplates
from registrations.nameplates import PLATES, Bearer, PlateSize
from registrations.states import Category
from tests import conference, hostilenames, papers, pdfs
from tests.factories.seating import make_area

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
OVER = 0.3 * MM  # that a letter's ink may stand over its advance, or under its line
TABLES = {"register": {"blank_rows": 0}, "desk-list": {}, "settlement": {}}
FRAME = 15 * MM  # of a certificate


@dataclass(frozen=True)
class Letter:
    """A letter where its ink is, in points from the upper left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Rule:
    """A line of a table: where it lies, and from where to where it goes."""

    at: float
    start: float
    end: float


def _held():
    """All of them came, but for the last, who is nobody."""
    people = [(one.name, one.organization, one.title, Category.COMPANY) for one in hostilenames.people()]
    return conference.held([*people, ("마지막", "산업통상부", "과장", Category.COMPANY)])


def _letters(pdf: bytes) -> Iterator[Letter]:
    """Pages are read by PDFium, as pdfplumber cannot read a font with an encoding of its own."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        height, text = page.get_height(), page.get_textpage()
        for index in range(text.count_chars()):
            code = FPDFText_GetUnicode(text.raw, index)
            left, bottom, right, top = text.get_charbox(index)
            if chr(code).strip() and right > left:
                yield Letter(number, chr(code), left, height - top, right, height - bottom)
        text.close()
        page.close()
    document.close()


def _said(pdf: bytes) -> Counter[str]:
    """Its characters, each as often as poppler or PDFium reads it.

    PDFium takes signs such as № apart, poppler leaves out marks that lie on one another.
    """
    read = [Counter(unicodedata.normalize("NFC", pdfs.text(pdf)))]
    read.append(Counter(unicodedata.normalize("NFC", "".join(one.text for one in _letters(pdf)))))
    return read[0] | read[1]


def _wanted(*texts: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFC", "".join(glyphs.drawable(text) for text in texts)))


@pytest.mark.parametrize("kind", list(TABLES))
def test_every_letter_stays_in_its_cell_and_none_is_lost(kind):
    pdf = papers.pdf(_held(), kind, **TABLES[kind])
    letters = list(_letters(pdf))
    rules = _rules(pdf)

    crossing = [one for one in letters if _crosses(one, *rules[one.page])]

    assert crossing == []
    people = hostilenames.people()
    assert _wanted(*(text for one in people for text in (one.name, one.organization, one.title))) <= _said(
        pdf
    )


def _rules(pdf: bytes) -> dict[int, tuple[list[Rule], list[Rule]]]:
    """The upright and the lying lines of each page."""
    found = {}
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        for page in pages.pages:
            upright = [
                Rule(one["x0"], one["top"], one["bottom"]) for one in page.edges if one["orientation"] == "v"
            ]
            lying = [
                Rule(one["top"], one["x0"], one["x1"]) for one in page.edges if one["orientation"] == "h"
            ]
            sides = [Rule(12 * MM, 0, page.height), Rule(page.width - 12 * MM, 0, page.height)]
            found[page.page_number] = ([*upright, *sides], lying)
    return found


def _crosses(letter: Letter, upright: list[Rule], lying: list[Rule]) -> bool:
    """Whether a line goes through the letter. A mark may hang over: a dozen on one letter, or one on nothing."""
    if unicodedata.combining(letter.text):
        return False
    x, y = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
    return any(
        letter.left + OVER < rule.at < letter.right - OVER and rule.start < y < rule.end for rule in upright
    ) or any(
        letter.top + OVER < rule.at < letter.bottom - OVER and rule.start < x < rule.end for rule in lying
    )


def test_every_certificate_stays_in_its_frame_and_names_its_guest_whole():
    pdf = papers.pdf(_held(), "certificates")
    letters = list(_letters(pdf))
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        width, height, count = pages.pages[0].width, pages.pages[0].height, len(pages.pages)

    outside = [
        one
        for one in letters
        if one.left < FRAME or one.right > width - FRAME or one.top < FRAME or one.bottom > height - FRAME
    ]

    assert count == hostilenames.COUNT
    assert outside == []
    people = hostilenames.people()
    assert _wanted(*(text for one in people for text in (one.name, one.organization, one.title))) <= _said(
        pdf
    )


@pytest.mark.parametrize("size", PlateSize.values)
def test_every_plate_holds_its_text_and_what_is_cut_is_known(size):
    event, plate = _held(), PLATES[PlateSize(size)]
    pdf = papers.pdf(event, "nameplates", whose="all", size=size)
    letters = list(_letters(pdf))
    page_width = 297 if plate.is_landscape else 210
    left = (page_width - plate.text_width) / 2 * MM
    faces = [
        nameplates.face(Bearer(one.name, one.organization, one.title), plate) for one in hostilenames.people()
    ]

    outside = [one for one in letters if one.left < left - OVER or one.right > page_width * MM - left + OVER]

    assert outside == []
    assert [face.name.text for face in faces if face.name.is_cut] == []
    assert _wanted(*(text for face in faces for text in (face.name.text, face.about.text))) <= _said(pdf)
    assert all(face.about.is_cut == face.about.text.endswith("…") for face in faces)


def _seated():
    """All of them in one hall of fourteen rows."""
    event = _held()
    area = make_area(event, "일반석", position=9, rows=14, seats=16, aisle=8)
    places = area.places.order_by("row", "number")
    unseated = event.registrations.filter(seat__isnull=True).order_by("pk")
    for seat, guest in zip(places, unseated, strict=False):
        seat.registration = guest
        seat.save()
    return event


@pytest.mark.parametrize("kind", ["seat-plan", "seat-labels"])
def test_every_letter_of_seats_stays_on_its_page_and_no_name_is_lost(kind):
    event = _seated()
    pdf = papers.pdf(event, kind)
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        sizes = {page.page_number: (page.width, page.height) for page in pages.pages}

    outside = [
        one
        for one in _letters(pdf)
        if one.left < 4 * MM
        or one.top < 4 * MM
        or one.right > sizes[one.page][0] - 4 * MM
        or one.bottom > sizes[one.page][1] - 4 * MM
    ]

    assert outside == []
    assert _wanted(*(one.name for one in hostilenames.people())) - _said(pdf) == Counter()
