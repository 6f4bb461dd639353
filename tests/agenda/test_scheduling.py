"""Placing sessions in the draft, and what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from agenda import scheduling
from agenda.models import Session
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import START, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db


def plan(event, **fields):
    defaults = {"title": "발표", "starts_at": START, "minutes": 15, "room_id": event.room_id}
    return scheduling.Plan(**{**defaults, **fields})


def test_place_keeps_what_was_planned():
    event, speaker = EventFactory(), SpeakerFactory()

    session = scheduling.place(event_id=event.pk, plan=plan(event, parts=[scheduling.Part(speaker.pk)]))

    assert (session.minutes, session.ends_at) == (15, START + timedelta(minutes=15))
    assert list(session.speakers.all()) == [speaker]


def test_sessions_may_touch():
    event = EventFactory()
    scheduling.place(event_id=event.pk, plan=plan(event))

    scheduling.place(event_id=event.pk, plan=plan(event, starts_at=START + timedelta(minutes=15)))

    assert event.sessions.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "둘째"}, "같은 회의실에서 시간이 겹칩니다"),
        ({"starts_at": START - timedelta(minutes=5)}, "행사 시간"),
        ({"starts_at": START + timedelta(minutes=110)}, "행사 시간"),
        ({"minutes": 0, "starts_at": START + timedelta(minutes=60)}, "1분 이상"),
    ],
)
def test_place_refuses_with_a_sentence_and_writes_nothing(fields, sentence):
    event = EventFactory()
    SessionFactory(event=event, title="첫째")

    with pytest.raises(scheduling.ScheduleRefused, match=sentence):
        scheduling.place(event_id=event.pk, plan=plan(event, **fields))

    assert [session.title for session in event.sessions.all()] == ["첫째"]


def test_speaker_cannot_be_in_two_places():
    event, speaker = EventFactory(), SpeakerFactory(name="박정호")
    other_room = RoomFactory(venue=event.venue)
    parts = [scheduling.Part(speaker.pk)]
    scheduling.place(event_id=event.pk, plan=plan(event, parts=parts))

    with pytest.raises(scheduling.ScheduleRefused, match="박정호"):
        scheduling.place(event_id=event.pk, plan=plan(event, room_id=other_room.pk, parts=parts))

    assert event.sessions.count() == 1


def test_cast_refuses_a_speaker_who_is_elsewhere():
    event, speaker = EventFactory(), SpeakerFactory()
    there = scheduling.place(event_id=event.pk, plan=plan(event, parts=[scheduling.Part(speaker.pk)]))
    here = SessionFactory(event=event, room=RoomFactory(venue=event.venue))

    with pytest.raises(scheduling.ScheduleRefused):
        scheduling.cast(session_id=here.pk, speaker_id=speaker.pk)

    assert not here.appearances.exists()
    assert there.appearances.count() == 1


def test_moving_a_session_onto_itself_is_no_conflict():
    event = EventFactory()
    session = scheduling.place(event_id=event.pk, plan=plan(event))

    moved = scheduling.place(
        event_id=event.pk, session_id=session.pk, plan=plan(event, starts_at=START + timedelta(minutes=5))
    )

    assert moved.pk == session.pk
    assert moved.starts_at == START + timedelta(minutes=5)


def test_database_refuses_an_overlap_by_itself():
    event = EventFactory()
    SessionFactory(event=event)

    with pytest.raises(IntegrityError, match="session_room_holds_one_at_a_time"), transaction.atomic():
        SessionFactory(event=event, starts_at=START + timedelta(minutes=5))


def test_database_lets_sessions_without_a_room_overlap():
    event = EventFactory()
    SessionFactory(event=event, room=None)
    SessionFactory(event=event, room=None)

    assert Session.objects.count() == 2
