"""What the workbench shows: the day by rooms, what is new, what is let pass."""

from datetime import timedelta

import pytest

from agenda import scheduling
from agenda.models import Override, Session
from tests.agenda.workbench.pages import SCRIPT, address
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory


def test_what_is_new_is_told_once(client, event, organizer, first):
    colleague = organizer_of(event, name="이두리")
    page = client.get(address(event, "workbench_pieces"), headers=SCRIPT)
    same = client.get(address(event, "workbench_pieces"), headers={**SCRIPT, "If-None-Match": page["ETag"]})
    scheduling.lengthen(session_id=first.pk, minutes=5, by_id=colleague.pk, at=NOON)

    news = client.get(
        address(event, "workbench_pieces"), {"since": "0"}, headers={**SCRIPT, "If-None-Match": page["ETag"]}
    )

    assert (same.status_code, same.content) == (304, b"")
    assert news.status_code == 200
    assert "이두리: 「발제0」 길이 15분 → 20분" in news.content.decode()


def test_stop_is_let_pass_with_a_reason(client, event, organizer):
    SessionFactory(event=event, title="전야", starts_at=START - timedelta(hours=2))
    bench = client.get(address(event, "session_programme")).context["bench"]
    (stop,) = bench.open_stops

    def send(reason):
        return client.post(
            address(event, "workbench_pass"), {"key": stop.key, "reason": reason}, headers=SCRIPT
        )

    assert send(" ").status_code == 422
    assert send("전야제입니다.").context["bench"].open_stops == []
    assert Override.objects.get().by == organizer


def test_rooms_stand_side_by_side(client, event, organizer):
    room = RoomFactory(venue=event.venue, floor="9층")
    SessionFactory(event=event, title="분과", room=room, starts_at=START + timedelta(minutes=30))

    bench = client.get(address(event, "session_programme"), {"view": "rooms"}).context["bench"]

    (day,) = bench.days
    blocks = [(column.room_id, [(one.first, one.last) for one in column.blocks]) for column in day.columns]
    assert blocks == [(event.room_id, [(1, 4), (4, 7), (7, 10)]), (room.pk, [(7, 10)])]


def test_stretch_is_offered_to_the_end_of_the_first_day(client, event, organizer):
    Session.objects.filter(title="발제2").update(
        starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, minutes=15)
    )
    second = event.sessions.get(title="발제1")

    page = client.get(address(event, "session_programme")).content.decode()

    assert f'<option value="{second.pk}" data-day="2027-03-22" selected>' in page
    assert page.count('data-day="2027-03-23"') == 2


@pytest.mark.parametrize("since", ["9" * 5000, "9" * 10, "x", "-1"])
def test_pieces_since_a_version_that_cannot_be_are_those_of_now(client, event, organizer, since):
    assert client.get(address(event, "workbench_pieces"), {"since": since}).status_code == 200


@pytest.mark.parametrize("name", ["workbench_step", "workbench_pass", "workbench_new"])
def test_nothing_is_done_for_a_stranger(client, event, first, name):
    client.force_login(organizer_of(EventFactory()))

    response = client.post(
        address(event, name),
        {"step": "longer", "session": f"{first.pk}:1", "title": "남의 것"},
        headers=SCRIPT,
    )

    assert response.status_code == 404
    assert not event.changes.exists()
