"""What an editor's row and a drag do to the draft: several fields at once, another room, another place in the order."""

from datetime import timedelta

import pytest

from agenda import drafts, revising, scheduling
from agenda.models import Change, Session
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db


def minutes(number):
    return timedelta(minutes=number)


@pytest.fixture
def day():
    """In the event's room: 가 0~10, 나 10~30, 다 35~50 after a gap of five, 라 50~65; the event ends at 120."""
    event = EventFactory()
    for title, start, end in (("가", 0, 10), ("나", 10, 30), ("다", 35, 50), ("라", 50, 65)):
        SessionFactory(
            event=event, title=title, starts_at=START + minutes(start), ends_at=START + minutes(end)
        )
    return event


def session(event, title):
    return Session.objects.get(event=event, title=title)


def times(event):
    return {
        state.title: ((state.starts_at - START) // minutes(1), (state.ends_at - START) // minutes(1))
        for state in drafts.read(event.pk).values()
    }


def revise(event, which, /, ripple=True, **changes):
    return revising.revise(session_id=session(event, which).pk, changes=changes, ripple=ripple, at=NOON)


def move(event, title, target, *, after, ripple=True):
    return revising.move(
        session_id=session(event, title).pk,
        target_id=session(event, target).pk,
        after=after,
        ripple=ripple,
        at=NOON,
    )


def test_words_and_time_change_in_one_step_that_says_both(day):
    change = revise(day, "가", title="개회 100%", ends_at=START + minutes(20), is_pinned=True)

    assert change.label == "「가」 길이 10분 → 20분, 내용 수정, 고정"
    assert times(day) == {"개회 100%": (0, 20), "나": (20, 40), "다": (40, 55), "라": (55, 70)}
    assert Change.objects.count() == 1


def test_percent_sign_in_a_title_stays_in_the_label(day):
    Session.objects.filter(title="가").update(title="성장률 5%")

    assert revise(day, "성장률 5%", remark="x").label == "「성장률 5%」 비고 수정"


def test_other_room_closes_the_gap_and_pushes_there(day):
    other = RoomFactory(venue=day.venue)
    SessionFactory(
        event=day, title="분과", room=other, starts_at=START + minutes(15), ends_at=START + minutes(25)
    )

    revise(day, "나", room_id=other.pk)

    assert times(day) == {"가": (0, 10), "나": (10, 30), "분과": (30, 40), "다": (35, 50), "라": (50, 65)}


def test_other_room_pulls_up_what_touched(day):
    other = RoomFactory(venue=day.venue)

    revise(day, "다", room_id=other.pk)

    assert times(day)["라"] == (35, 50)


def test_other_room_without_ripple_moves_nothing_else(day):
    other = RoomFactory(venue=day.venue)

    revise(day, "다", ripple=False, room_id=other.pk)

    assert times(day)["라"] == (50, 65)


@pytest.mark.parametrize(
    ("title", "target", "after", "expected"),
    [
        ("라", "나", False, {"가": (0, 10), "라": (10, 25), "나": (30, 50), "다": (50, 65)}),
        ("가", "다", True, {"나": (0, 20), "다": (20, 35), "가": (40, 50), "라": (50, 65)}),
        ("나", "가", True, {"가": (0, 10), "나": (10, 30), "다": (35, 50), "라": (50, 65)}),
    ],
)
def test_move_keeps_lengths_and_gaps(day, title, target, after, expected):
    move(day, title, target, after=after)

    assert times(day) == expected


def test_move_over_a_pinned_session_is_refused(day):
    Session.objects.filter(title="다").update(is_pinned=True)
    before = times(day)

    with pytest.raises(scheduling.ScheduleRefused, match="고정된 「다」"):
        move(day, "라", "나", after=False)
    with pytest.raises(scheduling.ScheduleRefused, match="고정을 먼저"):
        move(day, "다", "나", after=False)

    assert times(day) == before


def test_move_beside_a_session_of_another_room_takes_that_room(day):
    other = RoomFactory(venue=day.venue)
    SessionFactory(event=day, title="분과", room=other, starts_at=START, ends_at=START + minutes(15))

    move(day, "라", "분과", after=True)

    assert times(day)["라"] == (15, 30)
    assert session(day, "라").room == other


def test_move_to_another_day_leaves_the_first_one_alone():
    event = EventFactory(ends_at=START + timedelta(days=1, hours=2))
    SessionFactory(event=event, title="첫날")
    SessionFactory(
        event=event,
        title="이튿날",
        starts_at=START + timedelta(days=1),
        ends_at=START + timedelta(days=1, minutes=15),
    )

    move(event, "첫날", "이튿날", after=False)

    assert times(event) == {"첫날": (1440, 1455), "이튿날": (1455, 1470)}


def test_stale_row_is_not_written(day):
    first = session(day, "가")
    seen = {first.pk: first.version}
    revise(day, "가", title="먼저")

    with pytest.raises(scheduling.StaleEdit):
        revising.revise(session_id=first.pk, changes={"title": "나중"}, seen=seen, at=NOON)

    assert "먼저" in times(day)
