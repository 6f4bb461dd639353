"""Mails through real processes that are killed, and a broker that loses everything."""

import sys
from collections import Counter

import pytest
from django.db.models import Max

from events.models import Message, MessageState
from tests import workers
from tests.smtp import mail_server

MAILS = 200
CONCURRENCY = 1  # so that one mail at most is in flight when the worker dies

PUT_MAILS = """
from django.utils import timezone
from events import outbox
for number in range(int(sys.argv[1])):
    mail = outbox.Mail(to=f"guest{number}@example.com", subject="참가 확정", text="안내")
    outbox.put(mail, key=f"test:{number}", event_id=None, at=timezone.now())
"""


def _environment(port: int) -> dict[str, str]:
    return workers.environment(
        EMAIL_URL=f"smtp://127.0.0.1:{port}",
        RING_SECONDS=1,
        MESSAGE_LEASE_SECONDS=4,
        WORKER_CONCURRENCY=CONCURRENCY,
    )


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_every_mail_arrives_though_the_worker_is_killed_and_the_broker_emptied(capsys):
    workers.empty_broker()
    with mail_server(pause=0.02) as mailbox:
        env = _environment(mailbox.port)
        workers.read_lines(workers.run_code(PUT_MAILS, MAILS, env=env))
        with workers.celery("worker", env=env) as worker:
            before = mailbox.wait_for(60, seconds=60)
            workers.kill(worker)
        in_flight = Message.objects.filter(state=MessageState.SENDING).count()
        workers.empty_broker()

        with workers.celery("worker", env=env), workers.celery("beat", "--pidfile", "", env=env):
            workers.wait_until(
                lambda: Message.objects.filter(state=MessageState.SENT).count() == MAILS, seconds=60
            )

    arrived = Counter(mail["To"] for mail in mailbox.mails)
    twice = sum(arrived.values()) - len(arrived)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{before} mails before the kill, {in_flight} in flight; of {MAILS}, {twice} came twice\n"
        )
    assert set(arrived) == {f"guest{number}@example.com" for number in range(MAILS)}
    assert before < MAILS
    assert twice <= in_flight <= CONCURRENCY
    assert Message.objects.filter(state=MessageState.SENT).count() == MAILS
    assert Message.objects.aggregate(most=Max("attempts"))["most"] <= 2


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_mail_is_sent_at_once_and_without_beat():
    workers.empty_broker()
    with mail_server() as mailbox:
        env = _environment(mailbox.port)
        with workers.celery("worker", env=env):
            workers.read_lines(workers.run_code(PUT_MAILS, 1, env=env))

            assert mailbox.wait_for(1, seconds=30) == 1
            assert workers.wait_until(lambda: Message.objects.get().state == MessageState.SENT, seconds=5)
