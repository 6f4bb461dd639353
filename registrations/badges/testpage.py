"""The test page of a printer: a sheet's cells in outline with a ruler, by which its offsets are measured and proved.

Everything is moved by the offsets that the printer has already, so that a second print shows what is left of the error.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from events import stylesheets
from events.kinds import Pages
from events.lettering import Setting, Step, fit
from events.printjobs import Part
from registrations.badges import offsets
from registrations.badges.design import LINE, MM_PER_POINT
from registrations.labels import Sheet
from registrations.models import Printer

STROKE = 0.1  # mm of every line
RULER = 12  # mm from the page's edge that ticks and numbers of the ruler take up
TICKS = {
    10: 8.0,
    5: 6.5,
    1: 5.5,
}  # mm: length of each tick; office printers leave up to 4.2 mm of an edge blank
FIRST = 9  # mm: where the rulers begin, clear of each other in the corner
MARK = 10  # mm from either edge of the page: the tick whose place is measured
CROSS = 10  # mm
PADDING = 3  # mm between a cell's edge and the text in it
TEXT_SIZES = (10, 9, 8, 7, 6)


@dataclass(frozen=True)
class Cell:
    """A cell of the sheet: its number, and where it stands as a class."""

    number: int
    slot: str


@dataclass(frozen=True)
class Side:
    """One printed side; its first cell says how to go about it."""

    label: str
    cells: list[Cell]
    is_back: bool


def pages(sheet: Sheet, printer: Printer | None, *, with_back: bool, language: str, at: datetime) -> Pages:
    """The test page in the active language, which ``language`` names."""
    moved = offsets.of(printer)
    front, back = sheet.shifted(*moved.front), sheet.turned().shifted(*moved.back)
    sides = [Side(_("앞면"), [Cell(n + 1, f"slot-{n}") for n in range(sheet.count)], is_back=False)]
    if with_back:
        cells = [Cell(n + 1, f"back-{sheet.behind(n)}") for n in range(sheet.count)]
        sides.append(Side(_("뒷면"), cells, is_back=True))
    said = _said(sheet, printer)
    context = {
        "language": language,
        "title": _("프린터 시험지"),
        "sheet": sheet,
        "size": f"{sheet.width:g} × {sheet.height:g}mm",
        "printer": printer,
        "printed_at": at,
        "sides": sides,
        "said": said,
        "across": list(_ticks(sheet.page_width)),
        "down": list(_ticks(sheet.page_height)),
    }
    css = [
        front.css(),
        "".join(
            f".back-{number}{{position:absolute;left:{x:.2f}mm;top:{y:.2f}mm}}"
            for number, (x, y) in enumerate(back.corners())
        ),
        "".join(_rules(sheet, said, {"test-front": moved.front, "test-back": moved.back})),
    ]
    return Pages(
        parts=[Part(render_to_string("papers/badge-test.html", context))],
        css=[stylesheets.read("css/badge-test.css"), "".join(css)],
        name="printer-test",
    )


def _said(sheet: Sheet, printer: Printer | None) -> Setting:
    """How to measure and what to enter, as large as the first cell holds it beside the ruler."""
    lines = [
        _("1. 실제 크기(100%)로 출력합니다. 「페이지에 맞춤」은 끕니다."),
        _("2. 종이의 왼쪽 끝과 위쪽 끝에서 눈금 %(mark)d까지 각각 몇 mm인지 자로 잽니다.") % {"mark": MARK},
        _("3. (%(mark)d − 잰 값) × 10을 프린터 보정에 더합니다. %(mark)d.8mm이면 −8입니다.") % {"mark": MARK},
        _("4. 저장하고 다시 출력하면 눈금 %(mark)d이 %(mark)dmm에 옵니다.") % {"mark": MARK},
        _now(printer),
    ]
    width = sheet.width - RULER - PADDING
    room = sheet.height - RULER - PADDING
    for size in TEXT_SIZES:
        broken = [line for text in lines for line in fit(text, width_mm=width, steps=[Step(size, 99)]).lines]
        if (len(broken) + 3) * size * LINE * MM_PER_POINT <= room:
            return Setting(size, broken)
    most = max(0, int(room / (size * LINE * MM_PER_POINT)) - 3)
    return Setting(size, broken[:most])


def _now(printer: Printer | None) -> str:
    if printer is None:
        return _("프린터를 고르지 않아 보정하지 않았습니다.")
    values: Mapping[str, Any] = {
        "name": printer.name,
        "x": printer.offset_x,
        "y": printer.offset_y,
        "back_x": printer.back_offset_x,
        "back_y": printer.back_offset_y,
    }
    return _("지금 보정(0.1mm): %(name)s, 앞면 %(x)d, %(y)d, 뒷면 %(back_x)d, %(back_y)d") % values


def _ticks(length: float) -> Iterator[tuple[int, int]]:
    """Each millimetre of an edge, and which of ``TICKS`` it is."""
    for place in range(FIRST, int(length)):
        yield place, next(every for every in TICKS if place % every == 0)


def _rules(sheet: Sheet, said: Setting, moved: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    width, height = sheet.page_width, sheet.page_height
    yield f".test-sheet{{width:{width:g}mm;height:{height - 1:g}mm}}"
    yield f".test-cell{{width:{sheet.width:g}mm;height:{sheet.height:g}mm}}"
    yield f".test-said{{font-size:{said.size}pt}}"
    half = STROKE / 2
    for every, length in TICKS.items():
        yield f".test-x.every-{every}{{height:{length}mm}}.test-y.every-{every}{{width:{length}mm}}"
    for name, (right, down) in moved.items():
        for place in range(FIRST, int(width)):
            yield f".{name} .x-{place}{{left:{place + right - half:.2f}mm}}"
        for place in range(FIRST, int(height)):
            yield f".{name} .y-{place}{{top:{place + down - half:.2f}mm}}"
        yield f".{name} :is(.test-x,.test-x-number){{top:{down:.2f}mm}}"
        yield f".{name} :is(.test-y,.test-y-number){{left:{right:.2f}mm}}"
        x, y = width / 2 + right, height / 2 + down
        yield f".{name} .cross-x{{left:{x - CROSS / 2:.2f}mm;top:{y - half:.2f}mm;width:{CROSS}mm}}"
        yield f".{name} .cross-y{{left:{x - half:.2f}mm;top:{y - CROSS / 2:.2f}mm;height:{CROSS}mm}}"
