"""Sending what is due: in shares that are disjoint, single mails first, and not at all to a server that is down."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail

from events import rounds, smtplink, tasks
from events.models import Message, MessageState
from tests.factories.admin import make_message
from tests.factories.events import NOON
from tests.smtp import free_port

pytestmark = pytest.mark.django_db

LONG_AGO = NOON - timedelta(days=36_500)  # the rounds read the real clock
FAR = NOON + timedelta(days=36_500)


def due(**fields) -> Message:
    return make_message(None, attachments=[], due_at=LONG_AGO, **fields)


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (2, 1), (3, 2), (9, 4)])
def test_more_mails_are_more_shares_up_to_a_most(monkeypatch, count, expected):
    monkeypatch.setattr(rounds, "EACH", 2)
    monkeypatch.setattr(rounds, "MOST", 4)
    for _ in range(count):
        due()
    make_message(None, due_at=FAR)

    assert rounds.shares() == expected


def test_each_share_is_sent_by_itself():
    mails = [due() for _ in range(6)]

    assert not rounds.deliver_share(1, 3, seconds=60)

    sent = Message.objects.filter(state=MessageState.SENT).values_list("pk", flat=True)
    assert set(sent) == {mail.pk for mail in mails if mail.pk % 3 == 1}


def test_single_mails_go_before_those_to_many(monkeypatch):
    monkeypatch.setattr(rounds, "CHUNK", 1)
    for number in range(3):
        due(to=f"many{number}@example.com", batch="to-many")
    due(to="single@example.com")

    rounds.deliver_share(0, 1, seconds=60)

    assert next(mail.to[0] for mail in django_mail.outbox) == "single@example.com"
    assert len(django_mail.outbox) == 4


def test_slice_ends_in_time_and_says_that_there_is_more():
    for _ in range(3):
        due()

    assert rounds.deliver_share(0, 1, seconds=0)
    assert len(django_mail.outbox) == 1


def test_server_that_is_down_costs_one_mail_an_attempt_and_leaves_the_others(settings):
    settings.EMAIL_BACKEND = "events.smtplink.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for _ in range(3):
        due()

    assert not rounds.deliver_share(0, 1, seconds=60)
    smtplink.link.hang_up()

    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_bells_go_on_until_everything_is_sent(monkeypatch):
    monkeypatch.setattr(tasks, "SLICE", 0)
    for _ in range(5):
        due()

    tasks.ring_for_due_rows()

    assert len(django_mail.outbox) == 5
