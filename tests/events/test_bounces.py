"""Reports as servers write them: read, noted once, and not to be invented."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import bounces, delivery, forgetting, mailledger, outbox, returnpaths
from events.models import EntryKind, Message, MessageState
from tests.factories.admin import make_message
from tests.factories.events import NOON
from tests.racing import overtaken

FOLDER = Path(__file__).parent / "bounces"
FILES = sorted(path.name for path in FOLDER.iterdir())
TO_A_PERSON = {"naver.eml", "raw-korean.eml", "out-of-office.eml"}


def written(name: str, pk: int) -> bytes:
    """A report of the corpus, about the mail of a row."""
    tag = returnpaths.message_id(pk)[1:].partition("@")[0]
    return (FOLDER / name).read_bytes().replace(b"TAG", tag.encode())


@pytest.fixture
def sent(db) -> Message:
    message = make_message(None, attachments=[])
    delivery.deliver(message.pk, at=NOON)
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(
    ("name", "kind", "status", "words"),
    [
        (
            "postfix.eml",
            EntryKind.BOUNCED,
            "5.1.1",
            "550 5.1.1 <guest@example.com>: Recipient address rejected: User unknown",
        ),
        ("exim.eml", EntryKind.BOUNCED, "5.0.0", "550 5.2.2 Mailbox full"),
        ("exim-before-reports.eml", EntryKind.BOUNCED, "5.1.1", "550 5.1.1 User unknown"),
        (
            "exchange.eml",
            EntryKind.BOUNCED,
            "5.1.10",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient guest@example.com not found by SMTP address lookup",
        ),
        (
            "gmail.eml",
            EntryKind.BOUNCED,
            "5.1.1",
            "550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 https://support.google.com/mail",
        ),
        ("encoded-as-a-whole.eml", EntryKind.BOUNCED, "5.1.1", ""),
        (
            "delayed.eml",
            EntryKind.DELAYED,
            "4.4.1",
            "connect to mx.example.com[192.0.2.1]:25: Connection timed out",
        ),
        ("delivered.eml", EntryKind.DELIVERED, "2.0.0", "250 2.0.0 Ok"),
    ],
)
def test_report_is_read(name, kind, status, words):
    [report] = bounces.read(written(name, 42))

    assert (report.message_id, report.kind, report.status, report.words, report.recipient) == (
        42,
        kind,
        status,
        words,
        "guest@example.com",
    )


@pytest.mark.parametrize("name", sorted(TO_A_PERSON))
def test_what_is_no_report_is_left_to_a_person(name):
    assert bounces.read(written(name, 42)) == []


@pytest.mark.parametrize("name", FILES)
def test_report_about_a_mail_that_is_not_ours_says_nothing(name):
    assert bounces.read((FOLDER / name).read_bytes()) == []
    assert bounces.read(written(name, 42).replace(b"message-42-", b"message-43-")) == []


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.sampled_from(FILES))
def test_spoiled_report_is_read_or_left_and_never_an_error(data, name):
    raw = bytearray(written(name, 42))
    for _ in range(data.draw(st.integers(0, 8))):
        begin = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), begin + data.draw(st.integers(0, 40)))
        raw[begin:end] = data.draw(st.binary(max_size=20))

    assert all(report.message_id == 42 for report in bounces.read(bytes(raw)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2_000))
def test_anything_at_all_is_no_error(raw):
    assert bounces.read(b"To: bounce+" + returnpaths.message_id(7).encode() + b"\r\n" + raw) is not None


def test_returned_mail_counts_as_not_delivered_and_says_why(sent):
    [report] = bounces.read(written("postfix.eml", sent.pk))

    assert bounces.record(report, at=NOON + timedelta(hours=1))

    was_sent_at = sent.sent_at
    sent.refresh_from_db()
    assert (sent.state, sent.sent_at) == (MessageState.BOUNCED, was_sent_at)
    assert sent.error.startswith("550 5.1.1 <guest@example.com>")
    line = mailledger.life(sent)[-1]
    assert (line.what, line.is_problem) == ("반송됨", True)


def test_report_that_is_read_twice_counts_once(sent):
    [report] = bounces.read(written("postfix.eml", sent.pk))

    assert [bounces.record(report, at=NOON), bounces.record(report, at=NOON)] == [True, False]
    assert sent.entries.filter(kind=EntryKind.BOUNCED).count() == 1


@pytest.mark.parametrize("name", ["delayed.eml", "delivered.eml"])
def test_other_reports_are_noted_and_change_nothing(sent, name):
    [report] = bounces.read(written(name, sent.pk))

    assert bounces.record(report, at=NOON)

    sent.refresh_from_db()
    assert (sent.state, sent.error, sent.entries.count()) == (MessageState.SENT, "", 2)


def test_mail_that_may_have_arrived_and_came_back_is_tried_no_more(db):
    message = make_message(None, attempts=1)
    [report] = bounces.read(written("postfix.eml", message.pk))

    bounces.record(report, at=NOON)

    message.refresh_from_db()
    assert (message.state, message.sent_at) == (MessageState.BOUNCED, NOON)
    assert list(Message.objects.due(at=NOON + timedelta(days=30))) == []


def test_late_report_about_a_mail_that_waits_to_be_sent_again_keeps_it_from_nothing(sent):
    [report] = bounces.read(written("postfix.eml", sent.pk))
    assert outbox.send_again(message_id=sent.pk, by_id=None, at=NOON)

    assert bounces.record(report, at=NOON)
    delivery.deliver(sent.pk, at=NOON)

    sent.refresh_from_db()
    assert sent.state == MessageState.SENT
    assert sent.entries.filter(kind=EntryKind.BOUNCED).exists()


def test_late_report_about_an_address_that_was_corrected_changes_nothing(sent):
    Message.objects.update(to="right@example.com")
    mailledger.write(
        sent, EntryKind.CORRECTED, at=NOON, old_address="Guest@example.com", new_address="right@example.com"
    )
    [report] = bounces.read(written("postfix.eml", sent.pk))

    assert bounces.record(report, at=NOON)

    sent.refresh_from_db()
    assert sent.state == MessageState.SENT


@pytest.mark.django_db(transaction=True)
def test_two_readers_of_one_report_note_it_once():
    message = make_message(None, state=MessageState.SENT, sent_at=NOON)
    [report] = bounces.read(written("postfix.eml", message.pk))

    with overtaken(lambda: bounces.record(report, at=NOON)) as second:
        first = bounces.record(report, at=NOON)

    assert [first, second.result()] == [True, False]
    assert message.entries.count() == 1


def test_late_report_about_a_forgotten_person_names_nobody(sent):
    forgetting.blank_finished(Message.objects.all())
    [report] = bounces.read(written("postfix.eml", sent.pk))

    assert bounces.record(report, at=NOON)

    sent.refresh_from_db()
    assert (sent.state, sent.error) == (MessageState.BOUNCED, "")
    assert not sent.entries.exclude(words="").exists()


def test_report_about_a_mail_that_is_no_more_changes_nothing(db):
    [report] = bounces.read(written("postfix.eml", 42))

    assert not bounces.record(report, at=NOON)


def test_returned_mail_is_sent_again(sent):
    [report] = bounces.read(written("postfix.eml", sent.pk))
    bounces.record(report, at=NOON)

    assert outbox.send_again(message_id=sent.pk, by_id=None, at=NOON)
    delivery.deliver(sent.pk, at=NOON)

    sent.refresh_from_db()
    assert sent.state == MessageState.SENT


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ""),
        ("bounce@forum.example", "bounce@forum.example"),
        ("bounce+*@forum.example", "bounce+{tag}@forum.example"),
    ],
)
def test_servers_report_to_an_address_with_the_mails_tag(settings, address, expected):
    settings.BOUNCE_ADDRESS = address
    tag = returnpaths.message_id(42)[1:].partition("@")[0]

    assert returnpaths.envelope_sender(42) == expected.format(tag=tag)
    assert returnpaths.found_in(f"To: BOUNCE+{tag.upper()}@forum.example") == 42
    assert returnpaths.found_in("message-42-abcdefghijklmnop") is None
