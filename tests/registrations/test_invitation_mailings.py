"""Invitations to many go out as a mailing; what is stopped before it left is unsent again."""

from datetime import timedelta

import pytest

from events import delivery, mailings, notation
from events.models import Mailing, MailingKind, MailingState, Message, MessageState
from registrations import (
    callingoff,
    invitation_sending,
    inviting,
    mailing_rounds,
    moving,
    privacy,
    reminders,
    stopping,
)
from registrations.models import DestructionReason, ReminderKind
from registrations.moving import BookingRefused
from registrations.states import InvitationState, Step
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.mailings import submitted
from tests.factories.registrations import RegistrationFactory
from tests.registrations.invited import invite, no, state, steps

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
MANY = invitation_sending.MOST_AT_ONCE + 1


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def many(event):
    return [invite(event, email=f"guest{n}@example.com", name=f"손님{n}") for n in range(MANY)]


def send(invitations, *, at=NOON, by=invitation_sending.send):
    ids = [one.pk for one in invitations]
    return by(event_id=invitations[0].event_id, invitation_ids=ids, by_id=None, at=at)


def slow(mailing, rate=1):
    Mailing.objects.filter(pk=mailing.pk).update(rate=rate)


def test_few_are_queued_at_once_and_many_wait_for_their_turn(event, many):
    send(many[:-1])
    assert (Mailing.objects.count(), Message.objects.due(at=NOON).count()) == (0, MANY - 1)

    assert send(many, at=NOON + timedelta(hours=1)) == MANY

    mailing = Mailing.objects.get()
    assert (mailing.kind, mailing.state) == (MailingKind.INVITATION, MailingState.RUNNING)
    assert mailing.messages.filter(state=MessageState.WAITING).count() == MANY
    assert {state(one) for one in many} == {InvitationState.SENT}


def test_many_wait_for_the_second_organizer_where_the_event_asks_for_it(event, many):
    event.needs_mailing_approval = True
    event.save()
    send(many)
    mailing = Mailing.objects.get()

    assert (mailing.state, mailing_rounds.go_on(at=NOON)) == (MailingState.WAITING, 0)
    with pytest.raises(mailings.MailingRefused, match="고쳐 쓸 수 없습니다"):
        mailings.send_back(mailing_id=mailing.pk, note="", by_id=None, at=NOON)
    mailings.approve(mailing_id=mailing.pk, by_id=UserFactory().pk, at=NOON)

    assert mailing_rounds.go_on(at=NOON) == MANY


def test_stopped_invitations_are_unsent_again_and_those_that_left_are_not(event, many):
    send(many)
    mailing = Mailing.objects.get()
    slow(mailing)
    mailing_rounds.go_on(at=NOON)
    left = Message.objects.due(at=NOON).get()
    delivery.deliver(left.pk, at=NOON)

    stopped = stopping.stop(mailing_id=mailing.pk, by_id=None, at=NOON + MINUTE)

    assert stopped == MANY - 1
    assert [state(one) for one in many] == [
        InvitationState.SENT,
        *[InvitationState.READY] * (MANY - 1),
    ]
    assert steps(many[0]) == ["created", "sent"]
    assert steps(many[1]) == ["created", "sent", "unsent"]
    for one in many:
        assert moving.replay(steps(one)) == state(one)
    assert send(many[1:], at=NOON + 2 * MINUTE) == MANY - 1  # at once


def test_who_was_invited_before_stays_so_when_a_second_mail_is_stopped(event, many):
    send(many[:1])
    send(many, at=NOON + timedelta(hours=1))

    stopping.stop(mailing_id=Mailing.objects.get().pk, by_id=None, at=NOON + timedelta(hours=1))

    assert [state(one) for one in many[:2]] == [InvitationState.SENT, InvitationState.READY]


def test_stopped_new_link_leaves_nobody_with_a_dead_one_as_invited(event, many):
    send(many[:1])
    send(many, by=invitation_sending.renew, at=NOON + timedelta(hours=1))

    stopping.stop(mailing_id=Mailing.objects.get().pk, by_id=None, at=NOON + timedelta(hours=1))

    assert state(many[0]) == InvitationState.READY
    assert moving.replay(steps(many[0])) == InvitationState.READY


def test_stopped_reminder_takes_nothing_back(event, many):
    send(many[:10])
    send(many[10:])
    send(many, by=invitation_sending.remind, at=NOON + timedelta(hours=1))

    stopping.stop(mailing_id=Mailing.objects.get().pk, by_id=None, at=NOON + timedelta(hours=1))

    assert {state(one) for one in many} == {InvitationState.SENT}
    assert steps(many[0]) == ["created", "sent", "reminded"]


def test_who_answers_or_is_taken_back_before_their_turn_gets_no_mail(event, many):
    send(many)
    no(many[0])
    inviting.revoke(invitation_id=many[1].pk, at=NOON, by_id=None)

    assert mailing_rounds.go_on(at=NOON) == MANY - 2

    assert [state(one) for one in many[:3]] == [
        InvitationState.DECLINED,
        InvitationState.REVOKED,
        InvitationState.SENT,
    ]
    inviting.restore(invitation_id=many[1].pk, at=NOON, by_id=None)
    assert state(many[1]) == InvitationState.READY  # its mail never left
    assert moving.replay(steps(many[1])) == InvitationState.READY


def test_mail_with_a_link_that_was_renewed_since_is_not_sent(event, many):
    send(many)
    send(many[:1], by=invitation_sending.renew, at=NOON + MINUTE)

    assert mailing_rounds.go_on(at=NOON + MINUTE) == MANY - 1

    assert state(many[0]) == InvitationState.SENT
    assert Step.UNSENT not in steps(many[0])


def test_event_that_was_called_off_meanwhile_invites_nobody_even_if_it_is_resumed(event, many):
    send(many)
    callingoff.cancel(event_id=event.pk, at=NOON, tell=False)
    mailing = Mailing.objects.get()
    assert mailing.state == MailingState.PAUSED

    mailings.resume(mailing_id=mailing.pk, by_id=None, at=NOON)

    assert mailing_rounds.go_on(at=NOON) == 0
    assert {state(one) for one in many} == {InvitationState.READY}


def test_taking_back_twice_is_noted_once(event, many):
    send(many)
    mailing = Mailing.objects.get()
    stopping.stop(mailing_id=mailing.pk, by_id=None, at=NOON)

    assert invitation_sending.take_back(mailing_id=mailing.pk, by_id=None, at=NOON) == 0


def test_person_with_a_waiting_mail_can_be_forgotten(event, many):
    send(many)
    guest = RegistrationFactory(event=event, invitation=many[0], email=many[0].email)

    privacy.erase(registration_id=guest.pk, reason=DestructionReason.REQUEST, by_id=None, at=NOON)

    message = Message.objects.get(mailing__isnull=False, state=MessageState.STOPPED)
    assert (message.subject, message.text) == ("(파기)", "")


def test_stopped_twice_is_refused(event, many):
    send(many)
    mailing = Mailing.objects.get()
    stopping.stop(mailing_id=mailing.pk, by_id=None, at=NOON)

    with pytest.raises(mailings.MailingRefused):
        stopping.stop(mailing_id=mailing.pk, by_id=None, at=NOON)
    with pytest.raises(BookingRefused):
        send(many[:0] or [many[0]], by=invitation_sending.remind)


def test_mailing_that_cannot_go_on_holds_no_other_up(event, many, caplog):
    broken = submitted(event, 1)  # its mails are about nobody
    send(many)

    assert mailing_rounds.go_on(at=NOON) == MANY

    assert f"Mailing {broken.pk} cannot go on" in caplog.text
    assert broken.messages.get().state == MessageState.WAITING


def test_mail_to_an_address_that_was_corrected_meanwhile_does_not_leave(event, many):
    event.needs_mailing_approval = True
    event.save()
    send(many)
    mailing = Mailing.objects.get()
    values = {"email": "right@example.com"}
    inviting.correct(invitation_id=many[0].pk, values=values, by_id=None, at=NOON)
    mailings.approve(mailing_id=mailing.pk, by_id=UserFactory().pk, at=NOON)

    mailing_rounds.go_on(at=NOON)

    assert mailing.messages.get(state=MessageState.STOPPED).to == "guest0@example.com"
    assert (state(many[0]), steps(many[0])[-1]) == (InvitationState.READY, Step.UNSENT)
    assert send(many[:1], at=NOON + MINUTE) == 1
    assert Message.objects.get(to="right@example.com").state == MessageState.QUEUED


def test_nobody_is_reminded_of_an_invitation_that_has_not_left(event, many):
    event.needs_mailing_approval = True
    event.save()
    send(many)
    later = NOON + timedelta(days=2)
    due = later.astimezone(notation.SEOUL)
    days = (event.starts_at.astimezone(notation.SEOUL).date() - due.date()).days
    reminders.set_up(event_id=event.pk, kind=ReminderKind.UNANSWERED, days=days, clock=due.time())

    assert reminders.go_on(at=later) == 0
    with pytest.raises(BookingRefused, match="보낼 초청이 없습니다"):
        send(many, at=later, by=invitation_sending.remind)

    mailings.approve(mailing_id=Mailing.objects.get().pk, by_id=UserFactory().pk, at=later)
    mailing_rounds.go_on(at=later + MINUTE)
    assert reminders.go_on(at=later + timedelta(hours=1)) == MANY
