"""A new conference from an earlier one."""

from datetime import timedelta

import pytest

from agenda import copying
from agenda.models import Appearance, Participant, Session, SessionKind
from events.models import Contact, Event, EventRole, EventState, SeriesEntry
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import (
    NOON,
    START,
    EventFactory,
    OrganizationFactory,
    SeriesFactory,
    UserFactory,
)
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NEXT = START + 364 * DAY + timedelta(hours=1)
WISHES = copying.Wishes(NEXT)


@pytest.fixture
def event():
    event = EventFactory(
        slug="max-conference-1",
        name="제1회 M.AX 컨퍼런스 겸 제1회 산업성장포럼",
        name_en="1st M.AX Conference and 1st Industry Growth Forum",
        theme="제조 AX",
        purpose="정책 발굴",
        capacity=150,
    )
    for position, (name, ordinal) in enumerate([("M.AX 컨퍼런스", 1), ("산업성장포럼", 1)]):
        series = SeriesFactory(name=name, position=position)
        SeriesEntry.objects.create(series=series, event=event, ordinal=ordinal)
    event.hosts.add(OrganizationFactory(name="산업통상부"))
    Contact.objects.create(event=event, department="산업인공지능정책과", name="권순목", phone="044-203-3830")
    SessionFactory(
        event=event,
        kind=SessionKind.OPENING,
        title="개회",
        title_en="Opening",
        remark="참석자",
        stage_needs="무선마이크 2",
        is_pinned=True,
    )
    talk = SessionFactory(event=event, title="제조 AX의 효과", starts_at=START + timedelta(minutes=30))
    speaker = SpeakerFactory()
    Appearance.objects.create(session=talk, speaker=speaker)
    Participant.objects.create(event=event, sector="industry", speaker=speaker)
    RegistrationFactory(event=event)
    return event


def copy(event, wishes=WISHES, by=None):
    return copying.copy(event_id=event.pk, wishes=wishes, by_id=(by or UserFactory()).pk, at=NOON)


def test_copy_is_planned_and_shifted_to_its_date(event):
    made = Event.objects.get(pk=copy(event).pk)

    assert (made.state, made.starts_at, made.ends_at) == (
        EventState.PLANNED,
        NEXT,
        NEXT + timedelta(hours=2),
    )
    shift = NEXT - START
    assert made.registration_opens_at == event.registration_opens_at + shift
    assert made.registration_closes_at == event.registration_closes_at + shift
    assert (made.venue, made.room, made.capacity) == (event.venue, event.room, 150)
    assert (made.theme, made.purpose) == ("", "정책 발굴")


def test_copy_is_the_next_of_its_series(event):
    made = copy(event)

    assert made.name == "제2회 M.AX 컨퍼런스 겸 제2회 산업성장포럼"
    assert made.name_en == "2nd M.AX Conference and 2nd Industry Growth Forum"
    assert made.slug == "max-conference-2"
    assert sorted(made.series_entries.values_list("series__name", "ordinal")) == [
        ("M.AX 컨퍼런스", 2),
        ("산업성장포럼", 2),
    ]


def test_copy_takes_the_next_free_ordinal_and_address(event):
    copy(event)

    again = copy(event, copying.Wishes(NEXT + 364 * DAY))

    assert again.name.startswith("제3회 M.AX")
    assert again.slug == "max-conference-3"


def test_copy_of_an_event_without_ordinals_is_known_by_its_year():
    event = EventFactory(slug="forum", name="2026 산업성장포럼")
    SeriesEntry.objects.create(series=SeriesFactory(), event=event)

    made, again = copy(event), copy(event, copying.Wishes(NEXT + DAY))

    assert (made.name, made.slug, again.slug) == ("2026 산업성장포럼", "forum-2028", "forum-2028-2")
    assert made.series_entries.get().ordinal is None


def test_sessions_come_along_without_people_and_with_titles_left_open(event):
    made = copy(event)

    shift = NEXT - START
    assert [
        (one.kind, one.title, one.title_en, one.starts_at - shift, one.minutes, one.room, one.remark)
        for one in made.sessions.order_by("starts_at")
    ] == [
        ("opening", "개회", "Opening", START, 15, event.room, "참석자"),
        (
            "talk",
            "(제목 미정)",
            "(Title to be announced)",
            START + timedelta(minutes=30),
            15,
            event.room,
            "",
        ),
    ]
    opening = made.sessions.get(kind="opening")
    assert (opening.stage_needs, opening.is_pinned) == ("무선마이크 2", True)
    assert not Appearance.objects.filter(session__event=made).exists()


def test_titles_and_theme_come_along_when_wanted(event):
    made = copy(event, copying.Wishes(NEXT, with_titles=True))

    assert made.sessions.filter(title="제조 AX의 효과").exists()
    assert made.theme == "제조 AX"


def test_hosts_and_contacts_come_along_and_people_stay(event):
    Event.objects.filter(pk=event.pk).update(needs_mailing_approval=True)
    made = copy(event)

    assert made.needs_mailing_approval
    assert [str(host) for host in made.hosts.all()] == ["산업통상부"]
    assert [(one.department, one.name, one.phone) for one in made.contacts.all()] == [
        ("산업인공지능정책과", "권순목", "044-203-3830")
    ]
    assert (made.participants.count(), made.registrations.count(), made.releases.count()) == (0, 0, 0)


def test_earlier_event_stays_as_it_was(event):
    copy(event)

    assert Contact.objects.filter(event=event).count() == 1
    assert event.sessions.count() == 2
    assert Appearance.objects.filter(session__event=event).count() == 1


def test_whoever_copies_organizes_the_new_event_alone(event):
    user = UserFactory()

    made = copy(event, by=user)

    assert [(one.user, one.role) for one in made.role_grants.all()] == [(user, EventRole.ORGANIZER)]


def test_outline_says_what_comes_and_what_stays_and_writes_nothing(event):
    outline = copying.outline(event_id=event.pk, wishes=WISHES)

    assert (outline.event.name, len(outline.states), len(outline.contacts)) == (
        "제2회 M.AX 컨퍼런스 겸 제2회 산업성장포럼",
        2,
        1,
    )
    assert (outline.speakers, outline.participants) == (1, 1)
    assert Event.objects.count() == 1


def test_event_without_a_date_cannot_be_copied():
    event = EventFactory(state=EventState.PLANNED, starts_at=None, ends_at=None)

    with pytest.raises(copying.CopyRefused, match="일시가 정해지지 않은"):
        copy(event)

    assert Event.objects.count() == 1


def test_room_that_is_taken_on_the_new_date_is_refused_and_nothing_is_made(event):
    SessionFactory(event=EventFactory(), room=event.room, starts_at=NEXT)

    with pytest.raises(copying.CopyRefused, match="다른 행사"):
        copy(event)

    assert (Event.objects.count(), Session.objects.count()) == (2, 3)


@pytest.mark.parametrize(
    ("name", "raised"),
    [
        ("제1회 컨퍼런스", "제2회 컨퍼런스"),
        ("제 1 회 컨퍼런스", "제2회 컨퍼런스"),
        ("제7회 다른 행사와 제1회", "제7회 다른 행사와 제2회"),
        ("1st Conference, 21st century", "2nd Conference, 21st century"),
        ("M.AX 1", "M.AX 1"),
    ],
)
def test_ordinals_of_the_series_alone_are_raised(name, raised):
    assert copying.raise_ordinals(name, {1: 2}) == raised


@pytest.mark.parametrize("rows", [1, 3])
def test_copy_costs_the_same_queries_however_long_it_is(rows, django_assert_num_queries):
    event, user = EventFactory(), UserFactory()
    for number in range(rows):
        SessionFactory(event=event, starts_at=START + timedelta(minutes=20 * number))
        Contact.objects.create(event=event, department="과")
        SeriesEntry.objects.create(series=SeriesFactory(), event=event, ordinal=1)

    with django_assert_num_queries(29):
        copy(event, by=user)
