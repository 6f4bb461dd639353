"""Two rounds at once, and a round against somebody who stops it: each needs the lock on the mailing."""

from datetime import timedelta

import pytest

from events import mailings
from events.models import MailingState, MessageState
from tests.factories.events import NOON, EventFactory
from tests.factories.mailings import made, mails, submitted
from tests.racing import overtaken, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_double_round_queues_each_mail_once_and_keeps_the_rate():
    mailing = submitted(EventFactory(), 50, rate=10)

    with overtaken(lambda: mailings.advance(mailing_id=mailing.pk, at=NOON)) as second:
        first = mailings.advance(mailing_id=mailing.pk, at=NOON)

    assert (first, second.result()) == (10, 0)
    assert mailing.messages.filter(state=MessageState.QUEUED).count() == 10


def test_many_rounds_at_once_stay_within_the_rate():
    mailing = submitted(EventFactory(), 50, rate=10)

    queued = race(
        lambda n: mailings.advance(mailing_id=mailing.pk, at=NOON + timedelta(milliseconds=n)), racers=6
    )

    assert sum(queued) == 10
    assert mailing.messages.filter(state=MessageState.QUEUED).count() == 10


def test_round_overtaken_by_a_stop_queues_nothing():
    mailing = submitted(EventFactory(), 5)

    with overtaken(lambda: mailings.advance(mailing_id=mailing.pk, at=NOON)) as late:
        stopped = mailings.stop(mailing_id=mailing.pk, by_id=None, at=NOON)

    assert (len(stopped), late.result()) == (5, 0)
    assert set(mailing.messages.values_list("state", flat=True)) == {MessageState.STOPPED}


def test_two_who_submit_at_once_freeze_the_mails_once():
    mailing = made(EventFactory())

    def submit(n: int) -> str:
        try:
            mailings.submit(mailing_id=mailing.pk, mails=mails(3), by_id=None, at=NOON)
        except mailings.MailingRefused:
            return "refused"
        return "submitted"

    assert sorted(race(submit, racers=2)) == ["refused", "submitted"]
    assert mailing.messages.count() == 3
    mailing.refresh_from_db()
    assert mailing.state == MailingState.RUNNING
