"""Drafts that wait for a person's word."""

import pytest
from django.db import IntegrityError, transaction

from events import batches, delivery, outbox
from events.models import Message, MessageState
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db


def draft(event, *numbers, batch="release:1"):
    mails = [
        batches.Keyed(
            f"{batch}:guest:{number}",
            outbox.Mail(
                to=f"guest{number}@example.com",
                subject="일정 변경",
                text="\t첫 줄\\\n둘째 줄\n",
                html='<p class="a">안녕</p>',
                attachments=[outbox.Attachment("a.ics", "text/calendar; method=REQUEST", b"BEGIN\r\n")],
                token_subject="registration:ACDEFGHJ",
            ),
        )
        for number in numbers
    ]
    return batches.draft(mails, batch=batch, event_id=event.pk, at=NOON)


def test_draft_holds_the_mail_as_it_was_and_is_not_due():
    event = EventFactory()

    assert draft(event, 1) == 1

    message = Message.objects.get()
    assert (message.state, message.batch, message.event) == (MessageState.DRAFT, "release:1", event)
    assert (message.to, message.subject) == ("guest1@example.com", "일정 변경")
    assert (message.text, message.html) == ("\t첫 줄\\\n둘째 줄\n", '<p class="a">안녕</p>')
    assert message.attachments == [
        outbox.Attachment("a.ics", "text/calendar; method=REQUEST", b"BEGIN\r\n").as_json()
    ]
    assert message.token_subject == "registration:ACDEFGHJ"
    assert list(Message.objects.due(at=NOON)) == []


def test_draft_is_not_sent_by_a_bell():
    draft(EventFactory(), 1)
    message = Message.objects.get()

    delivery.deliver(message.pk, at=NOON)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.DRAFT, 0)


def test_batch_is_queued_as_one_and_rings_once(django_capture_on_commit_callbacks):
    event = EventFactory()
    draft(event, 1, 2)
    draft(event, 1, batch="release:2")

    with django_capture_on_commit_callbacks() as bells:
        sent = batches.send(event_id=event.pk, batch="release:1", at=NOON)

    assert (sent, len(bells)) == (2, 1)
    assert Message.objects.due(at=NOON).count() == 2
    assert batches.waiting(event.pk) == ["release:2"]


def test_batch_sent_twice_is_sent_once(django_capture_on_commit_callbacks):
    event = EventFactory()
    draft(event, 1)

    with django_capture_on_commit_callbacks() as first:
        batches.send(event_id=event.pk, batch="release:1", at=NOON)
    with django_capture_on_commit_callbacks() as second:
        again = batches.send(event_id=event.pk, batch="release:1", at=NOON)

    assert (len(first), len(second), again) == (1, 0, 0)


def test_batch_of_another_event_is_out_of_reach():
    event, other = EventFactory(), EventFactory()
    draft(event, 1)

    assert batches.send(event_id=other.pk, batch="release:1", at=NOON) == 0
    assert batches.discard(event_id=other.pk, batch="release:1") == 0
    assert batches.waiting(event.pk) == ["release:1"]


def test_batch_is_thrown_away_but_not_what_was_sent():
    event = EventFactory()
    draft(event, 1)
    batches.send(event_id=event.pk, batch="release:1", at=NOON)
    draft(event, 2)

    assert batches.discard(event_id=event.pk, batch="release:1") == 1
    assert Message.objects.get().to == "guest1@example.com"


def test_key_is_drafted_once():
    event = EventFactory()
    draft(event, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        draft(event, 1)
