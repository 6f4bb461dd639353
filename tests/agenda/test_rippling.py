"""What moves along when one session moves, and what stays."""

from datetime import timedelta

import pytest

from agenda import scheduling
from agenda.models import Change, Session, SessionKind
from tests.agenda.timetables import make_day, minutes, place, session, times
from tests.factories.events import NOON, START

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return make_day()


def test_longer_talk_pushes_what_follows_and_the_last_gives_way_at_the_events_end(day):
    scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=10, at=NOON)

    assert times(day) == {
        "개회": (0, 10),
        "발제1": (10, 35),
        "발제2": (35, 50),
        "발제3": (50, 65),
        "토론": (65, 120),
    }


def test_shorter_talk_pulls_what_follows(day):
    scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=-5, at=NOON)

    assert times(day) == {
        "개회": (0, 10),
        "발제1": (10, 20),
        "발제2": (20, 35),
        "발제3": (35, 50),
        "토론": (50, 115),
    }


def test_gap_takes_a_push_up(day):
    late = session(day, "토론")
    late.starts_at += minutes(30)
    late.save()

    scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=10, at=NOON)

    assert times(day)["발제3"] == (50, 65)
    assert times(day)["토론"] == (85, 120)


def test_pinned_session_stays_and_the_one_before_it_gives_way(day):
    Session.objects.filter(title="발제3").update(is_pinned=True)

    scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=5, at=NOON)

    assert times(day) == {
        "개회": (0, 10),
        "발제1": (10, 30),
        "발제2": (30, 40),
        "발제3": (40, 55),
        "토론": (55, 120),
    }


def test_pinned_session_that_leaves_no_room_is_said(day):
    Session.objects.filter(title="발제3").update(is_pinned=True)
    before = times(day)

    with pytest.raises(scheduling.ScheduleRefused, match=r"고정된 「발제3」\(14:40\)"):
        scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=15, at=NOON)

    assert times(day) == before


def test_pinned_session_stays_when_the_one_before_it_gets_shorter(day):
    Session.objects.filter(title="발제2").update(is_pinned=True)

    scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=-5, at=NOON)

    assert times(day)["발제2"] == (25, 40)


def test_ripple_can_be_left_out(day):
    scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=-5, ripple=False, at=NOON)

    assert times(day)["발제2"] == (25, 40)
    with pytest.raises(scheduling.ScheduleRefused, match="겹칩니다"):
        scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=10, ripple=False, at=NOON)


def test_shift_moves_what_follows(day):
    scheduling.shift(session_id=session(day, "발제2").pk, minutes=5, at=NOON)

    assert times(day) == {
        "개회": (0, 10),
        "발제1": (10, 25),
        "발제2": (30, 45),
        "발제3": (45, 60),
        "토론": (60, 120),
    }


def test_shift_into_the_one_before_is_refused(day):
    with pytest.raises(scheduling.ScheduleRefused, match="겹칩니다"):
        scheduling.shift(session_id=session(day, "발제2").pk, minutes=-5, at=NOON)


def test_swap_keeps_lengths(day):
    scheduling.swap(session_id=session(day, "개회").pk, down=True, at=NOON)

    assert times(day)["발제1"] == (0, 15)
    assert times(day)["개회"] == (15, 25)


@pytest.mark.parametrize(("title", "down"), [("개회", False), ("토론", True)])
def test_swap_at_the_edge_is_refused(day, title, down):
    with pytest.raises(scheduling.ScheduleRefused, match="그쪽에는"):
        scheduling.swap(session_id=session(day, title).pk, down=down, at=NOON)


def test_swap_stays_on_its_day(day):
    Session.objects.filter(title="토론").update(
        starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, hours=1)
    )
    before = times(day)

    for title, down in [("발제3", True), ("토론", False)]:
        with pytest.raises(scheduling.ScheduleRefused, match="그쪽에는"):
            scheduling.swap(session_id=session(day, title).pk, down=down, at=NOON)

    assert times(day) == before


def test_swap_with_a_pinned_session_is_refused(day):
    Session.objects.filter(title="발제1").update(is_pinned=True)

    with pytest.raises(scheduling.ScheduleRefused, match="고정된 세션"):
        scheduling.swap(session_id=session(day, "개회").pk, down=True, at=NOON)


def test_remove_pulls_what_follows(day):
    scheduling.remove(session_id=session(day, "발제1").pk, ripple=True, at=NOON)

    assert times(day) == {"개회": (0, 10), "발제2": (10, 25), "발제3": (25, 40), "토론": (40, 105)}


def test_inserted_session_pushes(day):
    place(day, title="휴식", kind=SessionKind.BREAK, starts_at=START + minutes(25), minutes=5, ripple=True)

    assert times(day)["발제2"] == (30, 45)
    assert times(day)["토론"] == (60, 120)


def test_compact_leaves_the_chosen_gap(day):
    scheduling.compact(
        first_id=session(day, "개회").pk, last_id=session(day, "발제3").pk, gap_minutes=0, at=NOON
    )
    assert not Change.objects.exists()
    session(day, "토론").delete()

    scheduling.compact(
        first_id=session(day, "개회").pk, last_id=session(day, "발제3").pk, gap_minutes=5, at=NOON
    )

    assert times(day) == {"개회": (0, 10), "발제1": (15, 30), "발제2": (35, 50), "발제3": (55, 70)}


def test_compact_over_midnight_is_refused(day):
    Session.objects.filter(title="토론").update(
        starts_at=START + timedelta(hours=11), ends_at=START + timedelta(hours=12)
    )
    before = times(day)

    with pytest.raises(scheduling.ScheduleRefused, match="차례대로 골라"):
        scheduling.compact(
            first_id=session(day, "개회").pk, last_id=session(day, "토론").pk, gap_minutes=0, at=NOON
        )

    assert times(day) == before
