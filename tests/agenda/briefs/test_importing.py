"""A brief becomes a draft event, once."""

from dataclasses import replace

import pytest

from agenda import releasing
from agenda.briefs import importing, reading
from agenda.briefs.brief import BriefRefused
from agenda.models import Participant, Release, Session, Speaker
from agenda.published import read
from events.models import Contact, Event, EventState, Organization, Room, Sector, Series, SeriesEntry, Venue
from tests.factories.agenda import SessionFactory
from tests.factories.events import (
    NOON,
    EventFactory,
    OrganizationFactory,
    RoomFactory,
    SeriesFactory,
    VenueFactory,
)

MODELS = [Event, Series, SeriesEntry, Venue, Room, Organization, Speaker, Session, Participant, Contact]


@pytest.fixture
def brief(press_release):
    return reading.read(press_release)


def counts():
    return [model.objects.count() for model in MODELS]


@pytest.mark.django_db
def test_bring_in_makes_the_event(brief):
    imported = importing.bring_in(brief=brief, at=NOON)

    event = Event.objects.select_related("venue", "room").get()
    assert imported == importing.Imported(event, is_new=True)
    assert (event.slug, event.name, event.state) == ("max-conference-1", brief.name, EventState.PLANNED)
    assert (event.starts_at, event.ends_at) == (brief.starts_at, brief.ends_at)
    assert (event.venue.name, event.room.floor, event.room.name) == ("대한상공회의소", "8층", "대회의실")
    assert (event.theme, event.purpose) == (brief.theme, brief.purpose)
    assert list(event.hosts.values_list("name", "short_name", "sector")) == [
        ("산업통상부", "산업부", Sector.GOVERNMENT)
    ]
    assert list(
        SeriesEntry.objects.order_by("pk").values_list("series__slug", "series__name", "ordinal")
    ) == [
        ("max-conference", "M.AX 컨퍼런스", 1),
        ("industry-growth-forum", "산업성장포럼", 1),
    ]


@pytest.mark.django_db
def test_bring_in_makes_a_programme_with_the_brief_s_own_three_columns(brief, press_release):
    event = importing.bring_in(brief=brief, at=NOON).event

    programme = read(releasing.release(event_id=event.pk, by_id=None, at=NOON)).programme
    rows = [[row.time("ko"), row.heading("ko"), row.note("ko")] for row in programme.rows]
    assert rows == [line.split("\t") for line in press_release.splitlines()[-5:]]


@pytest.mark.django_db
def test_bring_in_makes_each_person_and_body_once(brief):
    importing.bring_in(brief=brief, at=NOON)

    bodies = (
        Organization.objects.exclude(name="산업통상부")
        .order_by("pk")
        .values_list("name", "short_name", "sector")
    )
    assert list(bodies) == [
        ("성균관대", "성균관대", Sector.ACADEMIA),
        ("KAIST", "KAIST", Sector.ACADEMIA),
        ("UNIST", "UNIST", Sector.ACADEMIA),
        ("명지대", "명지대", Sector.ACADEMIA),
        ("LG 생산기술원", "LG 생산기술원", Sector.INDUSTRY),
        ("(주)인터엑스", "인터엑스", Sector.INDUSTRY),
        ("미래에셋", "미래에셋", Sector.INDUSTRY),
    ]
    cast = Session.objects.filter(kind="talk").order_by("starts_at")
    assert list(cast.values_list("speakers__name", "speakers__title", "speakers__organization__name")) == [
        ("박정호", "교수", "명지대"),
        ("이은호", "교수", "성균관대"),
        ("박정윤", "대표", "(주)인터엑스"),
    ]
    assert counts() == [1, 2, 2, 1, 1, 8, 7, 5, 11, 5]


@pytest.mark.django_db
def test_bring_in_again_changes_nothing(brief):
    event = importing.bring_in(brief=brief, at=NOON).event
    before = counts(), Event.objects.values().get()

    assert importing.bring_in(brief=brief, at=NOON) == importing.Imported(event, is_new=False)

    assert (counts(), Event.objects.values().get()) == before


@pytest.mark.django_db
def test_bring_in_of_a_changed_brief_says_what_differs_and_changes_nothing(brief):
    event = importing.bring_in(brief=brief, at=NOON).event
    before = counts(), Event.objects.values().get()
    changed = replace(brief, theme="데이터", rows=(replace(brief.rows[0], title="개회"), *brief.rows[1:]))

    imported = importing.bring_in(brief=changed, at=NOON)

    assert imported == importing.Imported(
        event,
        is_new=False,
        differences=(
            f"주제: {brief.theme} ≠ 데이터",
            "행사에만: 14:00~14:10 안내 및 개회 인사",
            "자료에만: 14:00~14:10 개회",
        ),
    )
    assert (counts(), Event.objects.values().get()) == before


@pytest.mark.django_db
def test_bring_in_uses_what_is_on_record(brief):
    SeriesFactory(name="M.AX 컨퍼런스", slug="max")
    venue = VenueFactory(name="대한상공회의소")
    room = RoomFactory(venue=venue, floor="8층", name="대회의실")
    OrganizationFactory(name="명지대학교", short_name="명지대")
    OrganizationFactory(name="인터엑스")

    event = importing.bring_in(brief=brief, at=NOON).event

    assert (event.slug, event.venue, event.room) == ("max-1", venue, room)
    speakers = Speaker.objects.filter(name__startswith="박정").order_by("pk")
    assert list(speakers.values_list("name", "organization__name")) == [
        ("박정호", "명지대학교"),
        ("박정윤", "인터엑스"),
    ]
    assert counts() == [1, 2, 2, 1, 1, 8, 7, 5, 11, 5]


@pytest.mark.django_db
def test_bring_in_refuses_a_number_that_another_event_has(brief):
    other = EventFactory(name="다른 행사")
    SeriesEntry.objects.create(series=SeriesFactory(name="산업성장포럼"), event=other, ordinal=1)
    before = counts()

    with pytest.raises(BriefRefused, match="「산업성장포럼」의 제1회는 다른 행사입니다: 다른 행사"):
        importing.bring_in(brief=brief, at=NOON)

    assert counts() == before


@pytest.mark.django_db
def test_bring_in_refuses_a_room_that_is_taken(brief):
    room = RoomFactory(venue=VenueFactory(name="대한상공회의소"), floor="8층", name="대회의실")
    SessionFactory(room=room, starts_at=brief.starts_at, ends_at=brief.ends_at)
    before = counts()

    with pytest.raises(BriefRefused, match="같은 회의실에서 같은 시간에"):
        importing.bring_in(brief=brief, at=NOON)

    assert counts() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda brief: replace(brief, name="가" * 151),
        lambda brief: replace(brief, contacts=(replace(brief.contacts[0], name="가" * 61),)),
        lambda brief: replace(brief, rows=(replace(brief.rows[0], title="가" * 201),)),
        lambda brief: replace(brief, rows=(brief.rows[0], brief.rows[0])),
    ],
)
def test_bring_in_writes_nothing_of_what_does_not_fit(brief, change):
    with pytest.raises(BriefRefused):
        importing.bring_in(brief=change(brief), at=NOON)

    assert counts() == [0] * len(MODELS)


@pytest.mark.django_db
def test_bring_in_without_a_number_takes_the_day_for_the_address(brief):
    unnumbered = replace(brief, series=tuple(replace(place, ordinal=None) for place in brief.series))

    event = importing.bring_in(brief=unnumbered, at=NOON).event

    assert event.slug == "max-conference-2026-05-20"
    assert importing.bring_in(brief=unnumbered, at=NOON).is_new is False
    assert Release.objects.count() == 0
