"""The test page of a printer: exact outlines, a ruler, and the printer's offsets on both sides."""

import io
from itertools import pairwise

import pdfplumber
import pytest

from events import rendering
from events.kinds import NothingToPrint
from registrations import labels
from registrations.models import Printer
from tests import pdfs
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db
TOLERANCE = 0.1  # mm


def draw(language: str = "ko", **options) -> bytes:
    paper = rendering.render(
        event_id=EventFactory().pk,
        kind="badge-test",
        language=language,
        at=NOON,
        progress=lambda done, total: None,
        options={"layout": "sticker-2x4", **options},
    )
    return paper.content


def boxes(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """What is filled or drawn on a page: left, top, right and bottom in millimetres."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        shown = document.pages[page]
        found = [*shown.rects, *shown.curves, *shown.lines]
        return [tuple(one[side] / pdfs.MM for side in ("x0", "top", "x1", "bottom")) for one in found]


def outlines(pdf: bytes, sheet: labels.Sheet, page: int = 0) -> list[tuple[float, float]]:
    """Where outlines as large as the sheet's cells begin."""
    size = pytest.approx((sheet.width, sheet.height), abs=TOLERANCE)
    return sorted(
        {
            (round(left, 2), round(top, 2))
            for left, top, right, bottom in boxes(pdf, page)
            if (right - left, bottom - top) == size
        }
    )


def places(sheet: labels.Sheet, x: float = 0, y: float = 0) -> list:
    return [pytest.approx((left + x, top + y), abs=TOLERANCE) for left, top in sorted(sheet.corners())]


@pytest.mark.parametrize("name", list(labels.presets()))
def test_outlines_are_where_the_cells_are(name):
    sheet = labels.get(name)

    pdf = draw(layout=name)

    assert outlines(pdf, sheet) == places(sheet)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        page = document.pages[0]
        assert (page.width / pdfs.MM, page.height / pdfs.MM) == pytest.approx(
            (sheet.page_width, sheet.page_height), abs=TOLERANCE
        )


def test_ruler_has_a_tick_at_every_millimetre_of_two_edges_but_the_corner():
    thin = [box for box in boxes(draw()) if min(box[2] - box[0], box[3] - box[1]) < 0.15]

    across = sorted((left + right) / 2 for left, top, right, bottom in thin if top < 0.1 and bottom > 5)
    down = sorted((top + bottom) / 2 for left, top, right, bottom in thin if left < 0.1 and right > 5)
    assert across == pytest.approx(list(range(9, 210)), abs=TOLERANCE)
    assert down == pytest.approx(list(range(9, 297)), abs=TOLERANCE)


def test_cross_stands_in_the_middle_of_the_page():
    found = [
        ((left + right) / 2, (top + bottom) / 2)
        for left, top, right, bottom in boxes(draw())
        if max(right - left, bottom - top) == pytest.approx(10, abs=0.05)
    ]

    assert found == [pytest.approx((105, 148.5), abs=TOLERANCE)] * 2


def test_offsets_of_the_printer_move_each_side_and_its_ruler():
    printer = Printer.objects.create(name="1층", offset_x=12, offset_y=-8, back_offset_x=-5, back_offset_y=20)
    sheet = labels.get("sticker-2x5")

    pdf = draw(layout="sticker-2x5", printer=str(printer.pk), sides="both")

    assert outlines(pdf, sheet, 0) == places(sheet, 1.2, -0.8)
    assert outlines(pdf, sheet, 1) == places(sheet.turned(), -0.5, 2.0)
    for page, (x, y) in enumerate([(1.2, -0.8), (-0.5, 2.0)]):
        tick = [box for box in boxes(pdf, page) if box[3] - box[1] == pytest.approx(8, abs=0.05)]
        assert (tick[0][0] + tick[0][2]) / 2 == pytest.approx(10 + x, abs=TOLERANCE)
        assert tick[0][1] == pytest.approx(y, abs=TOLERANCE)


def test_cells_of_the_back_lie_behind_those_of_the_front():
    pdf = draw(sides="both")

    sheet = labels.get("sticker-2x4")

    def numbers(side: labels.Sheet, page: int) -> list[str]:
        words = pdfs.words(pdf, page=page)
        named = [word for word, after in pairwise(words) if word.text.isdecimal() and after.text == "·"]
        return [
            word.text
            for left, top in side.corners()
            for word in named
            if left < word.left < left + side.width and top < word.top < top + side.height
        ]

    assert numbers(sheet, 1) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert numbers(sheet.turned(), 2) == ["2", "1", "4", "3", "6", "5", "8", "7"]


@pytest.mark.parametrize("name", list(labels.presets()))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_page_says_how_to_measure_within_its_first_cell(name, language):
    Printer.objects.create(name="대한상공회의소 1층 등록데스크 프린터", offset_x=-100, back_offset_y=-100)
    sheet = labels.get(name)

    pdf = draw(language, layout=name, printer=str(Printer.objects.get().pk))

    left, top = next(sheet.corners())
    left -= 10
    inside = [
        word
        for word in pdfs.words(pdf)
        if left <= word.left < left + sheet.width
        and top <= word.top < top + sheet.height
        and not (word.text.isdecimal() and int(word.text) % 10 == 0)  # of the ruler
    ]
    assert {"1.", "2.", "3.", "4."} <= {word.text for word in inside}
    assert max(word.right for word in inside) <= left + sheet.width
    assert max(word.bottom for word in inside) <= top + sheet.height


@pytest.mark.parametrize("options", [{"printer": "999"}, {"layout": "own-1"}])
def test_page_of_what_there_is_not_is_refused(options):
    with pytest.raises(NothingToPrint):
        draw(**options)
