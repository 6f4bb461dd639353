"""Mailings with mails that wait for their turn."""

from uuid import uuid4

from events import mailings, outbox
from events.batches import Keyed
from events.models import Event, Mailing, MailingKind
from tests.factories.events import NOON


def mails(count: int, *, start: int = 0) -> list[Keyed]:
    """Mails with keys of their own."""
    run = uuid4().hex[:8]
    return [
        Keyed(f"{run}:{n}", outbox.Mail(to=f"guest{n}@example.com", subject="안내", text="안녕하십니까."))
        for n in range(start, start + count)
    ]


def made(event: Event, *, by=None, rate: int = 60) -> Mailing:
    """A mailing that is being written."""
    return mailings.make(
        event_id=event.pk,
        kind=MailingKind.MASS,
        title="주차 안내",
        rate=rate,
        by_id=by and by.pk,
        at=NOON,
    )


def submitted(event: Event, count: int, *, by=None, rate: int = 60) -> Mailing:
    """A mailing of so many mails that was submitted, and runs unless the event asks for an approval."""
    mailing = made(event, by=by, rate=rate)
    return mailings.submit(mailing_id=mailing.pk, mails=mails(count), by_id=by and by.pk, at=NOON)
