"""Single cells of the workbench: what each saves, what is refused, two versions of one, and what they cost."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.signing import Signer

from agenda import scheduling
from agenda.admin.workbench.forms import CELLS
from agenda.models import Appearance, Session, Speaker
from tests.agenda.workbench.pages import SCRIPT, address, times
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

TALKS = {"발제0": 0, "발제1": 15, "발제2": 30}


def open_cell(client, event, session, cell, headers=SCRIPT):
    return client.get(address(event, "workbench_cell", session.pk, cell), headers=headers)


def cell_data(client, event, session, cell, **changes):
    """What the opened cell sends back, with changes."""
    form = open_cell(client, event, session, cell).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return {**data, "ripple": "on", **changes}


def save_cell(client, event, session, cell, data, headers=SCRIPT):
    return client.post(address(event, "workbench_cell", session.pk, cell), data, headers=headers)


@pytest.mark.parametrize("cell", CELLS)
def test_cell_opens_with_its_field_alone(client, event, organizer, first, cell):
    response = open_cell(client, event, first, cell)

    names = set(response.context["form"].fields) - {"base", "seen"}
    assert names == ({"new_name", "new_title", "new_organization", "new_role"} if cell == "parts" else {cell})
    assert f'data-field="{cell}" data-cell="{first.pk}"' in response.content.decode()


@pytest.mark.parametrize(
    ("cell", "value", "label", "expected"),
    [
        ("start", "14:05", "「발제0」 시각 14:00 → 14:05", {"발제0": 5, "발제1": 20, "발제2": 35}),
        ("minutes", "25", "「발제0」 길이 15분 → 25분", {"발제0": 0, "발제1": 25, "발제2": 40}),
        ("kind", "panel", "「발제0」 구분 수정", TALKS),
        ("title", "새 제목", "「발제0」 내용 수정", {"새 제목": 0, "발제1": 15, "발제2": 30}),
        ("remark", "참석자", "「발제0」 비고 수정", TALKS),
    ],
)
def test_cell_saves_its_field_as_one_change(client, event, organizer, first, cell, value, label, expected):
    data = cell_data(client, event, first, cell, **{cell: value})

    response = save_cell(client, event, first, cell, data)

    change = event.changes.get()
    assert (response.status_code, response["ETag"]) == (200, '"1-0"')
    assert (change.label, change.by) == (label, organizer)
    assert times(event) == expected
    assert f'data-said="{label}.' in response.content.decode()


def test_cell_of_the_room_and_of_the_speakers(client, event, organizer, first):
    room = RoomFactory(venue=event.venue)
    known = SpeakerFactory(name="박정호", organization=None, title="교수")
    save_cell(client, event, first, "room", cell_data(client, event, first, "room", room=room.pk))
    data = cell_data(
        client,
        event,
        first,
        "parts",
        part_who=["박정호 교수", ""],
        part_role=["moderator", "speaker"],
        new_name="김새롬",
    )
    save_cell(client, event, first, "parts", data)
    first.refresh_from_db()
    save_cell(client, event, first, "room", cell_data(client, event, first, "room", room=""))

    first.refresh_from_db()
    parts = list(first.appearances.order_by("position").values_list("speaker__name", "role"))
    assert (first.room, parts) == (None, [(known.name, "moderator"), ("김새롬", "speaker")])
    assert list(event.changes.order_by("number").values_list("label", flat=True)) == [
        "「발제0」 장소 수정", "「발제0」 발표자 수정", "「발제0」 장소 수정",
    ]  # fmt: skip


def test_cell_moves_nothing_else_without_ripple(client, event, organizer, first):
    data = cell_data(client, event, first, "minutes", minutes="10")
    del data["ripple"]

    save_cell(client, event, first, "minutes", data)

    assert times(event) == TALKS


@pytest.mark.parametrize("cell", CELLS)
def test_cell_that_is_saved_as_it_was_changes_nothing(client, event, organizer, first, cell):
    Appearance.objects.create(session=first, speaker=SpeakerFactory(name="박정호"), role="moderator")
    data = cell_data(client, event, first, cell)
    if cell == "parts":
        data |= {"part_who": ["박정호"], "part_role": ["moderator"]}

    response = save_cell(client, event, first, cell, data)

    assert response.status_code == 200
    assert 'data-said="바뀐 내용이 없습니다."' in response.content.decode()
    assert not event.changes.exists()


@pytest.mark.parametrize(
    ("cell", "changes", "sentence"),
    [
        ("title", {"title": " "}, "필수 항목입니다."),
        ("start", {"start": "25시"}, "시각을 14:10처럼 적어 주세요."),
        ("minutes", {"minutes": "0"}, "1 이상의 값을 입력해 주세요."),
        ("minutes", {"minutes": "200"}, "행사가 끝나는 시각까지 「발제1」에 남는 시간이 너무 짧습니다."),
        ("kind", {"kind": "dance"}, "올바르게 선택해 주세요. dance 이/가 선택가능항목에 없습니다."),
        ("room", {"room": "999999"}, "올바르게 선택해 주세요. 999999 이/가 선택가능항목에 없습니다."),
        (
            "parts",
            {"part_who": ["모르는 사람"], "part_role": ["speaker"], "new_name": "김새롬"},
            "「모르는 사람」 연사를 찾을 수 없습니다. 목록에서 고르거나 새 연사로 적어 주세요.",
        ),
    ],
)
def test_cell_that_cannot_be_saved_stays_open_and_says_why(
    client, event, organizer, first, cell, changes, sentence
):
    Session.objects.filter(title="발제2").update(ends_at=event.ends_at)
    data = cell_data(client, event, first, cell, **changes)

    response = save_cell(client, event, first, cell, data)

    assert response.status_code == 422
    assert response.context["form"].reasons == [sentence]
    assert sentence in response.content.decode()
    assert times(event) == TALKS
    assert (Speaker.objects.count(), event.changes.count()) == (0, 0)


def test_stale_cell_shows_both_versions_and_mine_keeps_what_i_did_not_touch(client, event, organizer, first):
    data = cell_data(client, event, first, "title", title="내 제목")
    scheduling.rewrite(session_id=first.pk, title="남의 제목", remark="남의 비고", at=NOON)

    response = save_cell(client, event, first, "title", data)

    stale = response.context["stale"]
    assert response.status_code == 409
    assert stale.rows == [("내용", "내 제목", "남의 제목"), ("비고", "", "남의 비고")]
    assert times(event) == {"남의 제목": 0, "발제1": 15, "발제2": 30}
    again = {name: value for name, value in stale.again if name != "session"}
    assert save_cell(client, event, first, "title", again).status_code == 200
    first.refresh_from_db()
    assert (first.title, first.remark) == ("내 제목", "남의 비고")


def test_version_that_was_not_seen_is_stale(client, event, organizer, first):
    data = cell_data(client, event, first, "title", title="내 제목")
    del data["seen"]

    assert save_cell(client, event, first, "title", data).status_code == 409
    assert times(event) == TALKS


@pytest.mark.parametrize(
    ("cell", "changes", "typed"),
    [
        ("title", {"title": "내 제목"}, [("내용", "내 제목", "")]),
        ("parts", {"part_who": ["박정호", "", "이은호"]}, [("발표자", "박정호, 이은호", "")]),
    ],
)
def test_what_was_typed_into_a_session_that_has_gone_is_shown(
    client, event, organizer, first, cell, changes, typed
):
    data = cell_data(client, event, first, cell, **changes)
    scheduling.remove(session_id=first.pk, at=NOON)

    response = save_cell(client, event, first, cell, data)

    assert response.status_code == 409
    assert (response.context["stale"].is_gone, response.context["stale"].rows) == (True, typed)


def test_cell_without_the_script_opens_the_row_and_says_what_came_of_it(client, event, organizer, first):
    opened = open_cell(client, event, first, "title", headers={})
    data = cell_data(client, event, first, "title", title="")
    refused = save_cell(client, event, first, "title", data, headers={})
    saved = save_cell(client, event, first, "title", {**data, "title": "새 제목"}, headers={})

    assert opened.url == address(event, "workbench_row", first.pk)
    there = f"{address(event, 'session_programme')}#s-{first.pk}"
    assert (refused.url, saved.url) == (there, there)
    assert [str(one) for one in get_messages(saved.wsgi_request)] == [
        "필수 항목입니다.",
        "「발제0」 내용 수정.",
    ]


@pytest.mark.parametrize("cell", ["stage_needs", "seen", "x"])
def test_cell_that_there_is_not_is_not_found(client, event, organizer, first, cell):
    assert open_cell(client, event, first, cell).status_code == 404
    assert save_cell(client, event, first, cell, {cell: "1"}).status_code == 404


def test_cell_of_another_event_is_not_touched(client, event, organizer):
    foreign = SessionFactory(event=EventFactory(), title="남의 것")

    assert open_cell(client, event, foreign, "title").status_code == 404
    assert save_cell(client, event, foreign, "title", {"title": "내 것", "seen": "1"}).status_code == 409
    foreign.refresh_from_db()
    assert foreign.title == "남의 것"


def test_cell_is_not_found_by_a_stranger(client, event, first):
    client.force_login(organizer_of(EventFactory()))

    assert open_cell(client, event, first, "title").status_code == 404
    assert save_cell(client, event, first, "title", {"title": "남의 것", "seen": "1"}).status_code == 404
    assert times(event) == TALKS


@pytest.mark.parametrize("cell", ["start", "minutes"])
def test_base_of_another_session_or_of_nobody_is_not_believed(client, event, organizer, first, cell):
    other = event.sessions.get(title="발제2")
    Session.objects.filter(pk=other.pk).update(ends_at=START + timedelta(minutes=75))
    foreign = cell_data(client, event, other, cell)["base"]
    unsigned = foreign.rpartition(":")[0]
    for base in (foreign, unsigned, Signer(salt="workbench").sign("[]"), Signer(salt="workbench").sign("{}")):
        data = cell_data(client, event, first, cell, base=base)
        assert save_cell(client, event, first, cell, data).status_code == 200

    assert not event.changes.exists()


@pytest.mark.parametrize("sessions", [1, 3])
def test_cell_costs_the_same_however_many_move(db, client, django_assert_num_queries, sessions):
    event = EventFactory()
    client.force_login(organizer_of(event))
    for number in range(sessions + 1):
        start = START + timedelta(minutes=15 * number)
        session = SessionFactory(event=event, starts_at=start, ends_at=start + timedelta(minutes=15))
        Appearance.objects.create(session=session, speaker=SpeakerFactory())
    first = event.sessions.order_by("pk").first()
    data = cell_data(client, event, first, "minutes", minutes="20")

    with django_assert_num_queries(7):
        open_cell(client, event, first, "minutes")
    with django_assert_num_queries(43):
        save_cell(client, event, first, "minutes", data)
