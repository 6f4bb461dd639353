"""Sending invitations, reminding, making links anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, EventState, Message, MessageState
from registrations import invitation_sending, links
from registrations.models import Invitation
from registrations.moving import BookingRefused
from registrations.states import InvitationState
from tests.factories.events import NOON, EventFactory
from tests.registrations.invited import invite, invite_body, no, state, steps

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스", name_en="1st M.AX Conference")


def send(*invitations, at=NOON, by=invitation_sending.send):
    ids = [one.pk for one in invitations]
    return by(event_id=invitations[0].event_id, invitation_ids=ids, by_id=None, at=at)


def test_invitation_is_mailed_with_its_link_left_open_and_noted(event):
    invitation = invite(event, email="kim@example.com", title="국장")

    assert send(invitation) == 1

    message = Message.objects.get()
    assert (message.to, message.subject, message.state) == (
        "kim@example.com",
        "[초청] 제1회 M.AX 컨퍼런스",
        MessageState.QUEUED,
    )
    assert "한국기계 김초청 국장 님, 안녕하십니까." in message.text
    assert Message.LINK_TOKEN in message.text
    assert links.invitation_token(invitation) not in message.text + message.html
    assert (state(invitation), invitation.steps.get(step="sent").message) == (InvitationState.SENT, message)


def test_body_is_written_to_its_coordinator(event):
    send(invite_body(event, email="office@example.com", seats=5))

    text = Message.objects.get().text
    assert "한국기계 담당자님, 안녕하십니까." in text
    assert "한국기계에 5석을 마련했습니다." in text


def test_sent_twice_at_once_goes_out_once(event):
    invitation = invite(event, email="kim@example.com")
    send(invitation)

    with pytest.raises(BookingRefused):
        send(invitation, at=NOON + timedelta(minutes=1))

    assert (Message.objects.count(), steps(invitation)) == (1, ["created", "sent"])


def test_sent_again_after_a_while_goes_out_again(event):
    invitation = invite(event, email="kim@example.com")
    send(invitation)

    send(invitation, at=LATER)

    assert (Message.objects.count(), state(invitation)) == (2, InvitationState.SENT)


@pytest.mark.parametrize("mended", ["failed", "address"])
def test_failed_mail_or_corrected_address_is_sent_again_at_once(event, mended):
    invitation = invite(event, email="kim@example.com")
    send(invitation)
    if mended == "failed":
        Message.objects.update(state=MessageState.FAILED)
    else:
        Invitation.objects.update(email="kim2@example.com")

    assert send(invitation, at=NOON + timedelta(minutes=1)) == 1


def test_without_address_answered_or_revoked_nobody_is_mailed(event):
    mute, answered, revoked = (
        invite(event),
        invite(event, email="no@example.com"),
        invite(event, email="off@example.com"),
    )
    no(answered)
    Invitation.objects.filter(pk=revoked.pk).update(state=InvitationState.REVOKED)

    with pytest.raises(BookingRefused):
        send(mute, answered, revoked)

    assert Message.objects.count() == 0


def test_reminded_are_those_alone_who_were_invited_and_have_not_answered(event):
    ready, sent = invite(event, email="a@example.com"), invite(event, email="b@example.com")
    send(sent)

    assert send(ready, sent, by=invitation_sending.remind, at=LATER) == 1

    message = Message.objects.latest("pk")
    assert (message.to, message.subject) == ("b@example.com", "[참석 여부 확인] 제1회 M.AX 컨퍼런스")
    assert (steps(ready), state(ready)) == (["created"], InvitationState.READY)


@pytest.mark.parametrize("event_state", [EventState.PLANNED, EventState.CANCELLED, EventState.POSTPONED])
def test_nothing_is_mailed_while_the_event_is_not_announced(event, event_state):
    invitation = invite(event, email="kim@example.com")
    Event.objects.update(state=event_state)

    with pytest.raises(BookingRefused):
        send(invitation)

    assert (Message.objects.count(), steps(invitation)) == (0, ["created"])


def test_new_link_opens_and_the_old_one_is_dead(event):
    invitation = invite(event, email="kim@example.com")
    old = links.invitation_token(invitation)

    assert send(invitation, by=invitation_sending.renew) == 1

    invitation.refresh_from_db()
    with pytest.raises(Invitation.DoesNotExist):
        links.find_invitation(old, at=NOON)
    assert links.find_invitation(links.invitation_token(invitation), at=NOON) == invitation
    assert Message.objects.get().token_subject == f"invitation:{invitation.code}"
    assert (steps(invitation), state(invitation)) == (["created", "renewed"], InvitationState.SENT)


def test_new_link_of_an_answered_invitation_keeps_the_answer(event):
    invitation = invite(event, email="kim@example.com")
    no(invitation)

    send(invitation, by=invitation_sending.renew)

    assert state(invitation) == InvitationState.DECLINED


def test_english_invitation_is_written_in_english_addresses(event):
    send(invite(event, email="kim@example.com", language="en"))

    message = Message.objects.get()
    assert "1st M.AX Conference" in message.subject
    assert "/en/i/" in message.text


def test_sending_costs_the_same_queries_however_many_are_chosen(event):
    counts = []
    for number in (1, 3):
        chosen = [invite(event, email=f"p{number}{one}@example.com") for one in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            send(*chosen)
        counts.append(len(queries))

    assert counts[0] == counts[1]
