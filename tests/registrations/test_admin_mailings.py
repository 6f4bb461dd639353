"""The organizer's way of a mass mail: write, look at the recipients, submit, watch, pause, stop; and who may not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import mailings
from events.models import Mailing, MailingState, Message, MessageState
from registrations import mass_mailing
from registrations.audiences import Audience, Group
from registrations.mass_mailing import Content
from registrations.models import MassMail
from tests.factories.admin import make_organizer, organizer_of
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory

WRITTEN = {
    "groups": [Group.CONFIRMED],
    "purpose": "information",
    "subject": "주차 안내",
    "body": "{성명} 님, 주차장은 지하입니다.",
    "rate": "30",
}


@pytest.fixture
def event(db):
    return EventFactory(open_now=True, name="제1회 포럼")


def address(event, page="mailings", *args):
    name = {"mailings": "mailings", "new": "mailing_new", "edit": "mailing_edit"}.get(page, page)
    return reverse(f"admin:events_event_{name}", args=[event.pk, *args])


def draft(event, by=None, **content):
    return mass_mailing.write(
        event_id=event.pk,
        content=Content(**{"subject": "주차 안내", "body": "{성명} 님", **content}),
        audience=Audience(groups=[Group.CONFIRMED]),
        by_id=by and by.pk,
        at=NOON,
    ).mailing


def submitted(event, by=None):
    mailing = draft(event, by)
    mail = MassMail.objects.get(pk=mailing.pk)
    seen = mass_mailing.digest(mail, mass_mailing.recipients(mail).found)
    return mass_mailing.submit(mailing_id=mailing.pk, seen=seen, by_id=by and by.pk, at=NOON)


def post(client, url, **answers):
    response = client.post(url, answers, follow=True)
    return response, [str(message) for message in response.context["messages"]]


def test_written_mail_shows_its_recipients_and_what_one_of_them_reads(client, event, organizer):
    RegistrationFactory(event=event, name="김손님", email="kim@x.kr")
    RegistrationFactory(event=event, name="박없음", email="")

    response = client.post(address(event, "new"), WRITTEN, follow=True)

    page = response.content.decode()
    mailing = Mailing.objects.get()
    assert response.redirect_chain[-1][0] == address(event, "mailing", mailing.pk)
    assert (mailing.state, mailing.rate, mailing.made_by) == (MailingState.DRAFT, 30, organizer)
    assert "받는 사람 1명" in page
    assert "kim@x.kr" in page
    assert "김손님 님, 주차장은 지하입니다." in page
    assert "이메일 주소 없음" in page
    assert Message.objects.count() == 0


def test_unknown_placeholder_is_refused_with_a_sentence(client, event, organizer):
    response = client.post(address(event, "new"), {**WRITTEN, "body": "{셩명} 님"})

    assert response.status_code == 422
    assert "{셩명}" in response.content.decode()
    assert "{성명}" in response.content.decode()
    assert Mailing.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"groups": []}, {"subject": ""}, {"rate": "0"}, {"rate": "601"}, {"subject_en": "Only a subject"}],
)
def test_what_cannot_be_sent_is_refused(client, event, organizer, wrong):
    assert client.post(address(event, "new"), {**WRITTEN, **wrong}).status_code == 422
    assert Mailing.objects.count() == 0


def test_submitting_what_was_seen_begins_to_send(client, event, organizer):
    RegistrationFactory(event=event)
    mailing = draft(event, organizer)
    seen = client.get(address(event, "mailing", mailing.pk)).context["seen"]

    _response, told = post(client, address(event, "mailing", mailing.pk), submit="", seen=seen)

    assert told == ["발송을 시작합니다. 정한 속도로 08:00~21:00에만 보냅니다."]
    mailing.refresh_from_db()
    assert mailing.state == MailingState.RUNNING
    assert mailing.messages.count() == 1


def test_submitting_something_else_than_was_seen_says_so(client, event, organizer):
    RegistrationFactory(event=event)
    mailing = draft(event, organizer)

    _response, told = post(client, address(event, "mailing", mailing.pk), submit="", seen="0" * 16)

    assert "달라졌습니다" in told[0]
    assert Message.objects.count() == 0


def test_second_organizer_approves_and_the_writer_cannot(client, event, organizer):
    event.needs_mailing_approval = True
    event.save()
    RegistrationFactory(event=event)
    mailing = submitted(event, organizer)
    page = address(event, "mailing", mailing.pk)

    _response, told = post(client, page, approve="")
    assert "다른 담당자가 승인해 주세요." in told[0]
    second = UserFactory()
    make_organizer(event, second)
    client.force_login(second)
    _response, told = post(client, page, approve="")

    assert told == ["승인했습니다. 발송을 시작합니다."]
    mailing.refresh_from_db()
    assert (mailing.state, mailing.approved_by) == (MailingState.RUNNING, second)


def test_mailing_is_sent_back_with_the_reason(client, event, organizer):
    event.needs_mailing_approval = True
    event.save()
    RegistrationFactory(event=event)
    mailing = submitted(event, organizer)

    response, _told = post(client, address(event, "mailing", mailing.pk), send_back="", note="오타")

    assert "오타" in response.content.decode()
    mailing.refresh_from_db()
    assert (mailing.state, mailing.messages.count()) == (MailingState.DRAFT, 0)


def test_mailing_is_paused_resumed_and_stopped(client, event, organizer):
    RegistrationFactory.create_batch(2, event=event)
    mailing = submitted(event)
    page = address(event, "mailing", mailing.pk)
    states = []

    for step in ("pause", "resume", "stop", "resume"):
        _response, told = post(client, page, **{step: ""})
        mailing.refresh_from_db()
        states.append(mailing.state)

    assert states == ["paused", "running", "stopped", "stopped"]
    assert told == ["지금은 할 수 없습니다. 현재 상태: 발송 중단"]
    assert set(mailing.messages.values_list("state", flat=True)) == {MessageState.STOPPED}


def test_progress_renews_itself_only_while_it_is_sent(client, event, organizer):
    RegistrationFactory(event=event)
    mailing = submitted(event)
    page = address(event, "mailing_progress", mailing.pk)

    assert "hx-trigger" in client.get(page).content.decode()
    mailings.stop(mailing_id=mailing.pk, by_id=None, at=NOON)
    assert "hx-trigger" not in client.get(page).content.decode()


def test_draft_is_changed_and_discarded(client, event, organizer):
    mailing = draft(event, organizer)

    client.post(address(event, "edit", mailing.pk), {**WRITTEN, "subject": "새 제목"})
    mailing.refresh_from_db()
    assert (mailing.title, mailing.mass_mail.body) == ("새 제목", WRITTEN["body"])
    post(client, address(event, "mailing", mailing.pk), discard="")

    assert Mailing.objects.count() == 0


def test_submitted_mail_has_no_form(client, event, organizer):
    RegistrationFactory(event=event)
    mailing = submitted(event)

    assert client.get(address(event, "edit", mailing.pk)).status_code == 404


def test_test_mail_goes_to_the_organizer(client, event, organizer):
    RegistrationFactory(event=event)
    mailing = draft(event, organizer)

    _response, told = post(client, address(event, "mailing", mailing.pk), test="")

    assert told == [f"{organizer.email} 주소로 시험 메일을 보냅니다."]
    assert Message.objects.get().to == organizer.email


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("registrations_registration", RegistrationFactory),
        ("registrations_invitation", InvitationFactory),
    ],
)
def test_ticked_rows_are_written_to(client, event, organizer, name, factory):
    rows = factory.create_batch(2, event=event)
    factory(event=event)
    listed = reverse(f"admin:{name}_changelist")

    response = client.post(
        listed,
        {"action": "write_to_selected", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )

    mailing = Mailing.objects.get()
    assert response.redirect_chain[-1][0] == address(event, "edit", mailing.pk)
    found = mass_mailing.recipients(mailing.mass_mail).found
    assert [one.row for one in found] == rows
    saved = client.post(address(event, "edit", mailing.pk), {**WRITTEN, "groups": []}, follow=True)
    assert "받는 사람 2명" in saved.content.decode()


def test_ticked_rows_of_two_events_are_refused(client, event, organizer):
    other = EventFactory()
    make_organizer(other, organizer)
    rows = [RegistrationFactory(event=event), RegistrationFactory(event=other)]

    _response, told = post(
        client,
        reverse("admin:registrations_registration_changelist"),
        action="write_to_selected",
        _selected_action=[row.pk for row in rows],
    )

    assert told == ["한 행사의 항목만 골라 주세요. 목록을 행사로 좁히면 쉽습니다."]
    assert Mailing.objects.count() == 0


def test_pages_are_not_found_by_an_organizer_of_another_event(client, event):
    RegistrationFactory(event=event)
    mailing = draft(event)
    other = EventFactory()
    client.force_login(organizer_of(other))
    pages = [
        address(event),
        address(event, "new"),
        address(event, "mailing", mailing.pk),
        address(event, "edit", mailing.pk),
        address(event, "mailing_progress", mailing.pk),
        # through an event of one's own
        address(other, "mailing", mailing.pk),
        address(other, "edit", mailing.pk),
        address(other, "mailing_progress", mailing.pk),
    ]

    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert client.post(address(event, "mailing", mailing.pk), {"submit": ""}).status_code == 404
    assert client.post(address(event, "new"), WRITTEN).status_code == 404
    assert Mailing.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_many(client, event, organizer, count):
    RegistrationFactory.create_batch(count, event=event)
    sent, *_others = [submitted(event, organizer) for _n in range(count)]
    written = draft(event, organizer)
    client.get(address(event))  # the session, the roles
    pages = [address(event), address(event, "mailing", written.pk), address(event, "mailing", sent.pk)]
    costs = []

    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        costs.append(len(queries))

    assert costs == [6, 10, 11]


def test_preview_of_a_text_message_says_how_long_it_is(client, event, organizer):
    RegistrationFactory(event=event, email="", phone="+821087654321")

    response = client.post(address(event, "new"), {**WRITTEN, "text": "가" * 46}, follow=True)

    page = response.content.decode()
    assert "010-8765-4321" in page
    assert "92바이트 · 장문(LMS)" in page


def test_text_that_phones_do_not_get_is_refused(client, event, organizer):
    response = client.post(address(event, "new"), {**WRITTEN, "text": "caf\u00e9"})

    assert response.status_code == 422
    assert "문자로 보낼 수 없는 글자가 있습니다: \u00e9" in response.content.decode()
