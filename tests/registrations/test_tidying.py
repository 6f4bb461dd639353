import os
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from events import delivery, forgetting
from events.models import EventState, Message, User
from registrations import guestmails, interests, signincodes, tasks, tidying
from registrations.models import DestroyedKind, Destruction, Interest
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db


def _code_mail(at=NOON):
    guestmails.sign_in_code(email="g@example.com", seed=signincodes.new_seed(), language="ko", at=at)
    return Message.objects.latest("pk")


def test_mail_with_a_code_is_blanked_a_day_after_it_was_sent():
    sent, waiting = _code_mail(), _code_mail()
    delivery.deliver(sent.pk, at=NOON)

    assert tidying.blank_passing_mails(at=NOON + timedelta(hours=23)) == 0
    assert tidying.blank_passing_mails(at=NOON + timedelta(hours=25)) == 1
    assert tidying.blank_passing_mails(at=NOON + timedelta(hours=25)) == 0

    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.to, sent.text, sent.html) == (forgetting.NOBODY, "", "")
    assert waiting.to == "g@example.com"
    ledger = Destruction.objects.get()
    assert (ledger.kind, ledger.count, ledger.event) == (DestroyedKind.MESSAGE, 1, None)


def test_hourly_round_throws_everything_away_that_is_due():
    interests.ask(
        event_id=EventFactory(state=EventState.PLANNED).pk, email="g@example.com", language="ko", at=NOON
    )
    Interest.objects.update(asked_at=timezone.now() - timedelta(days=8))
    User.objects.guest("idle@example.com")
    session = SessionStore()
    session.set_expiry(-1)
    session.create()
    lost = default_storage.save("badges/lost.png", ContentFile(b"of a layout that was not kept"))
    a_day_ago = (timezone.now() - timedelta(days=1)).timestamp()
    os.utime(default_storage.path(lost), (a_day_ago, a_day_ago))

    tasks.tidy_up()

    assert not Interest.objects.exists()
    assert not User.objects.exists()
    assert not Session.objects.exists()
    assert not default_storage.exists(lost)
