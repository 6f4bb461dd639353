from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from agenda import conflicts, enlisting, scheduling
from agenda.models import Appearance, Session, SessionKind, SpeakerRole
from events.models import Event
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

NOBODY = {"appearances-TOTAL_FORMS": 0, "appearances-INITIAL_FORMS": 0}


@pytest.fixture
def event(db):
    return EventFactory()


@pytest.fixture
def organizer(event, client):
    user = organizer_of(event)
    client.force_login(user)
    return user


def _form(event, **changes):
    fields = {
        "event": event.pk,
        "kind": SessionKind.TALK,
        "title": "제조 AX의 방향",
        "start": "14:10",
        "minutes": 15,
        "room": event.room_id,
        **NOBODY,
    }
    return {**fields, **changes}


def _speakers(*speakers, initial=0):
    fields = {"appearances-TOTAL_FORMS": len(speakers), "appearances-INITIAL_FORMS": initial}
    for number, speaker in enumerate(speakers):
        fields[f"appearances-{number}-speaker"] = speaker.pk
        fields[f"appearances-{number}-role"] = SpeakerRole.SPEAKER
        fields[f"appearances-{number}-position"] = number
    return fields


def _add(client, event, **changes):
    return client.post(reverse("admin:agenda_session_add"), _form(event, **changes))


def _errors(response):
    form = response.context["adminform"].form
    formset = response.context["inline_admin_formsets"][0].formset
    return [str(error) for error in [*form.non_field_errors(), *formset.non_form_errors()]]


def test_session_is_placed_by_start_and_minutes(client, event, organizer):
    response = _add(client, event)

    session = event.sessions.get()
    assert response.url == reverse("admin:agenda_session_programme", args=[event.pk])
    assert (session.starts_at, session.minutes) == (START + timedelta(minutes=10), 15)


@pytest.mark.parametrize("typed", ["14:10", "1410"])
def test_start_is_read_as_people_type_it(client, event, organizer, typed):
    _add(client, event, start=typed)

    assert event.sessions.get().starts_at == START + timedelta(minutes=10)


def test_session_keeps_its_speakers_in_order(client, event, organizer):
    first, second = SpeakerFactory(), SpeakerFactory()
    rows = _speakers(first, second)
    rows["appearances-0-position"], rows["appearances-1-position"] = 2, 1
    rows["appearances-0-role"] = SpeakerRole.MODERATOR

    _add(client, event, **rows)

    assert list(Appearance.objects.order_by("position").values_list("speaker", "role", "position")) == [
        (second.pk, SpeakerRole.SPEAKER, 0),
        (first.pk, SpeakerRole.MODERATOR, 1),
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "2027-03-21", "2027-03-23", "9999-12-31"])
def test_day_outside_the_event_is_refused(client, event, organizer, day):
    response = _add(client, event, day=day, minutes=1440)

    assert response.context["adminform"].form.errors == {"day": ["행사 기간에 있는 날짜를 적어 주세요."]}
    assert not event.sessions.exists()


def test_day_of_an_event_over_several_days_is_taken(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(ends_at=START + timedelta(days=1, hours=2))

    _add(client, event, day="2027-03-23")

    assert event.sessions.get().starts_at == START + timedelta(days=1, minutes=10)


def test_speaker_twice_in_one_role_is_refused_and_in_two_roles_taken(client, event, organizer):
    speaker = SpeakerFactory()
    rows = _speakers(speaker, speaker)

    refused = _add(client, event, **rows)
    _add(client, event, **{**rows, "appearances-1-role": SpeakerRole.MODERATOR})

    assert _errors(refused) == ["같은 연사를 같은 역할로 두 번 넣을 수 없습니다."]
    assert Appearance.objects.filter(speaker=speaker).count() == 2


def test_session_in_a_taken_room_is_refused_beside_the_form(client, event, organizer):
    SessionFactory(event=event, title="먼저 온 발제")

    response = _add(client, event, start="14:10")

    assert _errors(response) == [
        "같은 회의실에서 시간이 겹칩니다: 14:00~14:15 먼저 온 발제, 14:10~14:25 제조 AX의 방향"
    ]
    assert event.sessions.count() == 1


def test_what_only_stops_a_release_can_be_saved(client, event, organizer):
    speaker = SpeakerFactory(name="박정호")
    other = SessionFactory(event=event, title="먼저 온 발제", room=None)
    Appearance.objects.create(session=other, speaker=speaker)

    _add(client, event, **_speakers(speaker))
    _add(client, event, start="15:50", room="")

    assert event.sessions.count() == 3
    assert [one.key.split(":")[0] for one in conflicts.find_all(event_id=event.pk) if one.is_open_stop] == [
        "outside",
        "speaker",
    ]


def test_pinned_session_stays_pinned_when_saved_again(client, event, organizer):
    _add(client, event, is_pinned="on", stage_needs="무선마이크 2")

    session = event.sessions.get()
    assert (session.is_pinned, session.stage_needs) == (True, "무선마이크 2")


def test_session_of_an_event_without_a_date_is_refused(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)

    assert _errors(_add(client, event)) == ["행사의 일시를 먼저 정해 주세요."]


def test_session_of_an_event_that_lost_its_date_still_opens(client, event, organizer):
    session = SessionFactory(event=event)
    Event.objects.filter(pk=event.pk).update(state="planned", starts_at=None, ends_at=None)
    url = reverse("admin:agenda_session_change", args=[session.pk])

    assert client.get(url).context["adminform"].form["day"].value() == "2027-03-22"
    assert _errors(client.post(url, _form(event, seen=1))) == ["행사의 일시를 먼저 정해 주세요."]


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("start", "두 시", "시각을 14:10처럼 적어 주세요."),
        ("minutes", "0", "1 이상의 값을 입력해 주세요."),
        ("title", "", "필수 항목입니다."),
    ],
)
def test_wrong_field_is_told_beside_it(client, event, organizer, field, value, error):
    response = _add(client, event, **{field: value})

    assert response.context["adminform"].form.errors[field] == [error]
    assert event.sessions.count() == 0


def test_session_of_the_event_of_another_cannot_be_added(client, organizer):
    other = EventFactory()

    response = _add(client, other)

    assert "event" in response.context["adminform"].form.errors
    assert other.sessions.count() == 0


def test_session_is_moved_with_its_speakers(client, event, organizer):
    speaker = SpeakerFactory()
    plan = scheduling.Plan("발제", START, 15, room_id=event.room_id, parts=[scheduling.Part(speaker.pk)])
    session = scheduling.place(event_id=event.pk, plan=plan, at=NOON)
    rows = _speakers(speaker, initial=1) | {"appearances-0-id": session.appearances.get().pk}

    client.post(
        reverse("admin:agenda_session_change", args=[session.pk]),
        _form(event, start="15:00", minutes=20, seen=1, **rows),
    )

    session.refresh_from_db()
    assert (session.starts_at, session.minutes) == (START + timedelta(hours=1), 20)
    assert [part.speaker for part in session.appearances.all()] == [speaker]


def test_speaker_is_taken_out_of_a_session(client, event, organizer):
    speaker = SpeakerFactory()
    plan = scheduling.Plan("발제", START, 15, parts=[scheduling.Part(speaker.pk)])
    session = scheduling.place(event_id=event.pk, plan=plan, at=NOON)
    rows = _speakers(speaker, initial=1) | {"appearances-0-id": session.appearances.get().pk}

    client.post(
        reverse("admin:agenda_session_change", args=[session.pk]),
        _form(event, start="14:00", seen=1, **rows, **{"appearances-0-DELETE": "on"}),
    )

    assert not session.appearances.exists()


def test_session_of_the_second_day_keeps_its_day(client, event, organizer):
    Event.objects.filter(pk=event.pk).update(ends_at=START + timedelta(days=1, hours=2))

    _add(client, event, day="2027-03-23", start="10:00")

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


def _told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def overtaken(client, event, organizer):
    """A session's form with 내 제목 and one speaker in it, sent after a colleague changed title and speakers."""
    speaker = SpeakerFactory()
    plan = scheduling.Plan("발제", START, 15, room_id=event.room_id, parts=[scheduling.Part(speaker.pk)])
    session = scheduling.place(event_id=event.pk, plan=plan, at=NOON)
    url = reverse("admin:agenda_session_change", args=[session.pk])
    rows = _speakers(speaker, initial=1) | {"appearances-0-id": session.appearances.get().pk}
    fields = _form(event, title="내 제목", start="14:00", seen=_shown(client.get(url))["seen"], **rows)
    scheduling.rewrite(session_id=session.pk, title="동료의 제목", parts=(), at=NOON)
    return client.post(url, fields)


def _shown(response):
    """What the page's form holds, as a browser would send it."""
    inputs = html.fromstring(response.content.decode()).get_element_by_id("session_form")
    return dict(inputs.form_values())


def test_change_of_a_colleague_is_not_overwritten(overtaken, event):
    session = event.sessions.get()
    assert overtaken.status_code == 409
    assert (session.title, session.version, session.appearances.count()) == ("동료의 제목", 2, 0)


def test_what_was_typed_stays_beside_what_stands_now(overtaken):
    page = html.fromstring(overtaken.content.decode())
    [panel] = page.xpath("//section[@aria-labelledby='overtaken-title']")
    speaker = overtaken.context["inline_admin_formsets"][0].formset.forms[0].instance.speaker

    assert [[cell.text_content() for cell in row.xpath("th|td")] for row in panel.xpath(".//tbody/tr")] == [
        ["내용", "내 제목", "동료의 제목"],
        ["발표자", f"{enlisting.line(speaker)} 발표", "-"],
    ]
    assert _shown(overtaken)["title"] == "내 제목"
    assert _errors(overtaken) == [
        "다른 사람이 먼저 바꾼 세션입니다. 지금 내용과 견주어 보고 다시 저장해 주세요."
    ]


def test_overtaken_form_is_saved_when_sent_again(client, overtaken, event):
    fields = _shown(overtaken)

    response = client.post(overtaken.request["PATH_INFO"], fields)

    session = event.sessions.get()
    assert response.status_code == 302
    assert (session.title, session.version, session.appearances.count()) == ("내 제목", 3, 1)


def test_overtaken_form_that_is_overtaken_again_is_not_saved(client, overtaken, event):
    session = event.sessions.get()
    scheduling.rewrite(session_id=session.pk, title="셋째 제목", at=NOON)

    response = client.post(overtaken.request["PATH_INFO"], _shown(overtaken))

    session.refresh_from_db()
    assert (response.status_code, session.title) == (409, "셋째 제목")


def test_overtaken_form_with_a_field_that_cannot_be_read_says_both(client, overtaken, event):
    session = event.sessions.get()
    fields = {**_shown(overtaken), "seen": 1, "start": "두 시", "appearances-0-role": "nobody"}

    response = client.post(overtaken.request["PATH_INFO"], fields)

    assert response.status_code == 409
    assert response.context["adminform"].form.errors["start"] == ["시각을 14:10처럼 적어 주세요."]
    assert [name for name, _mine, _now in response.context["overtaken"].rows] == ["내용"]
    assert session.version == 2


def test_session_that_a_colleague_took_out_is_not_made_anew_but_shown_as_typed(client, event, organizer):
    session, speaker = SessionFactory(event=event), SpeakerFactory()
    scheduling.remove(session_id=session.pk, at=NOON)

    url = reverse("admin:agenda_session_change", args=[session.pk])
    response = client.post(url, _form(event, seen=1, remark="영상 발표", **_speakers(speaker)))

    assert response.status_code == 409
    assert response.context["typed"] == [
        ("시간", "14:10"),
        ("분", "15"),
        ("내용", "제조 AX의 방향"),
        ("발표자", enlisting.line(speaker)),
        ("비고", "영상 발표"),
    ]
    plan = scheduling.Plan("발제", START, 15)
    with pytest.raises(scheduling.StaleEdit):
        scheduling.place(event_id=event.pk, session_id=session.pk, plan=plan, at=NOON)

    assert not Session.objects.exists()


def test_session_that_a_colleague_changed_is_not_taken_out(client, event, organizer):
    session = SessionFactory(event=event)
    asking = client.get(reverse("admin:agenda_session_delete", args=[session.pk]), follow=True)
    scheduling.rewrite(session_id=session.pk, title="동료의 제목", at=NOON)
    path, query = (asking.request[name] for name in ("PATH_INFO", "QUERY_STRING"))

    response = client.post(f"{path}?{query}", {"post": "yes"}, follow=True)

    assert _told(response) == ["다른 사람이 먼저 바꾼 세션입니다."]
    assert Session.objects.get().title == "동료의 제목"


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
