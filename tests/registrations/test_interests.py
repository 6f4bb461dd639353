"""개최 알림 신청: confirmed by the address's owner, told once, then gone."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail

from events import codes, delivery, notation, publishing
from events.models import EventState, Message, MessageState
from registrations import interestmails, interests
from registrations.models import DestroyedKind, Destruction, DestructionReason, Interest
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def _planned(**fields):
    return EventFactory(**{"state": EventState.PLANNED, "name": "M.AX 컨퍼런스(로봇)", **fields})


def _ask(event, email="gildong@example.com", *, language="ko", at=NOON):
    interests.ask(event_id=event.pk, email=email, language=language, at=at)


def _token(interest):
    return codes.derive_token(interestmails.subject(interest.code))


def _confirmed(event, email="gildong@example.com", **fields):
    _ask(event, email, **fields)
    interest = Interest.objects.get(event=event, email=email)
    return interests.confirm(token=_token(interest), at=NOON)


def _open(event):
    publishing.announce(event_id=event.pk)


def _deliver_all(at):
    for message in Message.objects.filter(state=MessageState.QUEUED).order_by("pk"):
        delivery.deliver(message.pk, at=at)


def test_wish_is_kept_with_the_text_agreed_to_and_waits_to_be_confirmed():
    event = _planned()

    _ask(event, "Gildong@example.com")

    interest = Interest.objects.get()
    assert (interest.email, interest.confirmed_at) == ("gildong@example.com", None)
    assert interest.consent_text.startswith("개최 알림을 받기 위한 개인정보 수집·이용에 동의합니다.\n목적:")
    assert (interest.consent_version, len(interest.consent_hash)) == (interests.VERSION, 64)
    assert interests.waiting(event.pk) == 0
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == ("gildong@example.com", "[개최 알림] M.AX 컨퍼런스(로봇)")


def test_row_of_the_mail_opens_nothing():
    _ask(_planned())

    interest, message = Interest.objects.get(), Message.objects.get()
    assert _token(interest) not in message.text + message.html
    assert interest.token_hash == codes.hash_token(_token(interest))


def test_wish_asked_for_again_is_one_row_and_at_most_one_mail_in_ten_minutes():
    event = _planned()
    _ask(event)
    _ask(event, "GILDONG@example.com")
    _ask(event, at=NOON + timedelta(minutes=11))

    assert Interest.objects.count() == 1
    assert Message.objects.count() == 2


def test_wish_is_counted_once_it_is_confirmed():
    event = _planned()

    interest = _confirmed(event)
    interests.confirm(token=_token(interest), at=LATER)

    interest.refresh_from_db()
    assert interest.confirmed_at == NOON
    assert interests.waiting(event.pk) == 1


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.CLOSED, EventState.POSTPONED])
def test_event_that_opens_no_registration_takes_no_wishes(state):
    event = EventFactory(state=state)

    with pytest.raises(interests.InterestRefused):
        _ask(event)

    assert not Interest.objects.exists()
    assert not Message.objects.exists()


def test_everybody_confirmed_is_told_once_in_their_language_and_forgotten(mailoutbox):
    event = _planned(name_en="M.AX Conference (Robots)")
    _confirmed(event)
    _confirmed(event, "john@example.com", language="en")
    _ask(event, "unconfirmed@example.com")
    _deliver_all(NOON)
    mailoutbox.clear()
    assert interests.tell(at=NOON) == 0
    _open(event)

    assert interests.tell(at=LATER) == 2
    assert interests.tell(at=LATER) == 0

    _deliver_all(LATER)
    assert [mail.to for mail in django_mail.outbox] == [["gildong@example.com"], ["john@example.com"]]
    korean, english = (mail.body for mail in django_mail.outbox)
    assert f"http://testserver/events/{event.slug}/register/\n" in korean
    assert f"http://testserver/en/events/{event.slug}/register/\n" in english
    assert [interest.email for interest in Interest.objects.all()] == ["unconfirmed@example.com"]
    ledger = Destruction.objects.get()
    assert (ledger.kind, ledger.event, ledger.count) == (DestroyedKind.INTEREST, event, 2)
    assert ledger.reason == DestructionReason.PURPOSE_MET


def test_event_that_is_announced_and_not_open_yet_is_waited_for():
    event = _planned(registration_opens_at=LATER)
    _confirmed(event)
    _open(event)

    assert interests.tell(at=NOON) == 0
    assert interests.tell(at=LATER) == 1


@pytest.mark.parametrize(("clock", "told"), [(7, 0), (8, 1), (20, 1), (21, 0)])
def test_nobody_is_told_at_night(clock, told):
    event = _planned()
    _confirmed(event)
    _open(event)

    assert interests.tell(at=LATER.astimezone(notation.SEOUL).replace(hour=clock)) == told


def test_many_are_told_in_batches(monkeypatch):
    monkeypatch.setattr(interests, "BATCH", 2)
    event = _planned()
    for number in range(5):
        _confirmed(event, f"guest{number}@example.com")
    _open(event)

    assert interests.tell(at=LATER) == 5
    assert [row.count for row in Destruction.objects.order_by("pk")] == [2, 2, 1]


def test_wish_is_taken_back_and_the_address_forgotten():
    interest = _confirmed(_planned())

    for _time in range(2):
        interests.leave(token=_token(interest), at=LATER)

    assert not Interest.objects.exists()
    assert Destruction.objects.get().reason == DestructionReason.REQUEST
    with pytest.raises(interests.NotFound):
        interests.confirm(token=_token(interest), at=LATER)


def test_what_nobody_confirmed_in_seven_days_goes():
    event = _planned()
    _ask(event)
    confirmed = _confirmed(event, "kept@example.com")

    assert interests.delete_stale(at=NOON + timedelta(days=7)) == 0
    assert interests.delete_stale(at=NOON + timedelta(days=7, seconds=1)) == 1

    assert Interest.objects.get() == confirmed
    assert Destruction.objects.get().reason == DestructionReason.EXPIRED


def test_what_waits_for_more_than_a_year_goes():
    _confirmed(_planned())

    assert interests.delete_stale(at=NOON + timedelta(days=366)) == 1


def test_what_waits_for_an_event_that_was_cancelled_goes():
    event = _planned()
    _confirmed(event)
    publishing.cancel(event_id=event.pk)

    assert interests.delete_stale(at=LATER) == 1
