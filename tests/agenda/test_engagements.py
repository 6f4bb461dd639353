"""A speaker cannot speak in two events at once, whoever organizes them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agenda import conflicts, overriding, releasing, workbench
from agenda.models import Appearance, Override
from events.models import Event
from tests.factories.admin import make_organizer, organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory, UserFactory

pytestmark = pytest.mark.django_db

HIDDEN = "박정호 연사가 같은 시각에 다른 행사에도 있습니다: 14:00~14:15 발제"
NAMED = "박정호 연사가 같은 시각에 다른 행사(데이터 컨퍼런스)에도 있습니다: 14:00~14:15 발제"


@pytest.fixture
def speaker():
    return SpeakerFactory(name="박정호")


@pytest.fixture
def event(speaker):
    event = EventFactory()
    talk(event, speaker)
    return event


@pytest.fixture
def other():
    return EventFactory(name="데이터 컨퍼런스")


def talk(event, *speakers, start=0, length=15):
    session = SessionFactory(
        event=event,
        title="발제",
        starts_at=START + timedelta(minutes=start),
        ends_at=START + timedelta(minutes=start + length),
        room=RoomFactory(venue=event.venue),
    )
    for speaker in speakers:
        Appearance.objects.create(session=session, speaker=speaker)
    return session


def sentences(event, viewer=None):
    return [one.sentence for one in conflicts.find_all(event_id=event.pk, viewer=viewer)]


def test_speaker_in_two_events_stops_both(event, other, speaker):
    theirs = talk(other, speaker, start=10)
    own = event.sessions.get()

    found = [conflicts.find_all(event_id=one.pk) for one in (event, other)]

    assert [(one.key, str(one.severity), one.session_ids) for [one] in found] == [
        (f"elsewhere:{own.pk}:{theirs.pk}:speaker-{speaker.pk}", "stop", (own.pk,)),
        (f"elsewhere:{theirs.pk}:{own.pk}:speaker-{speaker.pk}", "stop", (theirs.pk,)),
    ]


@pytest.mark.parametrize(("start", "length"), [(-15, 15), (15, 15), (24 * 60, 15)])
def test_speaker_in_two_events_one_after_the_other_is_no_conflict(event, other, speaker, start, length):
    talk(other, speaker, start=start, length=length)

    assert sentences(event) == []


def test_speaker_who_leaves_between_two_sessions_is_no_conflict(event, other, speaker):
    talk(event, speaker, start=60)
    talk(other, speaker, start=30)

    assert sentences(event) == []


def test_only_the_session_that_overlaps_is_marked(event, other, speaker):
    later = talk(event, speaker, start=60)
    talk(other, speaker, start=65)

    assert [one.session_ids for one in conflicts.find_all(event_id=event.pk)] == [(later.pk,)]


@pytest.mark.parametrize(
    "fields", [{"state": "cancelled"}, {"state": "postponed"}, {"is_demonstration": True}]
)
def test_event_that_takes_nobody_away_is_no_conflict(event, other, speaker, fields):
    talk(other, speaker)
    Event.objects.filter(pk=other.pk).update(**fields)

    assert sentences(event) == []


def test_other_speakers_of_the_other_event_are_no_conflict(event, other):
    talk(other, SpeakerFactory(name="박정호"))

    assert sentences(event) == []


def test_speaker_with_two_roles_elsewhere_is_told_once(event, other, speaker):
    Appearance.objects.create(session=talk(other, speaker), speaker=speaker, role="moderator")

    assert sentences(event) == [HIDDEN]


def test_other_event_is_named_to_who_organizes_it_too(event, other, speaker):
    talk(other, speaker)
    stranger, both, left = organizer_of(event), organizer_of(event), organizer_of(event)
    make_organizer(other, both)
    make_organizer(other, left)
    left.role_grants.filter(event=other).update(revoked_at=NOON)
    operator = UserFactory(is_staff=True, is_superuser=True)

    told = [sentences(event, viewer) for viewer in (None, stranger, left, both, operator)]

    assert told == [[HIDDEN], [HIDDEN], [HIDDEN], [NAMED], [NAMED]]


@pytest.mark.parametrize(("is_theirs", "shown", "unseen"), [(True, NAMED, HIDDEN), (False, HIDDEN, NAMED)])
def test_review_shows_as_much_as_the_person_may_see(client, event, other, speaker, is_theirs, shown, unseen):
    talk(other, speaker)
    user = organizer_of(event)
    if is_theirs:
        make_organizer(other, user)
    client.force_login(user)

    page = client.get(reverse("admin:events_event_release", args=[event.pk])).content.decode()

    assert (shown in page, unseen in page) == (True, False)


def test_workbench_marks_the_session_and_shows_as_much_as_the_person_may_see(event, other, speaker):
    talk(other, speaker)
    user = organizer_of(event)
    make_organizer(other, user)

    benches = [workbench.look(event, viewer=viewer) for viewer in (None, user)]

    assert [[one.sentence for one in bench.open_stops] for bench in benches] == [[HIDDEN], [NAMED]]
    assert [[line.severity for line in bench.lines] for bench in benches] == [["stop"], ["stop"]]


def test_release_is_stopped_until_each_event_lets_it_pass(event, other, speaker):
    talk(other, speaker)
    user = organizer_of(event)
    make_organizer(other, user)
    [found] = conflicts.find_all(event_id=event.pk, viewer=user)
    with pytest.raises(releasing.ReleaseRefused) as refusal:
        releasing.release(event_id=event.pk, by_id=user.pk, at=NOON)

    overriding.let_pass(event_id=event.pk, key=found.key, reason="화상으로 참여", by_id=user.pk, at=NOON)

    assert str(refusal.value) == HIDDEN
    assert releasing.release(event_id=event.pk, by_id=user.pk, at=NOON).number == 1
    assert (
        Override.objects.get().sentence == HIDDEN
    )  # what is kept names no event that others do not organize
    with pytest.raises(releasing.ReleaseRefused, match="다른 행사에도"):
        releasing.release(event_id=other.pk, by_id=user.pk, at=NOON)


@pytest.mark.parametrize("count", [1, 4])
def test_other_events_cost_one_query_however_many_they_are(event, speaker, django_assert_num_queries, count):
    for _number in range(count):
        talk(EventFactory(), speaker, SpeakerFactory())
    viewer = organizer_of(event)

    with django_assert_num_queries(8):
        found = conflicts.find_all(event_id=event.pk, viewer=viewer)

    assert len(found) == count


def test_draft_without_speakers_asks_for_no_other_event(event, django_assert_num_queries):
    Appearance.objects.all().delete()

    with django_assert_num_queries(6):
        conflicts.find_all(event_id=event.pk)
