"""Rows that are edited, new ones, and two versions of one."""

import json
from datetime import timedelta

import pytest

from agenda import scheduling
from agenda.models import Appearance, Session, Speaker
from events.models import Event
from tests.agenda.workbench.pages import SCRIPT, address, row_data, save, times
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory


def test_row_saves_only_what_was_changed(client, event, organizer, first):
    data = row_data(client, event, first, remark="참석자", minutes="25")

    response = save(client, event, first, data)

    assert response.status_code == 200
    assert event.changes.get().label == "「발제0」 길이 15분 → 25분, 비고 수정"
    assert times(event) == {"발제0": 0, "발제1": 25, "발제2": 40}


def test_row_that_is_saved_as_it_was_changes_nothing(client, event, organizer, first):
    Appearance.objects.create(session=first, speaker=SpeakerFactory(), role="moderator")

    assert save(client, event, first, row_data(client, event, first)).status_code == 200
    assert not event.changes.exists()


def test_stale_row_shows_both_versions_and_mine_keeps_what_i_did_not_touch(client, event, organizer, first):
    data = row_data(client, event, first, title="내 제목")
    scheduling.rewrite(session_id=first.pk, title="남의 제목", remark="남의 비고", at=NOON)

    response = save(client, event, first, data)

    assert response.status_code == 409
    assert response.context["stale"].rows == [("내용", "내 제목", "남의 제목"), ("비고", "", "남의 비고")]
    assert first.title not in times(event)
    again = {name: value for name, value in response.context["stale"].again if name != "session"}
    assert save(client, event, first, again).status_code == 200
    first.refresh_from_db()
    assert (first.title, first.remark) == ("내 제목", "남의 비고")


def test_rows_are_edited_without_the_script(client, event, organizer, first):
    page = client.get(address(event, "workbench_row", first.pk))
    new = client.get(address(event, "workbench_new"), {"after": first.pk})
    data = row_data(client, event, first, title="내 제목")
    refused = save(client, event, first, {**data, "title": ""}, headers={})
    saved = save(client, event, first, data, headers={})
    stale = save(client, event, first, {**data, "title": "둘째"}, headers={})

    assert [one.content.decode().count("data-editor=") for one in (page, new, refused)] == [1, 1, 1]
    assert [one.status_code for one in (page, new, refused, saved, stale)] == [200, 200, 422, 302, 409]
    assert "내가 고친 내용" in stale.content.decode()


def test_row_that_has_gone_is_said_to_be_gone(client, event, organizer, first):
    data = row_data(client, event, first, title="새 제목")
    scheduling.remove(session_id=first.pk, at=NOON)

    response = save(client, event, first, data)

    assert response.status_code == 409
    assert response.context["stale"].is_gone
    assert ("내용", "새 제목", "") in response.context["stale"].rows


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "필수"),
        ({"start": "25시"}, "시각을 14:10처럼"),
        ({"minutes": "0"}, "1"),
        ({"part_who": ["모르는 사람"], "part_role": ["speaker"]}, "「모르는 사람」 연사를 찾을 수 없습니다."),
        ({"new_title": "대표"}, "새 연사의 성명"),
        ({"start": "13:50", "minutes": "200"}, "남는 시간이 너무 짧습니다."),
    ],
)
def test_row_that_cannot_be_saved_says_why_and_writes_nothing(
    client, event, organizer, first, changes, sentence
):
    before = times(event)
    Session.objects.filter(title="발제2").update(ends_at=event.ends_at)

    response = save(client, event, first, row_data(client, event, first, **changes))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert times(event) == before


def test_refused_row_leaves_no_new_speaker_behind(client, event, organizer, first):
    room = event.room_id
    other = SessionFactory(
        event=EventFactory(venue=event.venue, room=event.room), starts_at=START + timedelta(hours=3)
    )
    data = row_data(client, event, first, new_name="김새롬", start="17:00", ripple="")

    response = save(client, event, first, {**data, "room": room})

    assert response.status_code == 422
    assert not Speaker.objects.filter(name="김새롬").exists()
    assert other.event_id != event.pk


def test_new_row_is_placed_after_the_chosen_one_with_a_new_speaker(client, event, organizer, first):
    opened = client.get(address(event, "workbench_new"), {"after": first.pk}, headers=SCRIPT)
    form = opened.context["form"]
    assert (form["start"].value(), form["room"].value()) == ("14:15", event.room_id)
    data = {
        "title": "휴식", "kind": "break", "start": "14:15", "minutes": "10", "room": event.room_id, "ripple": "on",
        "new_name": "김새롬", "new_title": "대표", "new_organization": "새회사", "new_role": "moderator",
    }  # fmt: skip

    client.post(f"{address(event, 'workbench_new')}?after={first.pk}", data, headers=SCRIPT)

    assert times(event) == {"발제0": 0, "휴식": 15, "발제1": 25, "발제2": 40}
    part = Appearance.objects.get()
    assert (str(part.speaker), part.role) == ("김새롬 대표", "moderator")


def test_forged_base_is_harmless(client, event, organizer, first):
    for base in ("", "{}", "[1]", json.dumps({"id": 1}), "x"):
        first.refresh_from_db()
        data = row_data(client, event, first, base=base)
        assert save(client, event, first, data).status_code == 200
    assert not event.changes.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "2027-03-21", "2027-03-23", "9999-12-31"])
def test_row_on_a_day_outside_the_event_is_refused(client, event, organizer, first, day):
    data = row_data(client, event, first, day=day, start="23:50", minutes=1440)

    response = save(client, event, first, data)

    assert response.status_code == 422
    assert response.context["form"].errors == {"day": ["행사 기간에 있는 날짜를 적어 주세요."]}
    assert times(event) == {"발제0": 0, "발제1": 15, "발제2": 30}


def test_row_that_stands_outside_the_event_can_be_renamed(client, event, organizer, first):
    Session.objects.filter(pk=first.pk).update(
        starts_at=START - timedelta(days=2), ends_at=START - timedelta(days=2, minutes=-15)
    )

    save(client, event, first, row_data(client, event, first, title="새 제목"))

    assert times(event) == {"새 제목": -2 * 24 * 60, "발제1": 15, "발제2": 30}


def test_row_of_an_event_without_a_date_is_refused(client, event, organizer, first):
    data = row_data(client, event, first, day="9999-12-31", start="23:50", minutes=1440)
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)

    response = save(client, event, first, data)

    assert response.context["form"].non_field_errors() == ["행사의 일시를 먼저 정해 주세요."]


@pytest.mark.parametrize("base", ["[" * 100_000, "[]", "{}", "9" * 5000, '{"starts_at": 1}'])
def test_row_with_a_base_that_the_page_has_not_written_is_compared_with_now(
    client, event, organizer, first, base
):
    response = save(client, event, first, row_data(client, event, first, base=base, title="새 제목"))

    assert response.status_code == 200
    assert times(event) == {"새 제목": 0, "발제1": 15, "발제2": 30}
