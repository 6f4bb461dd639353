from datetime import timedelta

import pytest
from django.urls import reverse

from agenda import releasing, scheduling
from events.models import Event
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, OrganizationFactory


@pytest.fixture
def event(db):
    return EventFactory()


@pytest.fixture
def organizer(event, client):
    user = organizer_of(event)
    client.force_login(user)
    return user


def _page(client, event):
    return client.get(reverse("admin:agenda_session_programme", args=[event.pk]))


def _release(client, event):
    response = client.post(reverse("admin:agenda_session_release", args=[event.pk]), follow=True)
    return [str(message) for message in response.context["messages"]]


def test_programme_reads_as_the_brief_does(client, event, organizer):
    speaker = SpeakerFactory(name="박정호", title="교수", organization=OrganizationFactory(name="명지대"))
    plan = scheduling.Plan(
        "제조 AX의 방향",
        START + timedelta(minutes=10),
        15,
        room_id=event.room_id,
        parts=[scheduling.Part(speaker.pk)],
    )
    session = scheduling.place(event_id=event.pk, plan=plan)

    assert _page(client, event).context["rows"] == [
        {
            "id": session.pk,
            "time": "14:10~14:25 (15')",
            "heading": "발제1. 제조 AX의 방향",
            "note": "명지대 박정호 교수",
            "room": str(event.room),
        }
    ]


def test_programme_of_an_event_without_a_date_says_what_is_missing(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)

    page = _page(client, event).content.decode()

    assert "행사의 일시가 없어 세션을 넣을 수 없습니다." in page
    assert "프로그램 확정</button>" not in page


def test_draft_is_released_with_its_number(client, event, organizer):
    SessionFactory(event=event)

    told = _release(client, event)

    release = event.releases.get()
    assert (release.number, release.released_by) == (1, organizer)
    assert told == ["프로그램을 확정했습니다: 확정본 1"]


def test_second_release_tells_what_changed(client, event, organizer):
    session = SessionFactory(event=event, title="발제 하나")
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    session.title = "발제 둘"
    session.save()

    assert _page(client, event).context["changes"] == [
        "발제1. 발제 둘 - 내용: 발제1. 발제 하나 → 발제1. 발제 둘"
    ]
    assert _release(client, event) == [
        "프로그램을 확정했습니다: 확정본 2",
        "발제1. 발제 둘 - 내용: 발제1. 발제 하나 → 발제1. 발제 둘",
    ]


def test_unchanged_draft_is_not_released_again(client, event, organizer):
    SessionFactory(event=event)
    _release(client, event)

    assert "프로그램 확정</button>" not in _page(client, event).content.decode()
    assert _release(client, event) == ["확정본 1에서 달라진 것이 없어 새로 만들지 않았습니다."]
    assert event.releases.count() == 1


def test_empty_draft_is_refused_with_a_sentence(client, event, organizer):
    assert _release(client, event) == ["프로그램에 세션이 없습니다. 세션을 먼저 넣어 주세요."]
    assert event.releases.count() == 0


def test_release_needs_a_post(client, event, organizer):
    SessionFactory(event=event)

    assert client.get(reverse("admin:agenda_session_release", args=[event.pk])).status_code == 405
    assert event.releases.count() == 0


@pytest.mark.parametrize("sessions", [1, 3])
def test_programme_costs_the_same_however_long_it_is(
    client, event, organizer, django_assert_num_queries, sessions
):
    for number in range(sessions):
        plan = scheduling.Plan(
            f"발제{number}",
            START + timedelta(minutes=15 * number),
            15,
            parts=[scheduling.Part(SpeakerFactory().pk)],
        )
        scheduling.place(event_id=event.pk, plan=plan)
        releasing.release(event_id=event.pk, by_id=organizer.pk, at=NOON)

    with django_assert_num_queries(13):
        _page(client, event)
