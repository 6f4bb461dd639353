"""How a plan is cut for paper."""

import pytest

from registrations import seatcharts, seatsheets
from registrations.models import AreaKind
from registrations.seatsheets import LANDSCAPE, MARK, PORTRAIT, Block, Tables, spans
from tests.factories.events import EventFactory
from tests.factories.seating import make_area


@pytest.mark.parametrize(
    ("seats", "aisle", "most", "expected"),
    [
        (10, 5, 10, [(1, 10)]),
        (20, 8, 12, [(1, 8), (9, 20)]),
        (20, 3, 12, [(1, 10), (11, 20)]),
        (25, 0, 10, [(1, 8), (9, 17), (18, 25)]),
    ],
)
def test_wide_rows_are_cut_at_the_aisle_or_evenly(seats, aisle, most, expected):
    assert spans(seats, aisle, most) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("seats", [1, 8, 9, 16, 40])
@pytest.mark.parametrize("aisle", [0, 4])
def test_no_block_is_wider_than_its_page_and_no_seat_is_left_out(seats, aisle):
    event = EventFactory()
    make_area(event, rows=2, seats=seats, aisle=min(aisle, seats - 1))
    charts = seatcharts.of_event(event.pk)
    is_landscape = seatsheets.lies_across(charts)

    blocks = list(seatsheets.pieces(charts, is_landscape=is_landscape))

    assert is_landscape == (seats > 8)
    found = [cell.seat.number for block in blocks for cell in block.rows[0].cells]
    assert found == list(range(1, seats + 1))
    for block in blocks:
        width = MARK + len(block.places) * block.width + (seatsheets.AISLE if block.has_aisle else 0)
        assert width <= (LANDSCAPE if is_landscape else PORTRAIT) + 0.1
        assert block.width >= seatsheets.NARROWEST


@pytest.mark.django_db
def test_tables_stand_beside_each_other():
    event = EventFactory()
    make_area(event, "앞줄", seats=3)
    make_area(event, "원탁", position=2, kind=AreaKind.TABLES, rows=5, seats=8)

    rows, tables = seatsheets.pieces(seatcharts.of_event(event.pk), is_landscape=False)

    assert isinstance(rows, Block)
    assert isinstance(tables, Tables)
    assert [len(line) for line in tables.lines] == [3, 2]


@pytest.mark.django_db
def test_large_table_goes_on_beside_itself():
    event = EventFactory()
    make_area(event, "원탁", kind=AreaKind.TABLES, rows=1, seats=20)

    [tables] = seatsheets.pieces(seatcharts.of_event(event.pk), is_landscape=False)

    [line] = tables.lines
    assert [(part.mark, [cell.seat.number for cell in part.cells]) for part in line] == [
        ("1", list(range(1, 13))),
        ("1", list(range(13, 21))),
    ]
