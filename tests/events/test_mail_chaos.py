"""Mails through real processes while everything goes wrong: none is lost, each comes to an end, doubles are counted."""

import http.client
import re
import socket
import threading
from collections import Counter
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from agenda import releasing
from events.models import EntryKind, Message, MessageEntry, MessageState
from registrations.models import Registration
from tests import workers
from tests.factories.admin import make_message
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.faultysmtp import faulty_server
from tests.smtp import free_port, mail_server

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

FAULTS = ("good", "busy", "dropped", "stalled", "unknown", "refused", "toolong")
EACH = 3
LOST = ("unknown", "refused", "toolong")  # for these the server is right to take no mail


def _environment(port: int, **more: object) -> dict[str, str]:
    settings = {
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "RING_SECONDS": 1,
        "MESSAGE_LEASE_SECONDS": 3,
        "MESSAGE_PAUSE_SECONDS": "1,1",
        "MAIL_TIMEOUT_SECONDS": 1,
        "WORKER_CONCURRENCY": 1,
    }
    return workers.environment(**settings | more)


def _put(*addresses: str) -> None:
    """Due mails, for which beat rings: the test's own process has no broker."""
    for address in addresses:
        text = "안내" * (20_000 if address.startswith("toolong") else 1)
        make_message(None, to=address, text=text, html="", attachments=[], due_at=timezone.now())


def _all_are(*states: MessageState):
    return lambda: not Message.objects.exclude(state__in=states).exists()


def _unsure() -> set[str]:
    return set(MessageEntry.objects.filter(kind=EntryKind.UNSURE).values_list("message__to", flat=True))


def test_every_fault_of_a_server_comes_to_an_end_and_only_what_it_had_comes_twice():
    workers.empty_broker()
    addresses = [f"{fault}{number}@example.com" for fault in FAULTS for number in range(EACH)]
    with faulty_server() as mailbox:
        env = _environment(mailbox.port)
        with workers.celery("worker", env=env), workers.celery("beat", "--pidfile", "", env=env):
            _put(*addresses)
            ended = workers.wait_until(_all_are(MessageState.SENT, MessageState.FAILED), seconds=40)

    assert ended
    lost = set(Message.objects.filter(state=MessageState.FAILED).values_list("to", flat=True))
    assert lost == {to for to in addresses if to.startswith(LOST)}
    arrived = Counter(mail["To"] for mail in mailbox.mails)
    assert set(arrived) == {to for to in addresses if not to.startswith(LOST)}
    doubles = {to for to, times in arrived.items() if times > 1}
    assert doubles == _unsure() == {to for to in addresses if to.startswith(("dropped", "stalled"))}
    assert max(arrived.values()) == 2


def test_server_that_is_down_for_a_while_gets_every_mail_once():
    workers.empty_broker()
    port = free_port()
    env = _environment(port, MESSAGE_PAUSE_SECONDS="1," * 30 + "1")
    addresses = [f"guest{number}@example.com" for number in range(10)]
    with workers.celery("worker", env=env), workers.celery("beat", "--pidfile", "", env=env):
        _put(*addresses)
        assert workers.wait_until(
            lambda: MessageEntry.objects.filter(kind=EntryKind.DEFERRED).count() >= 2, seconds=20
        )
        with faulty_server(port=port) as mailbox:
            assert workers.wait_until(_all_are(MessageState.SENT), seconds=20)

    assert Counter(mail["To"] for mail in mailbox.mails) == dict.fromkeys(addresses, 1)
    assert _unsure() == set()


class _Silent:
    """Takes connections and says nothing: who calls has claimed a mail, and waits."""

    def __init__(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        self._called = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        self._connection, _address = self._listener.accept()
        self._called.set()

    def wait(self) -> bool:
        return self._called.wait(timeout=20)

    def close(self) -> None:
        self._connection.close()
        self._listener.close()


def _kill_when_claimed(port: int, env: dict[str, str]) -> int:
    silent = _Silent(port)
    with workers.celery("worker", env=env) as worker:
        assert silent.wait()
        workers.kill(worker)
    silent.close()
    return 0


def _kill_at_the_recipient(port: int, env: dict[str, str]) -> int:
    return _kill_at(port, env, "pause_at_recipient")


def _kill_after_the_mail(port: int, env: dict[str, str]) -> int:
    return _kill_at(port, env, "pause")


def _kill_at(port: int, env: dict[str, str], pause: str) -> int:
    with mail_server(at_port=port, **{pause: 2.0}) as mailbox, workers.celery("worker", env=env) as worker:
        assert workers.wait_until(lambda: mailbox.is_pausing, seconds=20)
        workers.kill(worker)
    return len(mailbox.mails)


@pytest.mark.parametrize(
    ("kill", "had"), [(_kill_when_claimed, 0), (_kill_at_the_recipient, 0), (_kill_after_the_mail, 1)]
)
def test_mail_of_a_killed_worker_is_sent_by_the_next_and_marked(kill, had):
    workers.empty_broker()
    port = free_port()
    env = _environment(port, MAIL_TIMEOUT_SECONDS=30)
    _put("guest@example.com")
    with workers.celery("beat", "--pidfile", "", env=env):
        assert kill(port, env) == had
        workers.empty_broker()

        with mail_server(at_port=port) as mailbox, workers.celery("worker", env=env):
            assert workers.wait_until(_all_are(MessageState.SENT), seconds=20)

    assert len(mailbox.mails) == 1
    assert list(MessageEntry.objects.order_by("pk").values_list("kind", "attempt")) == [
        (EntryKind.UNSURE, 1),
        (EntryKind.SENT, 2),
    ]


def test_guests_notice_nothing_of_a_broker_that_is_gone_and_have_their_mail_later():
    event = EventFactory(open_now=True, capacity=10)
    SessionFactory(event=event, room=None, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    port = free_port()
    with mail_server() as mailbox:
        env = _environment(mailbox.port, PUBLIC_URL=f"http://127.0.0.1:{port}")
        without_broker = {**env, "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
        with workers.web(port, env=without_broker):
            answers = [_register(port, event.slug, f"guest{number}@example.com") for number in range(3)]
        workers.empty_broker()
        waiting = Message.objects.filter(state=MessageState.QUEUED).count()
        with workers.celery("worker", env=env), workers.celery("beat", "--pidfile", "", env=env):
            sent = workers.wait_until(_all_are(MessageState.SENT), seconds=20)

    assert answers == [302] * 3
    assert (Registration.objects.count(), waiting, sent) == (3, 3, True)
    assert sorted(mail["To"] for mail in mailbox.mails) == [f"guest{n}@example.com" for n in range(3)]


def _register(port: int, slug: str, email: str) -> int:
    """Opens and sends the form, as a browser does; the answer's status."""
    address = f"/events/{slug}/register/"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", address)
    response = connection.getresponse()
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', response.read().decode())
    form = {
        "csrfmiddlewaretoken": token,
        "name": "홍길동",
        "organization": "한국기계",
        "phone": "010-1234-5678",
        "email": email,
        "category": "company",
        "consent_privacy": "on",
        "consent_age": "on",
    }
    headers = {
        "Cookie": response.headers["Set-Cookie"].split(";")[0],
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", address, body=urlencode(form), headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status
