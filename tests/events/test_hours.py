"""The hours in which mails to many leave, at their edges, in Korean time whatever the clock's zone."""

from datetime import UTC, datetime, timedelta

import pytest

from events import hours, notation


def seoul(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=notation.SEOUL)


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (seoul(7, 59), False),
        (seoul(8, 0), True),
        (seoul(20, 59), True),
        (seoul(21, 0), False),
        (seoul(0, 0), False),
        (datetime(2027, 3, 1, 23, 0, tzinfo=UTC), True),  # 08:00 of the next day in Seoul
        (datetime(2027, 3, 1, 12, 0, tzinfo=UTC), False),  # 21:00 in Seoul
    ],
)
def test_hours_at_their_edges(at, open_):
    assert hours.are_open(at) is open_


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (seoul(7, 59), seoul(8)),
        (seoul(8), seoul(8)),
        (seoul(20, 59), seoul(20, 59)),
        (seoul(21), seoul(8, day=2)),
        (seoul(23, 30), seoul(8, day=2)),
    ],
)
def test_next_open_hour(at, expected):
    assert hours.next_open(at) == expected


def test_hours_are_a_setting(settings):
    settings.MAILING_HOURS = (0, 24)

    assert all(hours.are_open(seoul(0) + timedelta(hours=hour)) for hour in range(24))
