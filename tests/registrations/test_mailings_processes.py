"""A mailing through real processes: a worker that is killed, a broker that is emptied, and two beats that tick at once."""

from collections import Counter

import pytest

from events.models import Mailing, MailingState, Message, MessageState
from registrations import mass_mailing
from registrations.audiences import Audience, Group
from registrations.mass_mailing import Content
from tests import workers
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.smtp import mail_server

MAILS, RATE = 140, 120  # mails, and mails a minute: the first minute's at once, then two a second
CONCURRENCY = 1


def mass_mail() -> Mailing:
    """A submitted mass mail to so many guests."""
    event = EventFactory(open_now=True)
    for number in range(MAILS):
        RegistrationFactory(event=event, email=f"guest{number}@example.com")
    content = Content(subject="주차 안내", body="{성명} 님")
    audience = Audience(groups=[Group.CONFIRMED])
    mail = mass_mailing.write(
        event_id=event.pk, content=content, audience=audience, rate=RATE, by_id=None, at=NOON
    )
    seen = mass_mailing.digest(mail, mass_mailing.recipients(mail).found)
    return mass_mailing.submit(mailing_id=mail.pk, seen=seen, by_id=None, at=NOON)


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_mailing_keeps_its_rate_and_sends_each_once_whatever_dies():
    mailing = mass_mail()
    workers.empty_broker()
    with mail_server(pause=0.02) as mailbox:
        env = workers.environment(
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}",
            RING_SECONDS=1,
            MESSAGE_LEASE_SECONDS=4,
            WORKER_CONCURRENCY=CONCURRENCY,
            MAILING_FROM_HOUR=0,
            MAILING_UNTIL_HOUR=24,
        )
        with workers.celery("worker", env=env) as worker, workers.celery("beat", "--pidfile", "", env=env):
            mailbox.wait_for(30, seconds=60)
            workers.kill(worker)
        in_flight = Message.objects.filter(state=MessageState.SENDING).count()
        workers.empty_broker()
        with (
            workers.celery("worker", env=env),
            workers.celery("beat", "--pidfile", "", env=env),
            workers.celery("beat", "--pidfile", "", env=env),
        ):
            done = workers.wait_until(
                lambda: Mailing.objects.get(pk=mailing.pk).state == MailingState.DONE, seconds=60
            )

    arrived = Counter(mail["To"] for mail in mailbox.mails)
    assert done
    assert set(arrived) == {f"guest{number}@example.com" for number in range(MAILS)}
    assert sum(arrived.values()) - MAILS <= in_flight <= CONCURRENCY
    queued = sorted(mailing.messages.values_list("due_at", flat=True))
    for count, at in enumerate(queued, start=1):
        assert count <= RATE + (at - queued[0]).total_seconds() * RATE / 60 + 1
