"""How a hall's plan is cut for paper: which way the page lies, and which seats stand beside each other on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from events.lettering import Setting, Step, fit
from registrations.models import AreaKind, Seat
from registrations.seatcharts import Chart, Line

MARGIN = 12.0  # mm on each side, as static/css/seat-plan.css has it
MARK = 8.0  # mm for the row's name
AISLE = 5.0
PORTRAIT, LANDSCAPE = 210 - 2 * MARGIN, 297 - 2 * MARGIN
NARROWEST, WIDEST = 17.0, 30.0  # mm that a seat takes
COMFORTABLE = 20.0  # mm: where a portrait page leaves less, the page lies across
PADDING = 1.0
NAME_STEPS = [*(Step(size, 1) for size in (12, 11, 10, 9)), Step(8, 2), Step(7, 3)]
ABOUT_STEPS = [Step(8, 1), Step(7, 2), Step(6, 3)]
TABLE_WIDTH = 62.0  # mm, three to a portrait page and four to a landscape one
TABLE_TEXT = 49.0  # mm beside the seat's number
TABLE_SEATS = 12  # a larger table goes on beside itself, so that it is never higher than a page
TABLE_NAME_STEPS = [*(Step(size, 1) for size in (12, 11, 10, 9)), Step(8, 2)]
TABLE_ABOUT_STEPS = [Step(8, 1), Step(8, 2), Step(7, 2)]


@dataclass(frozen=True)
class Cell:
    """A seat on paper."""

    seat: Seat
    name: Setting | None
    title: Setting | None
    organization: Setting | None
    is_before_aisle: bool


@dataclass(frozen=True)
class Row:
    mark: str
    cells: list[Cell]


@dataclass(frozen=True)
class Block:
    """Part of an area that stands in one piece: its seats from one number to another, row by row."""

    chart: Chart
    first: int
    last: int
    width: float  # mm of a seat
    rows: list[Row]

    @property
    def is_part(self) -> bool:
        return self.last - self.first + 1 < self.chart.area.seats

    @property
    def has_aisle(self) -> bool:
        return self.first <= self.chart.area.aisle < self.last

    @property
    def places(self) -> list[Cell]:
        """The cells of one row, for the table's columns."""
        return self.rows[0].cells

    @property
    def columns(self) -> int:
        """Of the table, with the row's name and the aisle."""
        return self.last - self.first + 2 + self.has_aisle


@dataclass(frozen=True)
class Tables:
    """Round tables, as many beside each other as the page holds."""

    chart: Chart
    lines: list[list[Row]]


def lies_across(charts: list[Chart]) -> bool:
    """Whether the page is landscape: some row would be crowded on a portrait one."""
    rows = [chart for chart in charts if chart.area.kind == AreaKind.ROWS]
    return any(_room(PORTRAIT, chart) / chart.area.seats < COMFORTABLE for chart in rows)


def pieces(charts: list[Chart], *, is_landscape: bool) -> Iterator[Block | Tables]:
    """The areas from the stage on; one that is too wide in several blocks, from the left, cut at its aisle if it can."""
    page = LANDSCAPE if is_landscape else PORTRAIT
    for chart in charts:
        if chart.area.kind == AreaKind.TABLES:
            beside = int(page // TABLE_WIDTH)
            rows = [
                Row(line.mark, [_at_table(seat) for seat in line.places[start : start + TABLE_SEATS]])
                for line in chart.lines
                for start in range(0, len(line.places), TABLE_SEATS)
            ]
            yield Tables(chart, [rows[start : start + beside] for start in range(0, len(rows), beside)])
            continue
        for first, last in spans(chart.area.seats, chart.area.aisle, int(_room(page, chart) // NARROWEST)):
            width = min(WIDEST, round(_room(page, chart) / (last - first + 1), 2))
            yield Block(
                chart,
                first,
                last,
                width,
                [_row(line, first, last, chart.area.aisle, width - 2 * PADDING) for line in chart.lines],
            )


def spans(seats: int, aisle: int, most: int) -> list[tuple[int, int]]:
    """From which to which seat each block goes, none with more than ``most``."""
    if seats <= most:
        return [(1, seats)]
    if aisle > 0 and max(aisle, seats - aisle) <= most:
        return [(1, aisle), (aisle + 1, seats)]
    count = -(-seats // most)
    edges = [round(number * seats / count) for number in range(count + 1)]
    return [(first + 1, last) for first, last in pairwise(edges)]


def _room(page: float, chart: Chart) -> float:
    return page - MARK - (AISLE if chart.area.aisle else 0)


def _row(line: Line, first: int, last: int, aisle: int, width: float) -> Row:
    cells = [
        _cell(seat, width, is_before_aisle=seat.number == aisle and seat.number < last)
        for seat in line.places
        if first <= seat.number <= last
    ]
    return Row(line.mark, cells)


def _at_table(seat: Seat) -> Cell:
    guest = seat.registration
    if guest is None:
        return _cell(seat, TABLE_TEXT, is_before_aisle=False)
    about = " · ".join(part for part in (guest.title, guest.organization) if part)
    return Cell(
        seat,
        fit(guest.name, width_mm=TABLE_TEXT, steps=TABLE_NAME_STEPS, bold=True),
        None,
        fit(about, width_mm=TABLE_TEXT, steps=TABLE_ABOUT_STEPS) if about else None,
        is_before_aisle=False,
    )


def _cell(seat: Seat, width: float, *, is_before_aisle: bool) -> Cell:
    guest = seat.registration
    if guest is None:
        held = fit(seat.held_for, width_mm=width, steps=ABOUT_STEPS) if seat.held_for else None
        return Cell(seat, None, None, held, is_before_aisle)
    return Cell(
        seat,
        fit(guest.name, width_mm=width, steps=NAME_STEPS, bold=True),
        fit(guest.title, width_mm=width, steps=ABOUT_STEPS) if guest.title else None,
        fit(guest.organization, width_mm=width, steps=ABOUT_STEPS) if guest.organization else None,
        is_before_aisle,
    )
