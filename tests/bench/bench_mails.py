"""10,000 mails to a mail server of this machine, by one worker of one process: each once, and how many a second."""

import logging
import time
from collections import Counter

from django.utils import timezone

from events import batches, outbox
from events.models import Message, MessageState
from tests import workers
from tests.bench.figures import Figure
from tests.factories.events import EventFactory
from tests.smtp import mail_server

MAILS = 10_000
BODY = "안녕하십니까. 제2회 M.AX 컨퍼런스에 모시고자 합니다.\n" * 20


def measure(runs: int) -> list[Figure]:
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the SMTP server tells every command
    rates, seconds, connections = [], [], []
    for _ in range(runs):
        with mail_server() as mailbox:
            event = EventFactory()
            mails = [
                batches.Keyed(
                    f"bench:{event.pk}:{number}",
                    outbox.Mail(f"guest{number}@example.com", "초청의 글", BODY, f"<p>{BODY}</p>"),
                )
                for number in range(MAILS)
            ]
            batches.draft(mails, batch="bench", event_id=event.pk, at=timezone.now())
            env = workers.environment(
                EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}", WORKER_CONCURRENCY=1, RING_SECONDS=5
            )
            workers.empty_broker()
            with workers.celery("worker", env=env), workers.celery("beat", "--pidfile", "", env=env):
                began = time.perf_counter()
                Message.objects.filter(event=event).update(state=MessageState.QUEUED)
                mailbox.wait_for(MAILS, seconds=600)
                took = time.perf_counter() - began
                workers.wait_until(lambda event=event: not _unsent(event.pk), seconds=10)
            arrived = Counter(mail["To"] for mail in mailbox.mails)
            assert (len(arrived), set(arrived.values())) == (MAILS, {1}), "a mail is missing, or came twice"
            assert not _unsent(event.pk)
            rates.append(MAILS / took)
            seconds.append(took)
            connections.append(float(len(mailbox.connections)))
    return [
        Figure(f"{MAILS:,} mails, one worker of one process", "per s", rates),
        Figure("  all of them", "s", seconds),
        Figure("  connections", "", connections),
    ]


def _unsent(event_id: int) -> int:
    return Message.objects.filter(event=event_id).exclude(state=MessageState.SENT).count()
