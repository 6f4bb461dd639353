"""The ledger of a mail: what is written, what of it may be blanked, and how it reads."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.db.utils import DatabaseError
from pytest_django.asserts import assertNumQueries

from events import delivery, forgetting, mailledger, outbox
from events.models import EntryKind, Message, MessageEntry, MessageState
from tests.factories.admin import make_message
from tests.factories.events import NOON, UserFactory

pytestmark = pytest.mark.django_db


def entry(message: Message, kind: EntryKind = EntryKind.GIVEN_UP, **fields) -> MessageEntry:
    return mailledger.write(message, kind, at=NOON, **fields)


def kinds(message: Message) -> list[str]:
    return list(message.entries.order_by("pk").values_list("kind", flat=True))


def test_queued_mail_costs_no_line():
    message = make_message(None, attachments=[])

    assert kinds(message) == []
    assert [line.what for line in mailledger.life(message)] == ["작성됨", "대기"]


def test_mail_that_is_sent_leaves_one_line():
    message = make_message(None, attachments=[])

    delivery.deliver(message.pk, at=NOON)

    message.refresh_from_db()
    [line] = message.entries.all()
    assert (line.kind, line.attempt, line.at) == (EntryKind.SENT, 1, message.sent_at)


def test_mail_of_a_worker_that_went_silent_may_come_twice_and_the_ledger_says_so(settings):
    message = make_message(None, attachments=[])
    Message.objects.claim(message.pk, at=NOON)

    delivery.deliver(message.pk, at=NOON + settings.MESSAGE_LEASE)

    assert kinds(message) == [EntryKind.UNSURE, EntryKind.SENT]
    assert list(message.entries.order_by("pk").values_list("attempt", flat=True)) == [1, 2]


def test_sending_again_is_noted_with_who_asked():
    message, officer = make_message(None, attachments=[]), UserFactory(name="이담당")
    delivery.deliver(message.pk, at=NOON)

    assert outbox.send_again(message_id=message.pk, by_id=officer.pk, at=NOON)
    delivery.deliver(message.pk, at=NOON)

    assert kinds(message) == [EntryKind.SENT, EntryKind.AGAIN, EntryKind.SENT]
    message.refresh_from_db()
    assert [line.who for line in mailledger.life(message)] == ["", "", "이담당", ""]
    assert len(django_mail.outbox) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOON + timedelta(days=1)},
        {"kind": EntryKind.SENT},
        {"words": "better words"},
        {"words": ""},  # and the address is left
        {"words": "", "old_address": "", "status": "250"},
    ],
)
def test_line_is_never_changed(change):
    message = make_message(None, attachments=[])
    entry(message, words="550 No such user", old_address="old@example.com", status="550")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        message.entries.update(**change)

    assert message.entries.get().words == "550 No such user"


def test_line_is_blanked_with_its_mail_and_stays_as_a_figure():
    message = make_message(None, state=MessageState.FAILED, error="550 <guest@example.com>")
    entry(message, words="550 <guest@example.com>", status="550")
    entry(message, EntryKind.CORRECTED, old_address="guest@example.com", new_address="guest2@example.com")
    other = entry(make_message(None, state=MessageState.FAILED), words="550 somebody else")

    assert forgetting.blank_finished(Message.objects.filter(pk=message.pk)) == 1

    said = list(
        message.entries.order_by("pk").values_list("kind", "words", "old_address", "new_address", "status")
    )
    assert said == [(EntryKind.GIVEN_UP, "", "", "", "550"), (EntryKind.CORRECTED, "", "", "", "")]
    other.refresh_from_db()
    assert other.words == "550 somebody else"


def test_life_takes_the_same_queries_however_long_it_is():
    message = make_message(None, attachments=[])
    for count in (1, 3):
        while message.entries.count() < count:
            entry(message, EntryKind.DEFERRED, by_id=UserFactory().pk)
        fresh = Message.objects.get(pk=message.pk)
        with assertNumQueries(2):
            mailledger.life(fresh)


def test_words_of_a_server_are_one_line_and_no_novel():
    line = entry(make_message(None, attachments=[]), words="550\r\n no\0 such " + "user " * 1000)

    assert line.words.startswith("550 no such user user")
    assert len(line.words) == mailledger.LONGEST
