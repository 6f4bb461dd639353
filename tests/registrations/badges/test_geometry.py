"""Every sheet, measured in the PDF: each badge lies within 0.1 mm of where the maker's figures put it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pytest

from events import rendering
from events.models import Event
from registrations import labels
from registrations.badges import design
from registrations.badges.design import WITH_ZONE
from registrations.models import BadgeBack, BadgeLayout, Printer
from tests import pdfs
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

MM = 72 / 25.4
NEAR = 0.1  # mm
# Page, cells, size of one, upper left corner of the first, steps: the makers' tables, or plain A4 cut without gaps.
FIGURES = {
    "sticker-2x4": ((210, 297), (2, 4), (99.1, 67.7), (4.67, 13.04), (101.64, 67.73)),
    "sticker-2x5": ((210, 297), (2, 5), (80, 50), (18, 13), (95, 55)),
    "hanging-95x123": ((210, 297), (2, 2), (95, 123), (10, 25.5), (95, 123)),
    "hanging-90x130": ((210, 297), (2, 2), (90, 130), (15, 18.5), (90, 130)),
    "hanging-100x140": ((210, 297), (2, 2), (100, 140), (5, 8.5), (100, 140)),
    "hanging-86x54": ((210, 297), (2, 5), (86, 54), (19, 13.5), (86, 54)),
    "roll-62x100": ((100, 62), (1, 1), (100, 62), (0, 0), (0, 0)),
    "roll-60x86": ((86, 60), (1, 1), (86, 60), (0, 0), (0, 0)),
    "roll-102x152": ((102, 152), (1, 1), (102, 152), (0, 0), (0, 0)),
}
SHEETS = [name for name, figures in FIGURES.items() if figures[1] != (1, 1)]
HANGING = [name for name in FIGURES if name.startswith("hanging")]


@dataclass(frozen=True)
class Badge:
    """What is measured of a badge, in millimetres from the page's upper left corner."""

    band: tuple[float, float, float]  # left, top and right of the category's band
    code: tuple[float, float, float, float]  # left, top, right and bottom of the code with its quiet zone


def _cells(name: str) -> list[tuple[float, float]]:
    _page, (columns, rows), _size, (left, top), (step_x, step_y) = FIGURES[name]
    return [(left + column * step_x, top + row * step_y) for row in range(rows) for column in range(columns)]


def _render(event: Event, **options: Any) -> bytes:
    return rendering.render(
        event_id=event.pk,
        kind="badges",
        language="ko",
        at=NOON,
        progress=lambda done, total: None,
        options=options,
    ).content


def _read(paper: bytes) -> list[list[Badge]]:
    """The badges of each page, as they lie in the file."""
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        return [_badges(page) for page in pdf.pages]


def _badges(page: Any) -> list[Badge]:
    bands = [rect for rect in page.rects if rect["non_stroking_color"] not in {(1,), (1, 1, 1), None}]
    bands = [rect for rect in bands if min(rect["height"], rect["width"]) > 1.5 * MM]
    codes = [image for image in page.images if image["width"] < 60 * MM]
    assert len(bands) == len(codes)
    return [
        Badge(
            band=(band["x0"] / MM, band["top"] / MM, band["x1"] / MM),
            code=tuple(code[side] / MM for side in ("x0", "top", "x1", "bottom")),
        )
        for band, code in zip(bands, codes, strict=True)
    ]


@dataclass(frozen=True)
class Mark:
    """A crop mark: its middle, in millimetres."""

    x: float
    y: float
    is_upright: bool


def _marks(paper: bytes) -> list[Mark]:
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        lines = [*pdf.pages[0].lines, *pdf.pages[0].rects]
    thin = [line for line in lines if min(line["width"], line["height"]) < 0.3 * MM]
    return [
        Mark(
            (line["x0"] + line["x1"]) / 2 / MM,
            (line["top"] + line["bottom"]) / 2 / MM,
            is_upright=line["height"] > line["width"],
        )
        for line in thin
    ]


def _expected(name: str, corners: Sequence[tuple[float, float]]) -> list[Badge]:
    """The badges with their cells at these corners: band and code keep the design's distance to the cell's edges."""
    width, height = FIGURES[name][2]
    face = design.standard(width, height)
    inset = max(0.0, face.margin - face.qr_size * 4 / 21)
    side = face.qr_size * WITH_ZONE / 21
    found = []
    for left, top in corners:
        if face.qr_place == "middle":
            code_left = left + (width - side) / 2
            code_top = (face.qr_corner(width, height) or (0, 0))[1] + top
        else:
            code_left, code_top = left + width - inset - side, top + height - inset - side
        band = (left + face.margin, top + face.margin, left + width - face.margin)
        found.append(Badge(band, (code_left, code_top, code_left + side, code_top + side)))
    return found


def _assert_there(found: list[Badge], expected: list[Badge]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(_in_order(found), _in_order(expected), strict=True):
        assert one.band == pytest.approx(other.band, abs=NEAR)
        assert one.code == pytest.approx(other.code, abs=NEAR)


def _in_order(badges: list[Badge]) -> list[Badge]:
    return sorted(badges, key=lambda badge: (round(badge.band[1]), round(badge.band[0])))


@pytest.mark.django_db
@pytest.mark.parametrize("name", FIGURES)
def test_page_has_the_size_of_the_sheet_and_each_badge_its_place(name):
    event = EventFactory()
    count = len(_cells(name))
    RegistrationFactory.create_batch(count, event=event)

    paper = _render(event, layout=name)

    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        [page] = pdf.pages
        assert (page.width / MM, page.height / MM) == pytest.approx(FIGURES[name][0], abs=NEAR)
    [found] = _read(paper)
    _assert_there(found, _expected(name, _cells(name)))


@pytest.mark.django_db
@pytest.mark.parametrize("name", SHEETS)
def test_offset_of_the_printer_moves_every_badge_by_tenths_of_a_millimetre(name):
    event = EventFactory()
    RegistrationFactory.create_batch(len(_cells(name)), event=event)
    printer = Printer.objects.create(name="데스크 1", offset_x=13, offset_y=-27)

    [found] = _read(_render(event, layout=name, printer=str(printer.pk)))

    _assert_there(found, _expected(name, [(left + 1.3, top - 2.7) for left, top in _cells(name)]))


@pytest.mark.django_db
@pytest.mark.parametrize("name", SHEETS)
def test_used_sheet_is_begun_at_its_first_free_cell_and_spoiled_cells_stay_empty(name):
    event = EventFactory()
    cells = _cells(name)
    RegistrationFactory.create_batch(len(cells), event=event)

    first, second = _read(_render(event, layout=name, start=2, skip="3"))

    _assert_there(first, _expected(name, [cells[1], *cells[3:]]))
    _assert_there(second, _expected(name, cells[:2]))


@pytest.mark.django_db
@pytest.mark.parametrize("name", SHEETS)
def test_back_lies_behind_its_front_when_the_sheet_is_turned_over_its_long_edge(name):
    event = EventFactory()
    (page_width, _), _, (width, _), *_ = FIGURES[name]
    cells = _cells(name)
    RegistrationFactory.create_batch(len(cells) - 1, event=event)  # the last sheet is not full
    printer = Printer.objects.create(name="복합기", back_offset_x=-5, back_offset_y=8)

    front, back = _read(_render(event, layout=name, sides="both", printer=str(printer.pk)))

    behind = [(page_width - left - width - 0.5, top + 0.8) for left, top in cells[:-1]]
    _assert_there(front, _expected(name, cells[:-1]))
    _assert_there(back, _expected(name, behind))


@pytest.mark.django_db
@pytest.mark.parametrize("name", SHEETS)
def test_code_on_the_back_is_that_of_the_badge_in_front(name):
    event = EventFactory()
    (page_width, _), _, (width, height), *_ = FIGURES[name]
    cells = _cells(name)
    RegistrationFactory.create_batch(len(cells) - 1, event=event)

    paper = _render(event, layout=name, sides="both")

    front, back = (pdfs.codes_at(pdfs.picture(paper, page=page)) for page in (1, 2))
    assert len(front) == len(cells) - 1
    for code, (x, y) in front.items():
        [(left, top)] = [one for one in cells if 0 < x - one[0] < width and 0 < y - one[1] < height]
        behind = page_width - left - width
        assert behind < back[code][0] < behind + width
        assert top < back[code][1] < top + height


@pytest.mark.django_db
@pytest.mark.parametrize("name", HANGING)
def test_folded_badge_has_its_back_beside_its_front_and_a_line_between(name):
    event = EventFactory()
    RegistrationFactory(event=event)
    (page_width, page_height), (_columns, rows), (width, height), *_ = FIGURES[name]
    columns = int(page_width // (2 * width))
    left, top = (page_width - columns * 2 * width) / 2, (page_height - rows * height) / 2

    paper = _render(event, layout=name, sides="folded")

    [found] = _read(paper)
    _assert_there(found, _expected(name, [(left, top), (left + width, top)]))
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        upright = [line for line in [*pdf.pages[0].lines, *pdf.pages[0].rects] if line["width"] < 0.3 * MM]
    folds = [line for line in upright if line["height"] > height * MM * 0.9]
    assert [(line["x0"] + line["x1"]) / 2 / MM for line in folds][:1] == [
        pytest.approx(left + width, abs=NEAR)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", HANGING)
def test_crop_marks_stand_at_every_cut_and_outside_every_badge(name):
    event = EventFactory()
    RegistrationFactory(event=event)
    (_, _), (columns, rows), (width, height), (left, top), _ = FIGURES[name]

    paper = _render(event, layout=name)

    marks = _marks(paper)
    upright = sorted({round(mark.x, 1) for mark in marks if mark.is_upright})
    flat = sorted({round(mark.y, 1) for mark in marks if not mark.is_upright})
    assert upright == pytest.approx([left + number * width for number in range(columns + 1)], abs=NEAR)
    assert flat == pytest.approx([top + number * height for number in range(rows + 1)], abs=NEAR)
    right, bottom = left + columns * width, top + rows * height
    inside = [mark for mark in marks if left < mark.x < right and top < mark.y < bottom]
    assert inside == []
    assert _marks(_render(event, layout=name, crop_marks="no")) == []


@pytest.mark.django_db
def test_own_size_is_printed_as_it_was_measured():
    event = EventFactory()
    own = {
        "material": "sticker",
        "page": [210, 297],
        "cells": [2, 3],
        "size": [90, 80],
        "left": 12,
        "top": 20,
        "step_x": 96,
        "step_y": 86,
    }
    data = design.standard(90, 80).as_data()
    layout = BadgeLayout.objects.create(
        event=event, name="우리 명찰", own_sheet=own, design=data, back=BadgeBack.SAME
    )
    RegistrationFactory.create_batch(6, event=event)

    [found] = _read(_render(event, layout=f"own-{layout.pk}"))

    corners = [(12 + 96 * column, 20 + 86 * row) for row in range(3) for column in range(2)]
    margin = design.standard(90, 80).margin
    lefts = [(badge.band[0], badge.band[1]) for badge in _in_order(found)]
    assert lefts == [pytest.approx((left + margin, top + margin), abs=NEAR) for left, top in corners]


def test_every_preset_is_measured():
    assert set(labels.presets()) == set(FIGURES)
