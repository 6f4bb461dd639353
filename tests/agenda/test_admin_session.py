"""One session of the draft as a form: added, changed, taken out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agenda import conflicts, scheduling
from agenda.models import Appearance, Session, SpeakerRole
from events.models import Event
from tests.agenda.sessionforms import add, cast, errors, filled
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory


@pytest.fixture
def event(db):
    return EventFactory()


def test_session_is_placed_by_start_and_minutes(client, event, organizer):
    response = add(client, event)

    session = event.sessions.get()
    assert response.url == reverse("admin:agenda_session_programme", args=[event.pk])
    assert (session.starts_at, session.minutes) == (START + timedelta(minutes=10), 15)


@pytest.mark.parametrize("typed", ["14:10", "1410"])
def test_start_is_read_as_people_type_it(client, event, organizer, typed):
    add(client, event, start=typed)

    assert event.sessions.get().starts_at == START + timedelta(minutes=10)


def test_session_keeps_its_speakers_in_order(client, event, organizer):
    first, second = SpeakerFactory(), SpeakerFactory()
    rows = cast(first, second)
    rows["appearances-0-position"], rows["appearances-1-position"] = 2, 1
    rows["appearances-0-role"] = SpeakerRole.MODERATOR

    add(client, event, **rows)

    assert list(Appearance.objects.order_by("position").values_list("speaker", "role", "position")) == [
        (second.pk, SpeakerRole.SPEAKER, 0),
        (first.pk, SpeakerRole.MODERATOR, 1),
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "2027-03-21", "2027-03-23", "9999-12-31"])
def test_day_outside_the_event_is_refused(client, event, organizer, day):
    response = add(client, event, day=day, minutes=1440)

    assert response.context["adminform"].form.errors == {"day": ["행사 기간에 있는 날짜를 적어 주세요."]}
    assert not event.sessions.exists()


def test_day_of_an_event_over_several_days_is_taken(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(ends_at=START + timedelta(days=1, hours=2))

    add(client, event, day="2027-03-23")

    assert event.sessions.get().starts_at == START + timedelta(days=1, minutes=10)


def test_speaker_twice_in_one_role_is_refused_and_in_two_roles_taken(client, event, organizer):
    speaker = SpeakerFactory()
    rows = cast(speaker, speaker)

    refused = add(client, event, **rows)
    add(client, event, **{**rows, "appearances-1-role": SpeakerRole.MODERATOR})

    assert errors(refused) == ["같은 연사를 같은 역할로 두 번 넣을 수 없습니다."]
    assert Appearance.objects.filter(speaker=speaker).count() == 2


def test_session_in_a_taken_room_is_refused_beside_the_form(client, event, organizer):
    SessionFactory(event=event, title="먼저 온 발제")

    response = add(client, event, start="14:10")

    assert errors(response) == [
        "같은 회의실에서 시간이 겹칩니다: 14:00~14:15 먼저 온 발제, 14:10~14:25 제조 AX의 방향"
    ]
    assert event.sessions.count() == 1


def test_what_only_stops_a_release_can_be_saved(client, event, organizer):
    speaker = SpeakerFactory(name="박정호")
    other = SessionFactory(event=event, title="먼저 온 발제", room=None)
    Appearance.objects.create(session=other, speaker=speaker)

    add(client, event, **cast(speaker))
    add(client, event, start="15:50", room="")

    assert event.sessions.count() == 3
    assert [one.key.split(":")[0] for one in conflicts.find_all(event_id=event.pk) if one.is_open_stop] == [
        "outside",
        "speaker",
    ]


def test_pinned_session_stays_pinned_when_saved_again(client, event, organizer):
    add(client, event, is_pinned="on", stage_needs="무선마이크 2")

    session = event.sessions.get()
    assert (session.is_pinned, session.stage_needs) == (True, "무선마이크 2")


def test_session_of_an_event_without_a_date_is_refused(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)

    assert errors(add(client, event)) == ["행사의 일시를 먼저 정해 주세요."]


def test_session_of_an_event_that_lost_its_date_still_opens(client, event, organizer):
    session = SessionFactory(event=event)
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)
    url = reverse("admin:agenda_session_change", args=[session.pk])

    assert client.get(url).context["adminform"].form["day"].value() == "2027-03-22"
    assert errors(client.post(url, filled(event, seen=1))) == ["행사의 일시를 먼저 정해 주세요."]


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("start", "두 시", "시각을 14:10처럼 적어 주세요."),
        ("minutes", "0", "1 이상의 값을 입력해 주세요."),
        ("title", "", "필수 항목입니다."),
    ],
)
def test_wrong_field_is_told_beside_it(client, event, organizer, field, value, error):
    response = add(client, event, **{field: value})

    assert response.context["adminform"].form.errors[field] == [error]
    assert event.sessions.count() == 0


def test_session_of_the_event_of_another_cannot_be_added(client, organizer):
    other = EventFactory()

    response = add(client, other)

    assert "event" in response.context["adminform"].form.errors
    assert other.sessions.count() == 0


def test_session_is_moved_with_its_speakers(client, event, organizer):
    speaker = SpeakerFactory()
    plan = scheduling.Plan("발제", START, 15, room_id=event.room_id, parts=[scheduling.Part(speaker.pk)])
    session = scheduling.place(event_id=event.pk, plan=plan, at=NOON)
    rows = cast(speaker, initial=1) | {"appearances-0-id": session.appearances.get().pk}

    client.post(
        reverse("admin:agenda_session_change", args=[session.pk]),
        filled(event, start="15:00", minutes=20, seen=1, **rows),
    )

    session.refresh_from_db()
    assert (session.starts_at, session.minutes) == (START + timedelta(hours=1), 20)
    assert [part.speaker for part in session.appearances.all()] == [speaker]


def test_speaker_is_taken_out_of_a_session(client, event, organizer):
    speaker = SpeakerFactory()
    plan = scheduling.Plan("발제", START, 15, parts=[scheduling.Part(speaker.pk)])
    session = scheduling.place(event_id=event.pk, plan=plan, at=NOON)
    rows = cast(speaker, initial=1) | {"appearances-0-id": session.appearances.get().pk}

    client.post(
        reverse("admin:agenda_session_change", args=[session.pk]),
        filled(event, start="14:00", seen=1, **rows, **{"appearances-0-DELETE": "on"}),
    )

    assert not session.appearances.exists()


def test_session_of_the_second_day_keeps_its_day(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(ends_at=START + timedelta(days=1, hours=2))

    add(client, event, day="2027-03-23", start="10:00")

    session = event.sessions.get()
    assert session.starts_at == START + timedelta(hours=20)
    form = client.get(reverse("admin:agenda_session_change", args=[session.pk])).context["adminform"].form
    assert (form["day"].value(), form["start"].value(), form["minutes"].value()) == (
        "2027-03-23",
        "10:00",
        15,
    )


@pytest.mark.parametrize("rooms", [1, 3])
def test_form_names_rooms_with_their_buildings_at_one_price(
    client, event, organizer, django_assert_num_queries, rooms
):
    RoomFactory.create_batch(rooms)

    with django_assert_num_queries(7):
        form = client.get(reverse("admin:agenda_session_add"), {"event": event.pk}).context["adminform"].form

    assert f"{event.venue} {event.room}" in [label for _value, label in form["room"].field.choices]


def test_new_session_is_offered_where_the_last_one_ends(client, event, organizer):
    SessionFactory(event=event)

    form = client.get(reverse("admin:agenda_session_add"), {"event": event.pk}).context["adminform"].form

    assert (form["start"].value(), form["minutes"].value(), form["room"].value()) == (
        "14:15",
        15,
        event.room_id,
    )


def test_session_is_taken_out_of_the_draft(client, event, organizer):
    session = SessionFactory(event=event)
    url = client.get(reverse("admin:agenda_session_delete", args=[session.pk])).url

    client.post(url, {"post": "yes"})

    assert not Session.objects.exists()


def test_selected_sessions_are_taken_out_together(client, event, organizer):
    sessions = [SessionFactory(event=event, room=None) for _number in range(2)]
    fields = {
        "action": "delete_selected",
        "_selected_action": [session.pk for session in sessions],
        "post": "yes",
    }

    client.post(reverse("admin:agenda_session_changelist"), fields)

    assert not Session.objects.exists()
