"""What should not be in a timetable, and letting it pass."""

from datetime import date, timedelta

import pytest

from agenda import conflicts, overriding, releasing
from agenda.models import Appearance, Availability, Override
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory, UserFactory

pytestmark = pytest.mark.django_db


def minutes(number):
    return timedelta(minutes=number)


def talk(event, speaker=None, start=0, length=15, **fields):
    session = SessionFactory(
        event=event, starts_at=START + minutes(start), ends_at=START + minutes(start + length), **fields
    )
    if speaker is not None:
        Appearance.objects.create(session=session, speaker=speaker)
    return session


def kinds(event, **options):
    return [
        (one.key.split(":")[0], str(one.severity)) for one in conflicts.find_all(event_id=event.pk, **options)
    ]


def test_quiet_day_has_no_conflicts():
    event = EventFactory()
    talk(event, SpeakerFactory())

    assert kinds(event) == []


def test_speaker_in_two_places_stops():
    event, speaker = EventFactory(), SpeakerFactory(name="박정호")
    talk(event, speaker)
    talk(event, speaker, room=RoomFactory(venue=event.venue))

    [found] = conflicts.find_all(event_id=event.pk)

    assert (found.severity, found.is_open_stop) == ("stop", True)
    assert "박정호" in found.sentence


def test_session_outside_the_event_stops():
    event = EventFactory()
    talk(event, SpeakerFactory(), start=-5)

    assert kinds(event) == [("outside", "stop")]


@pytest.mark.parametrize(("gap", "expected"), [(4, [("walk", "warn")]), (5, [])])
def test_too_little_time_to_walk_warns(gap, expected):
    event, speaker = EventFactory(), SpeakerFactory()
    talk(event, speaker)
    talk(event, speaker, start=15 + gap, room=RoomFactory(venue=event.venue, walking_minutes=5))

    assert kinds(event) == expected


@pytest.mark.parametrize(("until", "expected"), [(14, [("hours", "warn")]), (15, [])])
def test_speaker_outside_their_hours_warns(until, expected):
    event, speaker = EventFactory(), SpeakerFactory()
    talk(event, speaker)
    Availability.objects.create(event=event, speaker=speaker, starts_at=START, ends_at=START + minutes(until))

    assert kinds(event) == expected


@pytest.mark.parametrize(("guests", "expected"), [(None, []), (80, []), (81, [("small", "warn")])])
def test_room_smaller_than_the_guests_warns(guests, expected):
    event = EventFactory(room__capacity=80)
    talk(event, SpeakerFactory())

    assert kinds(event, guests=guests) == expected


def test_parallel_rooms_share_the_guests():
    event = EventFactory(room__capacity=80)
    talk(event, SpeakerFactory())
    talk(event, SpeakerFactory(), room=RoomFactory(venue=event.venue, capacity=80))

    assert kinds(event, guests=150) == []


def test_talk_without_speaker_warns():
    event = EventFactory()
    talk(event)

    assert kinds(event) == [("nobody", "warn")]


def test_public_holiday_warns():
    event = EventFactory(starts_at=START.replace(day=1), ends_at=START.replace(day=1) + minutes(120))

    [found] = conflicts.find_all(event_id=event.pk)

    assert found.sentence == "2027. 3. 1.(월)은(는) 공휴일입니다: 삼일절"


def test_holidays_are_known_by_name():
    assert conflicts.holiday(date(2026, 7, 17)) == "제헌절"
    assert conflicts.holiday(date(2026, 5, 20)) == ""


def test_release_is_stopped_until_the_conflict_is_let_pass_with_a_reason():
    event, speaker, user = EventFactory(), SpeakerFactory(), UserFactory()
    talk(event, speaker)
    talk(event, speaker, room=RoomFactory(venue=event.venue))
    [found] = conflicts.find_all(event_id=event.pk)
    with pytest.raises(releasing.ReleaseRefused, match="두 세션에"):
        releasing.release(event_id=event.pk, by_id=None, at=NOON)

    overriding.let_pass(event_id=event.pk, key=found.key, reason="화상으로 참여", by_id=user.pk, at=NOON)

    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    kept = Override.objects.get()
    assert (kept.reason, kept.by, kept.sentence) == ("화상으로 참여", user, found.sentence)


@pytest.mark.parametrize(
    ("key", "reason", "sentence"),
    [
        ("gone", "사유", "이미 해결된"),
        (None, "  ", "사유를 적어"),
        (None, "화상\x00 참여", "쓸 수 없는 문자"),
        (None, "900101-1234567", "주민등록번호"),
    ],
)
def test_override_is_refused_without_reason_or_conflict(key, reason, sentence):
    event = EventFactory()
    talk(event, SpeakerFactory(), start=-5)
    [found] = conflicts.find_all(event_id=event.pk)

    with pytest.raises(overriding.OverrideRefused, match=sentence):
        overriding.let_pass(event_id=event.pk, key=key or found.key, reason=reason, by_id=None, at=NOON)

    assert not Override.objects.exists()


@pytest.mark.parametrize("sessions", [1, 3])
def test_find_takes_the_same_queries_however_long_the_day(sessions, django_assert_num_queries):
    event = EventFactory()
    for number in range(sessions):
        talk(event, SpeakerFactory(), start=20 * number)

    with django_assert_num_queries(8):
        conflicts.find_all(event_id=event.pk)
