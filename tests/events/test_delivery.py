"""Sending: one claim, growing pauses, what is final, and what a mail looks like on the wire."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core import mail as django_mail
from django.db import connection

from events import codes, delivery, outbox, refusals, returnpaths, smtplink, tasks
from events.models import Message, MessageState
from tests.factories.events import NOON
from tests.smtp import free_port, mail_server

TEXT = f"https://forum.example/r/{Message.LINK_TOKEN}/"


def queue(*, key: str = "test", **fields) -> Message:
    wanted = {"to": "guest@example.com", "subject": "참가 확정", "text": TEXT, **fields}
    return outbox.put(outbox.Mail(**wanted), key=key, event_id=None, at=NOON)


@pytest.fixture
def send_by_smtp(settings):
    """Makes mails go through the server at a port of this machine."""

    def use(port: int) -> None:
        settings.EMAIL_BACKEND = "events.smtplink.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5

    yield use
    smtplink.link.hang_up()


def state_of(message: Message) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.attempts


@pytest.mark.django_db
def test_mail_is_sent_once_however_often_the_bell_rings():
    message = queue()

    for _ in range(3):
        delivery.deliver(message.pk, at=NOON)

    assert len(django_mail.outbox) == 1
    assert state_of(message) == (MessageState.SENT, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_racing_for_one_mail_send_it_once():
    message, start = queue(), Barrier(2)
    Message.objects.update(state=MessageState.QUEUED, sent_at=None, attempts=0)
    django_mail.outbox.clear()

    def race(_number: int) -> None:
        try:
            start.wait(timeout=5)
            delivery.deliver(message.pk, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(race, range(2)))

    assert len(django_mail.outbox) == 1
    assert state_of(message) == (MessageState.SENT, 1)


@pytest.mark.django_db
def test_mail_that_is_not_due_yet_waits():
    message = queue()
    Message.objects.update(due_at=NOON + timedelta(minutes=1))

    delivery.deliver(message.pk, at=NOON)

    assert state_of(message) == (MessageState.QUEUED, 0)


@pytest.mark.django_db
def test_server_that_is_down_is_tried_again_with_growing_pauses_until_they_end(send_by_smtp, settings):
    send_by_smtp(free_port())
    message, at, pauses = queue(), NOON, []

    while state_of(message)[0] == MessageState.QUEUED:
        delivery.deliver(message.pk, at=at)
        message.refresh_from_db()
        pauses.append(message.due_at - at)
        at = message.due_at

    assert pauses == [*settings.MESSAGE_PAUSES, timedelta()]
    assert state_of(message) == (MessageState.FAILED, len(settings.MESSAGE_PAUSES) + 1)
    assert message.error.startswith("ConnectionRefusedError")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"answer_to_recipient": "550 no such user"}, MessageState.FAILED),
        ({"answer_to_recipient": "450 mailbox busy"}, MessageState.QUEUED),
        ({"answer_to_data": "451 try again later"}, MessageState.QUEUED),
        ({"answer_to_data": "554 refused today"}, MessageState.QUEUED),
        ({"answer_to_data": "550 5.1.1 no such user"}, MessageState.FAILED),
        ({"answer_to_data": "552 message too long"}, MessageState.FAILED),
    ],
)
def test_only_a_recipient_refused_for_good_is_final(send_by_smtp, answers, state):
    message = queue()

    with mail_server(**answers) as mailbox:
        send_by_smtp(mailbox.port)
        delivery.deliver(message.pk, at=NOON)

    assert state_of(message) == (state, 1)
    assert next(iter(answers.values()))[:3] in message.error


@pytest.mark.django_db
def test_mail_that_cannot_be_composed_fails_and_rings_no_more():
    message = queue(attachments=[outbox.Attachment("a.png", "image/png", b"")])
    Message.objects.update(attachments=[{"name": "a.png"}])

    delivery.deliver(message.pk, at=NOON)

    assert state_of(message) == (MessageState.FAILED, 1)
    assert list(Message.objects.due(at=NOON + timedelta(days=30))) == []


@pytest.mark.django_db
def test_mail_left_by_a_dead_worker_is_due_after_the_lease(settings):
    message = queue()
    assert Message.objects.claim(message.pk, at=NOON)

    just_before, after = NOON + settings.MESSAGE_LEASE - timedelta(seconds=1), NOON + settings.MESSAGE_LEASE
    assert list(Message.objects.due(at=just_before)) == []
    delivery.deliver(message.pk, at=just_before)
    assert django_mail.outbox == []
    delivery.deliver(message.pk, at=after)

    assert len(django_mail.outbox) == 1
    assert state_of(message) == (MessageState.SENT, 2)


@pytest.mark.django_db
def test_worker_that_lost_its_lease_writes_nothing_over_the_next_one(settings):
    message = queue()
    Message.objects.claim(message.pk, at=NOON)
    slow = Message.objects.get(pk=message.pk)
    Message.objects.claim(message.pk, at=NOON + settings.MESSAGE_LEASE)

    refusal = refusals.read(ConnectionRefusedError("late"))
    delivery._postpone_or_give_up(slow, refusal, at=NOON + settings.MESSAGE_LEASE)

    assert state_of(message) == (MessageState.SENDING, 2)
    assert message.error == ""


@pytest.mark.django_db
def test_beat_rings_for_what_is_due():
    due, later = queue(key="due"), queue(key="later")
    century = timedelta(days=36_500)  # the bell reads the real clock
    Message.objects.filter(pk=due.pk).update(due_at=NOON - century)
    Message.objects.filter(pk=later.pk).update(due_at=NOON + century)

    tasks.ring_for_due_rows()

    assert state_of(due) == (MessageState.SENT, 1)
    assert state_of(later) == (MessageState.QUEUED, 0)


@pytest.mark.django_db
def test_mail_on_the_wire_has_text_html_picture_and_calendar(send_by_smtp, settings):
    settings.PUBLIC_URL = "https://forum.example"
    message = queue(
        html=f'<p>안녕하세요</p><img src="cid:qr"><a href="{TEXT}">내 등록</a>',
        token_subject="registration:ACDEFGHJ",
        attachments=[
            outbox.Attachment("qr.png", "image/png", b"\x89PNG\r\n\x1a\n...", content_id="qr"),
            outbox.Attachment(
                "행사.ics",
                "text/calendar; method=REQUEST; charset=utf-8",
                "BEGIN:VCALENDAR\r\nSUMMARY:행사\r\n".encode(),
            ),
        ],
    )

    with mail_server() as mailbox:
        send_by_smtp(mailbox.port)
        delivery.deliver(message.pk, at=NOON)

    (sent,) = mailbox.mails
    link = f"https://forum.example/r/{codes.derive_token('registration:ACDEFGHJ')}/"
    text, html, calendar, picture, file = (part for part in sent.walk() if not part.is_multipart())
    assert sent["Subject"] == "참가 확정"
    assert sent["Message-ID"] == returnpaths.message_id(message.pk)
    assert sent["Message-ID"].endswith("@forum.example>")
    assert sent["Auto-Submitted"] == "auto-generated"
    assert text.get_content().strip() == link
    assert html.get_content().strip() == f'<p>안녕하세요</p><img src="cid:qr"><a href="{link}">내 등록</a>'
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<qr>", "inline")
    assert picture.get_content() == b"\x89PNG\r\n\x1a\n..."
    assert (calendar.get_content_type(), calendar.get_content_charset()) == ("text/calendar", "utf-8")
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_content_disposition() is None
    assert calendar.get_content().splitlines() == ["BEGIN:VCALENDAR", "SUMMARY:행사"]
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "행사.ics")
    assert file.get_content() == "BEGIN:VCALENDAR\r\nSUMMARY:행사\r\n".encode()
    assert [part.get_content_type() for part in sent.walk() if part.is_multipart()] == [
        "multipart/mixed",
        "multipart/alternative",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("subject", ["[참석 여부 확인] 제1회 M.AX 컨퍼런스", "가" * 120, "Your seat"])
def test_subject_begins_on_the_line_of_its_name(send_by_smtp, subject):
    with mail_server() as mailbox:
        send_by_smtp(mailbox.port)
        delivery.deliver(queue(subject=subject).pk, at=NOON)

    assert mailbox.mails[0]["Subject"] == subject


@pytest.mark.django_db
def test_bounces_come_to_the_address_that_names_the_mail(send_by_smtp, settings):
    settings.BOUNCE_ADDRESS = "bounce+*@forum.example"
    message = queue()

    with mail_server() as mailbox:
        send_by_smtp(mailbox.port)
        delivery.deliver(message.pk, at=NOON)

    assert mailbox.senders == [returnpaths.envelope_sender(message.pk)]
    assert "Return-Path" not in mailbox.mails[0]


@pytest.mark.django_db
def test_row_of_a_mail_never_holds_the_token():
    message = queue(token_subject="registration:ACDEFGHJ")

    delivery.deliver(message.pk, at=NOON)

    message.refresh_from_db()
    assert (
        django_mail.outbox[0].body
        == f"https://forum.example/r/{codes.derive_token('registration:ACDEFGHJ')}/"
    )
    assert message.text == TEXT


@pytest.mark.django_db
def test_without_a_mail_server_each_mail_is_a_file(settings, tmp_path):
    settings.EMAIL_BACKEND = "events.mailfiles.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    messages = [queue(key=f"test:{number}") for number in range(3)]

    for message in messages:
        delivery.deliver(message.pk, at=NOON)

    files = sorted(Path(settings.EMAIL_FILE_PATH).iterdir())
    assert [path.name.split("-", 2)[2] for path in files] == [
        f"{returnpaths.message_id(message.pk)[1:].partition('@')[0]}.eml" for message in messages
    ]
    assert files[0].read_bytes().count(b"Message-ID:") == 1


@pytest.mark.django_db
def test_folder_of_mails_that_cannot_be_made_postpones_the_mail(settings, tmp_path):
    settings.EMAIL_BACKEND = "events.mailfiles.EmailBackend"
    (tmp_path / "mail").write_text("a file in the way")
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    message = queue()

    delivery.deliver(message.pk, at=NOON)

    assert state_of(message) == (MessageState.QUEUED, 1)
