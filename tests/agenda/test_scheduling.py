"""Steps of work on the draft: what they write, what is refused, what the log keeps."""

import pytest
from django.db import IntegrityError, connection

from agenda import scheduling
from agenda.models import Change, Session
from tests.agenda.timetables import make_day, minutes, place, session, times
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return make_day()


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
