"""The cue sheet's rows: what begins, what ends, what comes next in a room."""

from dataclasses import replace
from datetime import timedelta

from agenda import cues
from agenda.snapshots import Row, Words
from events import notation
from tests.factories import programmes
from tests.factories.events import START

HALL, SECOND = programmes.ROOMS[0], programmes.ROOMS[1]


def programme(*rows: tuple[str, int, int, Words]):
    """Sessions as (title, begins, ends, room), in minutes after START."""
    made = [
        Row(
            number, "panel", None, Words(title),
            START + timedelta(minutes=begins), START + timedelta(minutes=ends), room, Words(),
        )
        for number, (title, begins, ends, room) in enumerate(rows, start=1)
    ]  # fmt: skip
    return replace(programmes.small().programme, rows=made)


def told(programme):
    return [
        (notation.clock(cue.at), cue.number, cue.minutes, cue.heading, cue.room)
        for day in cues.days(programme, "ko")
        for cue in day.cues
    ]


def test_sessions_in_a_row_end_only_once():
    assert told(programme(("가", 0, 10, HALL), ("나", 10, 25, HALL))) == [
        ("14:00", 1, 10, "가", "8층 대회의실"),
        ("14:10", 2, 15, "나", "8층 대회의실"),
        ("14:25", None, None, "나", "8층 대회의실"),
    ]


def test_a_pause_is_told_with_its_length():
    assert told(programme(("가", 0, 10, HALL), ("나", 15, 25, HALL)))[1] == (
        "14:10", None, 5, "가", "8층 대회의실",
    )  # fmt: skip


def test_parallel_rooms_are_told_by_the_clock():
    assert told(programme(("가", 0, 30, HALL), ("나", 10, 20, SECOND))) == [
        ("14:00", 1, 30, "가", "8층 대회의실"),
        ("14:10", 2, 10, "나", "8층 소회의실"),
        ("14:20", None, None, "나", "8층 소회의실"),
        ("14:30", None, None, "가", "8층 대회의실"),
    ]


def test_days_are_apart_and_the_night_is_no_pause():
    days = cues.days(programme(("가", 0, 10, HALL), ("나", 24 * 60, 24 * 60 + 10, HALL)), "ko")

    assert [[(cue.heading, cue.minutes) for cue in day.cues] for day in days] == [
        [("가", 10), ("가", None)],
        [("나", 10), ("나", None)],
    ]


def test_cue_names_who_does_what_and_what_the_stage_needs():
    [cue] = [cue for cue in cues.days(programmes.small().programme, "ko")[0].cues if cue.number == 1]

    assert cue.who == (cues.Who("명지대 박정호 교수", "발표"),)
    assert cue.needs == "무선마이크 1"
