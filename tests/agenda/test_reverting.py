"""Taking an older release back into the draft."""

from datetime import timedelta

import pytest

from agenda import editing, releasing, reverting, snapshots, undo, wording
from agenda.models import Appearance, Release, Session, Speaker, SpeakerRole
from events.models import Event
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db

TEN = timedelta(minutes=10)


@pytest.fixture
def event():
    event = EventFactory()
    first = SessionFactory(event=event, title="하나", title_en="One", remark="비고", stage_needs="마이크 1")
    second = SessionFactory(event=event, title="둘", starts_at=START + 3 * TEN)
    Appearance.objects.create(session=first, speaker=SpeakerFactory(name="가"), role=SpeakerRole.MODERATOR)
    Appearance.objects.create(session=second, speaker=SpeakerFactory(name="나"))
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


def take_back(event, number=1):
    return reverting.take_back(event_id=event.pk, number=number, by_id=None, at=NOON)


def snapshot(event):
    return snapshots.take(Event.objects.select_related("venue", "room").get(pk=event.pk))


def upset(event):
    """Move one session, remove the other, add a third, swap the speaker."""
    first, second = event.sessions.order_by("starts_at")
    Session.objects.filter(pk=first.pk).update(
        title="바뀜", starts_at=START + 6 * TEN, ends_at=START + 7 * TEN, room=RoomFactory(venue=event.venue)
    )
    Appearance.objects.filter(session=first).update(speaker=SpeakerFactory(name="다"))
    second.delete()
    SessionFactory(event=event, title="셋")


def test_draft_becomes_the_release_again_to_the_letter(event):
    released = Release.objects.get().snapshot
    upset(event)

    take_back(event)

    assert snapshot(event) == released


def test_taking_back_can_be_undone(event):
    upset(event)
    before = snapshot(event)

    change = take_back(event)
    undo.undo(event_id=event.pk, by_id=None, at=NOON)

    assert change.label == "확정본 1 되가져오기"
    assert snapshot(event) == before


def test_draft_that_stands_as_released_is_left_alone(event):
    assert take_back(event) is None


def test_look_ahead_tells_what_the_draft_would_become(event):
    session = event.sessions.get(title="하나")
    session.title = "바뀜"
    session.save()

    difference = reverting.look_ahead(event_id=event.pk, number=1)

    assert wording.sentences(difference, "ko") == ["발제1 내용: 바뀜 → 하나"]
    assert event.sessions.filter(title="바뀜").exists()


def test_pin_of_a_session_stays_as_it_is(event):
    Session.objects.filter(title="하나").update(title="바뀜", is_pinned=True)

    take_back(event)

    assert event.sessions.get(title="하나").is_pinned


def test_speaker_who_is_gone_is_left_out_and_named(event):
    Appearance.objects.filter(speaker__name="나").delete()
    Speaker.objects.get(name="나").delete()

    take_back(event)

    assert reverting.lost_speakers(event_id=event.pk, number=1) == ["나"]
    assert [str(one.speaker) for one in Appearance.objects.all()] == ["가 교수"]


def test_room_that_another_event_has_taken_is_refused_and_nothing_changes(event):
    elsewhere = RoomFactory(venue=event.venue)
    event.sessions.update(room=elsewhere)
    SessionFactory(event=EventFactory(), room=event.room)
    before = snapshot(event)

    with pytest.raises(editing.ScheduleRefused, match="다른 행사"):
        take_back(event)

    assert snapshot(event) == before


def test_room_of_a_release_of_old_is_found_by_its_name(event):
    old = Release.objects.get()
    rows = [{name: value for name, value in row.items() if name != "room_id"} for row in old.snapshot["rows"]]
    Release.objects.create(event=event, number=2, snapshot={**old.snapshot, "rows": rows}, released_at=NOON)
    event.sessions.update(room=None)

    take_back(event, number=2)

    assert set(event.sessions.values_list("room", flat=True)) == {event.room_id}


def test_release_of_another_event_is_not_found(event):
    with pytest.raises(Release.DoesNotExist):
        take_back(EventFactory())


@pytest.mark.parametrize("sessions", [1, 3])
def test_taking_back_costs_the_same_queries_however_long_it_is(sessions, django_assert_num_queries):
    event = EventFactory()
    for number in range(sessions):
        session = SessionFactory(event=event, starts_at=START + number * 2 * TEN)
        Appearance.objects.create(session=session, speaker=SpeakerFactory())
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    event.sessions.update(title="바뀜")

    with django_assert_num_queries(22):
        take_back(event)
