from datetime import timedelta

import pytest
from django.urls import reverse

from agenda import releasing, scheduling
from events.models import Event
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, OrganizationFactory


@pytest.fixture
def event(db):
    return EventFactory()


def _page(client, event):
    return client.get(reverse("admin:agenda_session_programme", args=[event.pk]))


def test_programme_reads_as_the_brief_does(client, event, organizer):
    speaker = SpeakerFactory(name="박정호", title="교수", organization=OrganizationFactory(name="명지대"))
    plan = scheduling.Plan(
        "제조 AX의 방향",
        START + timedelta(minutes=10),
        15,
        room_id=event.room_id,
        parts=[scheduling.Part(speaker.pk)],
    )
    session = scheduling.place(event_id=event.pk, plan=plan, at=NOON)

    (line,) = _page(client, event).context["bench"].lines
    assert (line.id, line.hours, line.state.minutes, line.kind, line.number) == (
        session.pk,
        "14:10~14:25",
        15,
        "발제",
        1,
    )
    assert (line.state.title, line.people, line.room) == (
        "제조 AX의 방향",
        [("박정호 교수 (명지대)", "")],
        str(event.room),
    )


def test_programme_of_an_event_without_a_date_says_what_is_missing(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)

    page = _page(client, event).content.decode()

    assert "행사의 일시가 없어 세션을 넣을 수 없습니다." in page
    assert "검토하고 확정</a>" not in page


def test_programme_tells_what_changed_since_the_last_release(client, event, organizer):
    session = SessionFactory(event=event, title="발제 하나")
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    session.title, session.stage_needs = "발제 둘", "무선마이크 2"
    session.save()

    assert _page(client, event).context["changes"] == [
        "발제1 내용: 발제 하나 → 발제 둘, 무대 준비: 없음 → 무선마이크 2"
    ]


def test_programme_that_stands_as_released_hides_the_release_until_a_step(client, event, organizer):
    SessionFactory(event=event)
    hidden = "data-after-step hidden"
    before = _page(client, event).content.decode()
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    after = _page(client, event).content.decode()

    assert (hidden in before, hidden in after) == (False, True)


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
        scheduling.place(event_id=event.pk, plan=plan, at=NOON)
        releasing.release(event_id=event.pk, by_id=organizer.pk, at=NOON)

    with django_assert_num_queries(22):
        _page(client, event)
