"""Releases: numbered, immutable, with the difference to the one before."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from agenda import cues, pagetable, published, releasing, workbench
from agenda.models import Appearance, Release, SessionKind
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, OrganizationFactory, RoomFactory

pytestmark = pytest.mark.django_db


def make_programme():
    event = EventFactory(name="제1회 M.AX 컨퍼런스")
    SessionFactory(
        event=event,
        kind=SessionKind.OPENING,
        title="안내 및 개회 인사",
        remark="참석자",
        ends_at=START + timedelta(minutes=10),
    )
    talk = SessionFactory(event=event, title="제조 AX의 효과", starts_at=START + timedelta(minutes=10))
    speaker = SpeakerFactory(
        name="박정호", name_en="Park Jeongho", title_en="Prof.",
        organization=OrganizationFactory(name="명지대학교", short_name="명지대", name_en="Myongji University"),
    )  # fmt: skip
    Appearance.objects.create(session=talk, speaker=speaker)
    return event, talk


def release(event):
    return releasing.release(event_id=event.pk, by_id=None, at=NOON)


def test_release_holds_the_briefs_three_columns():
    event, _talk = make_programme()

    rows = published.read(release(event)).programme.rows

    assert [(row.time("ko"), row.heading("ko"), row.note("ko")) for row in rows] == [
        ("14:00~14:10 (10')", "안내 및 개회 인사", "참석자"),
        ("14:10~14:25 (15')", "발제1. 제조 AX의 효과", "명지대 박정호 교수"),
    ]
    assert rows[1].note("en") == "Park Jeongho, Prof., Myongji University"


def test_releases_are_numbered_and_tell_what_changed():
    event, talk = make_programme()
    first = release(event)
    talk.starts_at += timedelta(minutes=10)
    talk.ends_at += timedelta(minutes=10)
    talk.save()

    second = release(event)

    assert (first.number, second.number) == (1, 2)
    assert first.changes == []
    assert second.changes == ["발제1 14:10 → 14:20"]


def test_removed_and_added_sessions_are_told():
    event, talk = make_programme()
    release(event)
    talk.delete()
    SessionFactory(event=event, title="새 발표", starts_at=START + timedelta(minutes=60))

    assert release(event).changes == [
        "삭제: 14:10~14:25 발제1. 제조 AX의 효과",
        "추가: 15:00~15:15 발제1. 새 발표",
    ]


def test_unchanged_draft_gives_the_release_that_stands():
    event, _talk = make_programme()

    assert release(event) == release(event)
    assert Release.objects.count() == 1


def test_release_of_an_empty_draft_is_refused():
    event = EventFactory()

    with pytest.raises(releasing.ReleaseRefused, match="세션이 없습니다"):
        release(event)

    assert not Release.objects.exists()


def test_release_is_refused_when_the_event_has_moved_away_from_its_sessions():
    event, _talk = make_programme()
    event.starts_at += timedelta(days=1)
    event.ends_at += timedelta(days=1)
    event.save()

    with pytest.raises(releasing.ReleaseRefused, match="행사 시간"):
        release(event)

    assert not Release.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_a_release(change):
    event, _talk = make_programme()
    made = Release.objects.filter(pk=release(event).pk)

    with pytest.raises(DatabaseError, match=r"never (changed|deleted)"), transaction.atomic():
        made.update(number=7) if change == "update" else made._raw_delete("default")

    assert made.get().number == 1


def test_database_refuses_a_number_twice():
    event, _talk = make_programme()
    made = release(event)

    with pytest.raises(IntegrityError, match="release_numbered_once_per_event"), transaction.atomic():
        Release.objects.create(event=event, number=made.number, snapshot={}, released_at=NOON)


@pytest.mark.parametrize("talks", [1, 3])
def test_release_takes_the_same_queries_whatever_its_length(talks, django_assert_num_queries):
    event, _talk = make_programme()
    for number in range(talks):
        session = SessionFactory(event=event, starts_at=START + timedelta(minutes=40 + 20 * number))
        Appearance.objects.create(session=session, speaker=SpeakerFactory())

    with django_assert_num_queries(23):
        release(event)


def test_parallel_talks_are_numbered_by_room_wherever_they_are_shown():
    event = EventFactory(room__name="가실")
    later_room = RoomFactory(venue=event.venue, floor=event.room.floor, name="나실")
    for room in (later_room, event.room):  # the later room's session is the older one
        SessionFactory(event=event, title=room.name, room=room)
    programme = published.read(release(event)).programme

    headings = ["발제1. 가실", "발제2. 나실"]
    cue_sheet = cues.days(programme, "ko")[0].cues
    assert [row.heading for row in pagetable.table(programme, "ko").days[0].rows] == headings
    assert [(cue.number, cue.heading) for cue in cue_sheet if cue.begins] == list(
        enumerate(headings, start=1)
    )
    assert [line.number for line in workbench.look(event).days[0].lines] == [1, 2]
