"""Steps that a button, a key or a drag asks for, with and without the script."""

from datetime import timedelta

import pytest

from agenda import scheduling
from agenda.models import Appearance
from tests.agenda.workbench.pages import SCRIPT, address, step, times
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory


def test_step_answers_with_the_pieces_and_what_happened(client, event, organizer, first):
    response = step(client, event, "longer", first)

    assert (response.status_code, response["ETag"]) == (200, '"1-0"')
    assert (
        'data-said="「발제0」 길이 15분 → 20분. 뒤따르는 세션 2건이 5분 늦춰졌습니다."'
        in response.content.decode()
    )
    assert times(event) == {"발제0": 0, "발제1": 20, "발제2": 35}
    assert event.changes.get().by == organizer


def test_step_without_the_script_goes_back_to_the_row(client, event, organizer, first):
    response = step(client, event, "longer", first, headers={})

    assert response.url == f"{address(event, 'session_programme')}#s-{first.pk}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("down", {"발제1": 0, "발제0": 15, "발제2": 30}),
        ("later", {"발제0": 5, "발제1": 20, "발제2": 35}),
        ("shorter", {"발제0": 0, "발제1": 10, "발제2": 25}),
        ("remove", {"발제1": 0, "발제2": 15}),
    ],
)
def test_each_button_does_its_step(client, event, organizer, first, name, expected):
    step(client, event, name, first)

    assert times(event) == expected


def test_pin_goes_on_and_off(client, event, organizer, first):
    step(client, event, "pin", first)
    first.refresh_from_db()
    assert first.is_pinned
    step(client, event, "pin", first)
    first.refresh_from_db()
    assert not first.is_pinned


def test_drop_on_another_row_and_on_an_empty_place(client, event, organizer, first):
    last, room = event.sessions.get(title="발제2"), RoomFactory(venue=event.venue)

    step(client, event, "drop", first, target=last.pk, where="after")
    first.refresh_from_db()
    assert times(event) == {"발제1": 0, "발제2": 15, "발제0": 30}
    step(client, event, "drop", first, room=room.pk, start="15:05")

    first.refresh_from_db()
    assert (first.starts_at, first.room) == (START + timedelta(minutes=65), room)


def test_compact_takes_a_stretch(client, event, organizer, first):
    last = event.sessions.get(title="발제2")

    step(client, event, "compact", first, first=first.pk, last=last.pk, gap="5")

    assert times(event) == {"발제0": 0, "발제1": 20, "발제2": 40}


@pytest.mark.parametrize(
    "values",
    [
        {"step": "nonsense"},
        {"step": "longer", "session": ""},
        {"step": "longer", "session": "x:y"},
        {"step": "undo"},
        {"step": "redo"},
        {"step": "up"},
        {"step": "later", "minutes": "1441"},
        {"step": "drop", "start": "25:99"},
        {"step": "drop", "start": "24:00"},
        {"step": "drop", "start": "15:05:30"},
        {"step": "drop", "start": "15:05+00:00"},
        {"step": "drop", "start": "１5:05"},
        {"step": "drop", "target": "9" * 30},
    ],
)
def test_step_that_cannot_be_is_refused_with_a_sentence(client, event, organizer, first, values):
    before = times(event)
    data = {"session": f"{first.pk}:{first.version}", **values}

    response = client.post(address(event, "workbench_step"), data, headers=SCRIPT)

    assert response.status_code == 422
    assert "data-problem" in response.content.decode()
    assert times(event) == before


def test_session_of_another_event_is_not_touched(client, event, organizer):
    foreign = SessionFactory(event=EventFactory())

    assert step(client, event, "longer", foreign).status_code == 409
    assert client.get(address(event, "workbench_row", foreign.pk)).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.minutes, foreign.version) == (15, 1)


def test_stale_step_gets_409_and_what_stands(client, event, organizer, first):
    scheduling.rewrite(session_id=first.pk, title="바뀐 제목", at=NOON)

    response = step(client, event, "longer", first)

    assert response.status_code == 409
    assert ("내용", "", "바뀐 제목") in response.context["stale"].rows
    assert ("session", f"{first.pk}:2") in response.context["stale"].again
    assert times(event)["발제1"] == 15


def test_undo_and_redo(client, event, organizer, first):
    step(client, event, "longer", first)

    step(client, event, "undo")
    assert times(event)["발제1"] == 15
    step(client, event, "redo")

    assert times(event)["발제1"] == 20


@pytest.mark.parametrize("sessions", [1, 3])
def test_step_costs_the_same_however_many_move(client, event, organizer, django_assert_num_queries, sessions):
    extra = EventFactory()
    client.force_login(organizer_of(extra))
    for number in range(sessions + 1):
        start = START + timedelta(minutes=15 * number)
        session = SessionFactory(event=extra, starts_at=start, ends_at=start + timedelta(minutes=15))
        Appearance.objects.create(session=session, speaker=SpeakerFactory())

    with django_assert_num_queries(38):
        step(client, extra, "longer", extra.sessions.order_by("pk").first())


def test_compact_with_a_gap_of_centuries_is_refused(client, event, organizer, first):
    for number in range(3, 9):
        start = START + timedelta(minutes=15 * number)
        SessionFactory(event=event, starts_at=start, ends_at=start + timedelta(minutes=15))
    before, last = times(event), event.sessions.latest("starts_at")

    response = step(client, event, "compact", first, first=first.pk, last=last.pk, gap="9" * 9)

    assert response.status_code == 422
    assert times(event) == before
