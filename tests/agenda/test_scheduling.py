"""Steps of work on the draft: what they change, what moves along, what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from agenda import drafts, scheduling
from agenda.models import Change, Session, SessionKind
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, UserFactory

pytestmark = pytest.mark.django_db


def minutes(number):
    return timedelta(minutes=number)


def plan(event, **fields):
    defaults = {"title": "발표", "starts_at": START, "minutes": 15, "room_id": event.room_id}
    return scheduling.Plan(**{**defaults, **fields})


def place(event, session_id=None, ripple=False, **fields):
    return scheduling.place(
        event_id=event.pk, plan=plan(event, **fields), session_id=session_id, ripple=ripple, at=NOON
    )


@pytest.fixture
def day():
    """The brief's day: 14:00 opening, three talks, and a panel to the event's end at 16:00."""
    event = EventFactory()
    lengths = [("개회", 10), ("발제1", 15), ("발제2", 15), ("발제3", 15), ("토론", 65)]
    start = START
    for title, length in lengths:
        SessionFactory(event=event, title=title, starts_at=start, ends_at=start + minutes(length))
        start += minutes(length)
    return event


def times(event):
    """``{"개회": "14:00~14:10", …}`` as minutes from the event's start."""
    return {
        state.title: ((state.starts_at - START) // minutes(1), (state.ends_at - START) // minutes(1))
        for state in drafts.read(event.pk).values()
    }


def session(event, title):
    return Session.objects.get(event=event, title=title)


def test_place_keeps_what_was_planned():
    event, speaker = EventFactory(), SpeakerFactory()

    made = place(event, parts=[scheduling.Part(speaker.pk)], is_pinned=True, stage_needs="마이크 2")

    assert (made.minutes, made.ends_at, made.is_pinned) == (15, START + minutes(15), True)
    assert list(made.speakers.all()) == [speaker]


def test_sessions_may_touch():
    event = EventFactory()
    place(event)

    place(event, starts_at=START + minutes(15))

    assert event.sessions.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "둘째"}, "같은 회의실에서 시간이 겹칩니다"),
        ({"minutes": 0, "starts_at": START + minutes(60)}, "1분 이상"),
    ],
)
def test_place_refuses_with_a_sentence_and_writes_nothing(fields, sentence):
    event = EventFactory()
    SessionFactory(event=event, title="첫째")

    with pytest.raises(scheduling.ScheduleRefused, match=sentence):
        place(event, **fields)

    assert [one.title for one in event.sessions.all()] == ["첫째"]
    assert not Change.objects.exists()


def test_room_of_another_event_is_taken_too():
    event = EventFactory()
    SessionFactory(event=EventFactory(venue=event.venue, room=event.room))

    with pytest.raises(scheduling.ScheduleRefused, match="다른 행사"):
        place(event)

    assert not event.sessions.exists()


def test_place_without_a_date_is_refused():
    event = EventFactory(state="planned", starts_at=None, ends_at=None)

    with pytest.raises(scheduling.ScheduleRefused, match="일시를 먼저"):
        place(event)


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


def test_rewrite_changes_words_and_leaves_times(day):
    speaker = SpeakerFactory()

    scheduling.rewrite(
        session_id=session(day, "발제1").pk, title="새 제목", parts=((speaker.pk, "speaker"),), at=NOON
    )

    assert times(day)["새 제목"] == (10, 25)
    assert list(session(day, "새 제목").speakers.all()) == [speaker]


def test_stale_edit_gets_what_stands_now_and_writes_nothing(day):
    first = session(day, "발제1")
    seen = {first.pk: first.version}
    scheduling.rewrite(session_id=first.pk, title="먼저", seen=seen, at=NOON)

    with pytest.raises(scheduling.StaleEdit) as refusal:
        scheduling.rewrite(session_id=first.pk, title="나중", seen=seen, at=NOON)

    assert refusal.value.current[first.pk].title == "먼저"
    assert session(day, "먼저").version == 2


def test_edit_of_a_session_that_is_gone_is_stale(day):
    first = session(day, "발제1")
    scheduling.remove(session_id=first.pk, at=NOON)

    with pytest.raises(scheduling.StaleEdit) as refusal:
        scheduling.lengthen(session_id=first.pk, minutes=5, at=NOON)

    assert refusal.value.current == {first.pk: None}


def test_log_says_who_did_what(day):
    user = UserFactory(name="김주최")

    change = scheduling.lengthen(session_id=session(day, "발제1").pk, minutes=10, by_id=user.pk, at=NOON)

    assert (change.number, change.label, change.by, change.at) == (
        1,
        "「발제1」 길이 15분 → 25분",
        user,
        NOON,
    )
    assert len(change.before) == 4


def test_database_refuses_an_overlap_by_itself():
    event = EventFactory()
    SessionFactory(event=event)

    SessionFactory(event=event, starts_at=START + minutes(5))

    with pytest.raises(IntegrityError, match="session_room_holds_one_at_a_time"):
        connection.check_constraints()


def test_database_lets_sessions_without_a_room_overlap():
    event = EventFactory()
    SessionFactory(event=event, room=None)
    SessionFactory(event=event, room=None)
    connection.check_constraints()

    assert Session.objects.count() == 2


@pytest.mark.parametrize("sessions", [1, 3])
def test_step_takes_the_same_queries_however_many_move(sessions, django_assert_num_queries):
    event = EventFactory()
    for number in range(sessions + 1):
        start = START + minutes(15 * number)
        SessionFactory(event=event, title=f"발제{number}", starts_at=start, ends_at=start + minutes(15))

    with django_assert_num_queries(23):
        scheduling.lengthen(session_id=session(event, "발제0").pk, minutes=5, at=NOON)


@pytest.mark.parametrize("year", [1, 1999, 2101, 9998])
def test_session_in_a_year_that_no_timetable_has_is_refused(day, year):
    with pytest.raises(scheduling.ScheduleRefused, match="행사 기간에 있는 날짜를"):
        place(day, starts_at=START.replace(year=year), room_id=None)

    assert day.sessions.count() == 5
