"""The public page's table: days, rooms, what runs at the same time."""

from dataclasses import replace
from datetime import timedelta

from agenda import pagetable
from agenda.snapshots import Row, Words
from tests.factories import programmes
from tests.factories.events import START

HALL, SECOND = programmes.ROOMS[0], programmes.ROOMS[1]


def table(*rows: tuple[str, int, Words]):
    """The table of ten-minute sessions as (title, begins, room), in minutes after START."""
    made = [
        Row(
            number, "panel", None, Words(title), START + timedelta(minutes=begins),
            START + timedelta(minutes=begins + 10), room, Words(),
        )
        for number, (title, begins, room) in enumerate(rows, start=1)
    ]  # fmt: skip
    return pagetable.table(replace(programmes.small().programme, rows=made), "ko")


def test_parallel_sessions_stand_together_in_the_programmes_order():
    made = table(("가", 0, SECOND), ("나", 0, HALL), ("다", 10, HALL), ("라", 10, SECOND))

    assert made.has_rooms
    assert [(row.heading, row.room, row.is_parallel) for row in made.days[0].rows] == [
        ("가", "8층 소회의실", False),
        ("나", "8층 대회의실", True),
        ("다", "8층 대회의실", False),
        ("라", "8층 소회의실", True),
    ]


def test_one_room_needs_no_column():
    assert not table(("가", 0, HALL), ("나", 10, HALL)).has_rooms


def test_a_session_without_a_room_is_in_the_events():
    assert not table(("가", 0, HALL), ("나", 10, Words())).has_rooms


def test_days_are_apart():
    made = table(("가", 0, HALL), ("나", 24 * 60, HALL))

    assert [[row.heading for row in day.rows] for day in made.days] == [["가"], ["나"]]


def test_a_break_has_no_calendar_entry():
    rows = pagetable.table(programmes.small().programme, "ko").days[0].rows

    assert [(row.kind, row.has_entry) for row in rows] == [("talk", True), ("break", False)]
