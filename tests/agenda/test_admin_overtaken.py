"""The session form when a colleague was quicker: nothing of theirs is overwritten, nothing typed is lost."""

import pytest
from django.urls import reverse
from lxml import html

from agenda import enlisting, scheduling
from agenda.models import Session
from tests.agenda.sessionforms import cast, errors, filled
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory


@pytest.fixture
def event(db):
    return EventFactory()


def _told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def overtaken(client, event, organizer):
    """A session's form with 내 제목 and one speaker in it, sent after a colleague changed title and speakers."""
    speaker = SpeakerFactory()
    plan = scheduling.Plan("발제", START, 15, room_id=event.room_id, parts=[scheduling.Part(speaker.pk)])
    session = scheduling.place(event_id=event.pk, plan=plan, at=NOON)
    url = reverse("admin:agenda_session_change", args=[session.pk])
    rows = cast(speaker, initial=1) | {"appearances-0-id": session.appearances.get().pk}
    fields = filled(event, title="내 제목", start="14:00", seen=_shown(client.get(url))["seen"], **rows)
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
    assert errors(overtaken) == [
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
    response = client.post(url, filled(event, seen=1, remark="영상 발표", **cast(speaker)))

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
