"""Hostile guests on every paper of guests: nothing leaves its place, and nothing is lost without a word."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass

import pypdfium2
import pytest
from django.db import transaction
from pypdfium2.raw import (
    FPDF_PAGEOBJ_PATH,
    FPDFPath_CountSegments,
    FPDFPath_GetPathSegment,
    FPDFPathSegment_GetPoint,
    FPDFText_GetUnicode,
)

from events import glyphs
from registrations import nameplates
from registrations.nameplates import PLATES, Bearer, PlateSize
from registrations.states import Category
from tests import conference, hostilepeople, papers, pdfs
from tests.factories.seating import make_area

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
OVER = 0.3 * MM  # that a letter's ink may stand over its advance, or under its line
TABLES = {"register": {"blank_rows": 0}, "desk-list": {}, "settlement": {}}
FRAME = 15 * MM  # of a certificate
ABOVE = 230  # the combining class of marks above a letter


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


@pytest.fixture(scope="module")
def event(django_db_setup, django_db_blocker):
    """All of them came, but for the last, who is nobody. Each test starts from here; what it writes is its own."""
    people = [(one.name, one.organization, one.title, Category.COMPANY) for one in hostilepeople.people()]
    with django_db_blocker.unblock(), transaction.atomic():
        yield conference.held([*people, ("마지막", "산업통상부", "과장", Category.COMPANY)])
        transaction.set_rollback(True)


def _letters(pdf: bytes) -> Iterator[Letter]:
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


def _sizes(pdf: bytes) -> dict[int, tuple[float, float]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return dict(enumerate(map(document.get_page_size, range(len(document))), start=1))


def _said(pdf: bytes) -> Counter[str]:
    """Its characters, each as often as poppler or PDFium reads it: poppler leaves out marks that lie on one another."""
    return _signs(pdfs.text(pdf)) | _signs("".join(one.text for one in _letters(pdf)))


def _wanted(*texts: str) -> Counter[str]:
    """What a reader can see of the texts, and therefore must."""
    return sum((_signs(_without_copies(glyphs.drawable(text))) for text in texts), Counter())


def _signs(text: str) -> Counter[str]:
    """Decomposed, as characters may share a glyph (ﾡ ㄱ) and PDFium takes some apart (№)."""
    return Counter(unicodedata.normalize("NFKD", text))


def _without_copies(text: str) -> str:
    """A mark below or through a letter that comes again lies upon itself, and is seen once; those above are stacked."""
    kept: list[str] = []
    below: set[str] = set()
    for character in unicodedata.normalize("NFKD", text):
        place = unicodedata.combining(character)
        if not place:
            below.clear()
        elif place != ABOVE:
            if character in below:
                continue
            below.add(character)
        kept.append(character)
    return "".join(kept)


@pytest.mark.parametrize("kind", list(TABLES))
def test_every_letter_stays_in_its_cell_and_none_is_lost(event, kind):
    pdf = papers.pdf(event, kind, **TABLES[kind])
    letters = list(_letters(pdf))
    rules = _rules(pdf)

    crossing = [one for one in letters if _crosses(one, *rules[one.page])]

    assert crossing == []
    people = hostilepeople.people()
    texts = [text for one in people for text in (one.name, one.organization, one.title)]
    assert _wanted(*texts) - _said(pdf) == Counter()


def _rules(pdf: bytes) -> dict[int, tuple[list[Rule], list[Rule]]]:
    """The upright and the lying lines of each page: the sides of whatever is drawn, of which a line has two in one."""
    found = {}
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        width, height = page.get_size()
        upright = [Rule(12 * MM, 0, height), Rule(width - 12 * MM, 0, height)]
        lying = []
        for drawn in page.get_objects(filter=[FPDF_PAGEOBJ_PATH]):
            xs, ys = zip(*_points(drawn), strict=True)
            upright += [Rule(x, height - max(ys), height - min(ys)) for x in (min(xs), max(xs))]
            lying += [Rule(height - y, min(xs), max(xs)) for y in (min(ys), max(ys))]
        found[number] = (upright, lying)
        page.close()
    document.close()
    return found


def _points(drawn: pypdfium2.PdfObject) -> Iterator[tuple[float, float]]:
    """What the path goes through. Its bounds would hold the ink of its line too."""
    x, y = c_float(), c_float()
    for index in range(FPDFPath_CountSegments(drawn)):
        FPDFPathSegment_GetPoint(FPDFPath_GetPathSegment(drawn, index), x, y)
        yield drawn.get_matrix().on_point(x.value, y.value)


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


def test_every_certificate_stays_in_its_frame_and_names_its_guest_whole(event):
    pdf = papers.pdf(event, "certificates")
    letters = list(_letters(pdf))
    sizes = _sizes(pdf)
    width, height = sizes[1]

    outside = [
        one
        for one in letters
        if one.left < FRAME or one.right > width - FRAME or one.top < FRAME or one.bottom > height - FRAME
    ]

    assert len(sizes) == hostilepeople.COUNT
    assert outside == []
    people = hostilepeople.people()
    texts = [text for one in people for text in (one.name, one.organization, one.title)]
    assert _wanted(*texts) - _said(pdf) == Counter()


@pytest.mark.parametrize("size", PlateSize.values)
def test_every_plate_holds_its_text_and_what_is_cut_is_known(event, size):
    plate = PLATES[PlateSize(size)]
    pdf = papers.pdf(event, "nameplates", whose="all", size=size)
    letters = list(_letters(pdf))
    page_width = 297 if plate.is_landscape else 210
    left = (page_width - plate.text_width) / 2 * MM
    faces = [
        nameplates.face(Bearer(one.name, one.organization, one.title), plate)
        for one in hostilepeople.people()
    ]

    outside = [one for one in letters if one.left < left - OVER or one.right > page_width * MM - left + OVER]

    assert outside == []
    assert [face.name.text for face in faces if face.name.is_cut] == []
    texts = [text for face in faces for text in (face.name.text, face.about.text)]
    assert _wanted(*texts) - _said(pdf) == Counter()
    assert all(face.about.is_cut == face.about.text.endswith("…") for face in faces)


@pytest.fixture
def _seated(event, db):
    """All of them in one hall of fourteen rows."""
    area = make_area(event, "일반석", position=9, rows=14, seats=20, aisle=10)
    places = area.places.order_by("row", "number")
    unseated = event.registrations.filter(seat__isnull=True).order_by("pk")
    for seat, guest in zip(places, unseated, strict=False):
        seat.registration = guest
        seat.save()


@pytest.mark.usefixtures("_seated")
@pytest.mark.parametrize("kind", ["seat-plan", "seat-labels"])
def test_every_letter_of_seats_stays_on_its_page_and_no_name_is_lost(event, kind):
    pdf = papers.pdf(event, kind)
    sizes = _sizes(pdf)

    outside = [
        one
        for one in _letters(pdf)
        if one.left < 4 * MM
        or one.top < 4 * MM
        or one.right > sizes[one.page][0] - 4 * MM
        or one.bottom > sizes[one.page][1] - 4 * MM
    ]

    assert outside == []
    assert _wanted(*(one.name for one in hostilepeople.people())) - _said(pdf) == Counter()
