"""The workbench's addresses: steps, rows that are edited, versions, what is new; with and without its script."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from agenda import drafts, scheduling
from agenda.admin.speaker import SpeakerForm
from agenda.models import Appearance, Override, Session, Speaker
from events.models import Event
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

SCRIPT = {"X-Workbench": "1"}


@pytest.fixture
def event(db):
    event = EventFactory()
    for number in range(3):
        start = START + timedelta(minutes=15 * number)
        SessionFactory(
            event=event, title=f"발제{number}", starts_at=start, ends_at=start + timedelta(minutes=15)
        )
    return event


@pytest.fixture
def organizer(event, client):
    user = organizer_of(event, name="김주최")
    client.force_login(user)
    return user


@pytest.fixture
def first(event):
    return event.sessions.get(title="발제0")


def address(event, name, *args):
    return reverse(f"admin:agenda_{name}", args=[event.pk, *args])


def step(client, event, name, session=None, headers=SCRIPT, **values):
    chosen = {"session": f"{session.pk}:{session.version}"} if session else {}
    data = {"step": name, "ripple": "on", **chosen, **values}
    return client.post(address(event, "workbench_step"), data, headers=headers)


def row_data(client, event, session, **changes):
    """What the opened row sends back, with changes."""
    form = client.get(address(event, "workbench_row", session.pk), headers=SCRIPT).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {
        "part_who": [who for who, _role in form.people],
        "part_role": [role for _who, role in form.people],
    }
    return {**{key: value for key, value in data.items() if value is not False}, "ripple": "on", **changes}


def save(client, event, session, data, headers=SCRIPT):
    return client.post(address(event, "workbench_row", session.pk), data, headers=headers)


def times(event):
    return {
        state.title: (state.starts_at - START) // timedelta(minutes=1)
        for state in drafts.read(event.pk).values()
    }


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


def test_stretch_is_offered_to_the_end_of_the_first_day(client, event, organizer):
    Session.objects.filter(title="발제2").update(
        starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, minutes=15)
    )
    second = event.sessions.get(title="발제1")

    page = client.get(address(event, "session_programme")).content.decode()

    assert f'<option value="{second.pk}" data-day="2027-03-22" selected>' in page
    assert page.count('data-day="2027-03-23"') == 2


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


@pytest.mark.parametrize("sessions", [1, 3])
def test_step_costs_the_same_however_many_move(client, event, organizer, django_assert_num_queries, sessions):
    extra = EventFactory()
    client.force_login(organizer_of(extra))
    for number in range(sessions + 1):
        start = START + timedelta(minutes=15 * number)
        session = SessionFactory(event=extra, starts_at=start, ends_at=start + timedelta(minutes=15))
        Appearance.objects.create(session=session, speaker=SpeakerFactory())

    with django_assert_num_queries(37):
        step(client, extra, "longer", extra.sessions.order_by("pk").first())


def picture(kind, size=(40, 40)):
    buffer = BytesIO()
    Image.new("RGB", size).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.jpg", picture("JPEG"), None),
        ("a.png", picture("PNG"), None),
        ("a.gif", picture("GIF"), "사진은 JPEG, PNG, WebP 파일로 올려 주세요."),
        ("a.png", picture("PNG", (6001, 2)), "사진의 긴 변은 6000픽셀까지입니다."),
        ("a.jpg", picture("JPEG") + b"0" * (3 * 1024 * 1024), "사진은 3MB까지 올릴 수 있습니다."),
    ],
)
def test_portrait_is_a_picture_of_a_fit_size(db, name, content, error):
    upload = SimpleUploadedFile(name, content)
    form = SpeakerForm({"name": "박정호", "protocol_rank": 1}, {"portrait": upload})

    assert form.errors.get("portrait", [None])[0] == error


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


@pytest.mark.parametrize("since", ["9" * 5000, "9" * 10, "x", "-1"])
def test_pieces_since_a_version_that_cannot_be_are_those_of_now(client, event, organizer, since):
    assert client.get(address(event, "workbench_pieces"), {"since": since}).status_code == 200


@pytest.mark.parametrize("base", ["[" * 100_000, "[]", "{}", "9" * 5000, '{"starts_at": 1}'])
def test_row_with_a_base_that_the_page_has_not_written_is_compared_with_now(
    client, event, organizer, first, base
):
    response = save(client, event, first, row_data(client, event, first, base=base, title="새 제목"))

    assert response.status_code == 200
    assert times(event) == {"새 제목": 0, "발제1": 15, "발제2": 30}


def test_compact_with_a_gap_of_centuries_is_refused(client, event, organizer, first):
    for number in range(3, 9):
        start = START + timedelta(minutes=15 * number)
        SessionFactory(event=event, starts_at=start, ends_at=start + timedelta(minutes=15))
    before, last = times(event), event.sessions.latest("starts_at")

    response = step(client, event, "compact", first, first=first.pk, last=last.pk, gap="9" * 9)

    assert response.status_code == 422
    assert times(event) == before
