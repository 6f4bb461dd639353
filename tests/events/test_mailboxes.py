"""The mailbox that reports come to, on a real IMAP server."""

import imaplib
from urllib.parse import quote

import pytest

from events import bounces, delivery, mailboxes, tasks
from events.models import EntryKind, Message, MessageEntry, MessageState
from tests.events.test_bounces import written
from tests.factories.admin import make_message
from tests.factories.events import NOON
from tests.imap import DOVECOT, PASSWORD, USER, imap_server
from tests.smtp import free_port

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(DOVECOT is None, reason="needs Dovecot (.ci/ensure dovecot)"),
]


@pytest.fixture(scope="module")
def port():
    with imap_server() as started:
        yield started


@pytest.fixture
def box(port, settings):
    """The mailbox, open beside the reader, and empty."""
    settings.BOUNCE_IMAP_URL = (
        f"imap://{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/INBOX"
    )
    opened = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    opened.login(USER, PASSWORD)
    _kind, [count] = opened.select("INBOX")
    if int(count):
        opened.store("1:*", "+FLAGS", r"(\Deleted)")
        opened.expunge()
    yield opened
    opened.logout()


@pytest.fixture
def sent(db) -> list[Message]:
    messages = [make_message(None, attachments=[]) for _ in range(3)]
    for message in messages:
        delivery.deliver(message.pk, at=NOON)
    return messages


def put(box, *mails: bytes) -> None:
    for mail in mails:
        assert box.append("INBOX", None, None, mail)[0] == "OK"


def flags(box) -> list[set[str]]:
    """Of each mail, the oldest first."""
    box.noop()
    _kind, found = box.fetch("1:*", "(FLAGS)")
    known = [rb"\Seen", rb"\Flagged"]
    latest = {line.split()[0]: {flag.decode() for flag in known if flag in line} for line in found if line}
    return list(latest.values())


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_reports_are_noted_and_read_and_the_rest_is_left_to_a_person(box, sent):
    put(
        box,
        written("postfix.eml", sent[0].pk),
        written("naver.eml", sent[1].pk),
        written("delayed.eml", sent[2].pk),
        b"Subject: hello\r\n\r\nnot about any mail\r\n",
    )

    collected = mailboxes.collect(at=NOON)

    assert collected == mailboxes.Collected(reports=2, left=2)
    assert states() == [MessageState.BOUNCED, MessageState.SENT, MessageState.SENT]
    assert flags(box) == [{r"\Seen"}, {r"\Flagged"}, {r"\Seen"}, {r"\Flagged"}]
    assert mailboxes.collect(at=NOON) == mailboxes.Collected(reports=0, left=0)


def test_reader_that_died_before_it_marked_a_report_counts_it_once(box, sent, monkeypatch):
    put(box, written("postfix.eml", sent[0].pk))
    with monkeypatch.context() as patch:
        patch.setattr(mailboxes, "_mark", _die)
        with pytest.raises(KeyboardInterrupt):
            mailboxes.collect(at=NOON)
    assert flags(box) == [set()]

    assert mailboxes.collect(at=NOON).reports == 1

    assert MessageEntry.objects.filter(kind=EntryKind.BOUNCED).count() == 1
    assert flags(box) == [{r"\Seen"}]


def _die(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_report_that_could_not_be_noted_is_read_again(box, sent, monkeypatch):
    put(box, written("postfix.eml", sent[0].pk))
    with monkeypatch.context() as patch:
        patch.setattr(bounces, "record", _fail)
        with pytest.raises(OverflowError):
            mailboxes.collect(at=NOON)

    assert flags(box) == [set()]
    assert mailboxes.collect(at=NOON).reports == 1
    assert states()[0] == MessageState.BOUNCED


def _fail(*_arguments: object, **_more: object) -> None:
    raise OverflowError


def test_very_large_mail_is_read_as_far_as_it_is_worth(box, sent, monkeypatch):
    monkeypatch.setattr(mailboxes, "LARGEST", 4_000)
    put(box, written("postfix.eml", sent[0].pk) + b"x" * 100_000)

    assert mailboxes.collect(at=NOON).reports == 1


def test_one_round_reads_a_limited_number(box, sent, monkeypatch):
    monkeypatch.setattr(mailboxes, "MOST", 2)
    put(box, *[written("postfix.eml", message.pk) for message in sent])

    assert [mailboxes.collect(at=NOON).reports for _ in range(3)] == [2, 1, 0]
    assert states() == [MessageState.BOUNCED] * 3


@pytest.mark.parametrize("wrong", ["password", "folder", "port"])
def test_mailbox_that_cannot_be_read_is_said_and_breaks_no_round(box, settings, caplog, wrong):
    good = settings.BOUNCE_IMAP_URL
    settings.BOUNCE_IMAP_URL = {
        "password": good.replace("cret", "crat"),
        "folder": good.replace("/INBOX", "/nowhere"),
        "port": f"imap://a:b@127.0.0.1:{free_port()}/INBOX",
    }[wrong]

    tasks.read_bounces()

    assert "The bounce mailbox cannot be read" in caplog.text
    with pytest.raises(mailboxes.MailboxUnavailable):
        mailboxes.look()
