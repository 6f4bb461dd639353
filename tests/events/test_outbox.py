"""Asking for a mail: once a key, after the commit, and never at the visitor's cost."""

import socketserver
import threading
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction

from events import hours, notation, outbox
from events.models import Message, MessageState
from maxforum.celery import app
from tests.factories.events import NOON

LONG_AGO = NOON - timedelta(days=3650)  # tasks read the real clock
MAIL = outbox.Mail(to="guest@example.com", subject="참가 확정", text="안내")


@pytest.fixture
def calls():
    """What rang at a server that hangs up at once: one entry a call."""
    found = []

    class HangUp(socketserver.BaseRequestHandler):
        def handle(self):
            found.append(self.client_address)

    with socketserver.TCPServer(("127.0.0.1", 0), HangUp) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        found.append(server.server_address[1])
        yield found
        server.shutdown()
        thread.join()


@pytest.fixture
def dead_broker(calls):
    """The Celery app of this process, ringing at a server that never answers; gives the calls that it got."""
    names = ("task_always_eager", "broker_url", "broker_write_url")
    before = {name: getattr(app.conf, name) for name in names}
    pools = app._pool, app.amqp._producer_pool
    nowhere = f"redis://127.0.0.1:{calls.pop()}/0"
    app.conf.update(task_always_eager=False, broker_url=nowhere, broker_write_url=nowhere)
    app._pool = app.amqp._producer_pool = None
    yield calls
    app.conf.update(before)
    app._pool, app.amqp._producer_pool = pools


@pytest.mark.django_db
def test_put_queues_a_mail_and_rings_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        message = outbox.put(MAIL, key="registration:1:received", event_id=None, at=LONG_AGO)
        assert django_mail.outbox == []

    assert len(callbacks) == 1
    assert [sent.to for sent in django_mail.outbox] == [["guest@example.com"]]
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENT, 1)


@pytest.mark.django_db
def test_put_with_a_known_key_changes_nothing(django_capture_on_commit_callbacks):
    first = outbox.put(MAIL, key="registration:1:received", event_id=None, at=NOON)

    with django_capture_on_commit_callbacks() as callbacks:
        second = outbox.put(
            outbox.Mail(to="other@example.com", subject="다른 메일", text="다름"),
            key="registration:1:received",
            event_id=None,
            at=NOON,
        )

    assert (second.pk, second.to) == (first.pk, "guest@example.com")
    assert callbacks == []
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_put_of_a_new_key_is_one_query_and_rings(
    django_assert_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks, django_assert_num_queries(1):
        outbox.put(MAIL, key="registration:1:received", event_id=None, at=NOON, is_new=True)

    assert len(callbacks) == 1
    assert Message.objects.get().to == "guest@example.com"


@pytest.mark.django_db(transaction=True)
def test_put_in_a_transaction_that_fails_leaves_nothing():
    def put_and_fail() -> None:
        with transaction.atomic():
            outbox.put(MAIL, key="registration:1:received", event_id=None, at=NOON)
            raise RuntimeError("the cause did not happen")

    with pytest.raises(RuntimeError, match="did not happen"):
        put_and_fail()

    assert Message.objects.count() == 0
    assert django_mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_put_with_a_dead_broker_keeps_the_row_and_does_not_fail(dead_broker):
    with transaction.atomic():
        outbox.put(MAIL, key="registration:1:received", event_id=None, at=NOON)

    # Every call may last as long as a connection is waited for, at the visitor's cost.
    assert len(dead_broker) == 1
    assert app.conf.broker_transport_options["socket_connect_timeout"] <= 1
    assert list(Message.objects.values_list("state", "attempts")) == [(MessageState.QUEUED, 0)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "queued"),
    [
        (MessageState.FAILED, True),
        (MessageState.SENT, True),
        (MessageState.QUEUED, False),
        (MessageState.SENDING, False),
    ],
)
def test_send_again_only_what_is_not_on_its_way(state, queued):
    message = outbox.put(MAIL, key="registration:1:received", event_id=None, at=NOON)
    Message.objects.filter(pk=message.pk).update(
        state=state,
        attempts=4,
        error="x",
        claimed_at=NOON,
        sent_at=NOON if state == MessageState.SENT else None,
    )

    assert outbox.send_again(message_id=message.pk, by_id=None, at=NOON) is queued

    message.refresh_from_db()
    expected = (MessageState.QUEUED, 0, "") if queued else (state, 4, "x")
    assert (message.state, message.attempts, message.error) == expected


@pytest.mark.django_db
def test_subject_is_one_line():
    mail = outbox.Mail(
        to="guest@example.com", subject="[참가 확정] 제1회\r\nBcc: x@example.com ", text="안내"
    )

    message = outbox.put(mail, key="registration:1:received", event_id=None, at=NOON)

    assert message.subject == "[참가 확정] 제1회 Bcc: x@example.com"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "waits"),
    [({}, False), ({"unsubscribe": "https://example.com/news/x/"}, True), ({"channel": "text"}, True)],
)
def test_news_and_text_messages_are_not_sent_again_at_night(fields, waits):
    night = NOON.astimezone(notation.SEOUL).replace(hour=23)
    message = outbox.put(MAIL, key="registration:1:received", event_id=None, at=NOON)
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED, **fields)

    assert outbox.send_again(message_id=message.pk, by_id=None, at=night)

    assert Message.objects.due(at=night).exists() is not waits
    assert Message.objects.due(at=hours.next_open(night)).exists()
