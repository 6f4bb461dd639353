"""A wrong address is corrected where it belongs, and nowhere else."""

from datetime import timedelta

import pytest

from events.models import EntryKind, Message, MessageState
from registrations import booking, callingoff, correcting, invitation_sending, links, notices
from registrations.models import Registration
from registrations.moving import BookingRefused
from tests.factories.admin import make_message
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken
from tests.registrations.invited import invite, invite_body, name, steps, yes

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "wrong@example.com", "right@example.com"


@pytest.fixture
def event():
    return EventFactory(open_now=True, capacity=10)


def returned(registration: Registration) -> Message:
    """The mail about a registration, come back."""
    notices.link_again(registration, at=NOON + timedelta(hours=1))
    return _came_back(Message.objects.latest("pk"))


def _came_back(message: Message) -> Message:
    message.state, message.sent_at = MessageState.BOUNCED, NOON
    message.save()
    return message


def correct(message: Message, email: str = RIGHT) -> bool:
    return correcting.send_to(message_id=message.pk, email=email, by_id=UserFactory().pk, at=NOON)


def test_registration_gets_the_right_address_and_so_do_its_next_mails(event):
    registration = RegistrationFactory(event=event, email=WRONG)
    message = returned(registration)

    assert correct(message)

    registration.refresh_from_db()
    message.refresh_from_db()
    assert (registration.email, message.to, message.state) == (RIGHT, RIGHT, MessageState.QUEUED)
    booking.cancel(registration_id=registration.pk, way="link", at=NOON)
    assert Message.objects.latest("pk").to == RIGHT


def test_invitation_gets_the_right_address_with_a_step_in_its_ledger(event):
    invitation = invite(event, email=WRONG)
    invitation_sending.send(event_id=event.pk, invitation_ids=[invitation.pk], by_id=None, at=NOON)
    message = _came_back(Message.objects.latest("pk"))

    assert correct(message)

    invitation.refresh_from_db()
    message.refresh_from_db()
    assert (invitation.email, message.to) == (RIGHT, RIGHT)
    assert steps(invitation)[-1] == "corrected"


def test_notice_that_the_event_is_put_off_leads_to_the_invitation_too(event):
    invitation = invite(event, email=WRONG)
    invitation_sending.send(event_id=event.pk, invitation_ids=[invitation.pk], by_id=None, at=NOON)
    callingoff.postpone(event_id=event.pk, at=NOON)
    notice = _came_back(Message.objects.latest("pk"))

    assert correct(notice)

    invitation.refresh_from_db()
    assert invitation.email == RIGHT


@pytest.mark.parametrize("of", ["registration", "invitation"])
def test_invited_person_who_registered_has_one_address_on_both(event, of):
    invitation = invite(event, email=WRONG)
    registration = yes(invitation)
    message = (
        returned(registration)
        if of == "registration"
        else make_message(
            event,
            to=WRONG,
            state=MessageState.FAILED,
            token_subject=links.invitation_subject(invitation.code),
        )
    )

    assert correct(message)

    invitation.refresh_from_db()
    registration.refresh_from_db()
    assert (invitation.email, registration.email) == (RIGHT, RIGHT)


def test_mail_to_a_coordinator_corrects_the_coordinators_address(event):
    body = invite_body(event, email=WRONG)
    guest = name(body, email="")
    message = returned(guest)

    assert correct(message)

    body.refresh_from_db()
    guest.refresh_from_db()
    assert (body.email, guest.email) == (RIGHT, "")


def test_address_that_was_corrected_before_is_left(event):
    registration = RegistrationFactory(event=event, email=WRONG)
    message = returned(registration)
    Registration.objects.update(email="corrected@example.com")

    assert not correct(message)

    registration.refresh_from_db()
    message.refresh_from_db()
    assert (registration.email, message.to) == ("corrected@example.com", RIGHT)


def test_mail_about_nobody_here_is_sent_to_the_address_alone(event):
    message = make_message(event, to=WRONG, state=MessageState.FAILED)

    assert not correct(message)

    message.refresh_from_db()
    assert (message.to, message.state) == (RIGHT, MessageState.QUEUED)


def test_key_of_another_event_leads_nowhere(event):
    registration = RegistrationFactory(event=EventFactory(), email=WRONG)
    message = make_message(
        event, to=WRONG, state=MessageState.FAILED, key=f"registration:{registration.pk}:received"
    )

    assert not correct(message)

    registration.refresh_from_db()
    assert registration.email == WRONG


def test_address_of_somebody_else_is_refused_and_nothing_is_changed(event):
    registration = RegistrationFactory(event=event, email=WRONG)
    RegistrationFactory(event=event, email=RIGHT)
    message = returned(registration)

    with pytest.raises(BookingRefused, match="다른 분"):
        correct(message)

    registration.refresh_from_db()
    message.refresh_from_db()
    assert (registration.email, message.to, message.state) == (WRONG, WRONG, MessageState.BOUNCED)
    assert not message.entries.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_are_given_one_address_at_once_do_not_both_get_it():
    event = EventFactory(open_now=True, capacity=10)
    mails = [returned(RegistrationFactory(event=event, email=f"wrong{n}@example.com")) for n in range(2)]

    def second() -> str:
        try:
            correct(mails[1])
        except BookingRefused as refusal:
            return str(refusal)
        return "corrected"

    with overtaken(second) as answer:
        correct(mails[0])

    assert "다른 분" in answer.result()
    assert list(Registration.objects.order_by("pk").values_list("email", flat=True)) == [
        RIGHT,
        "wrong1@example.com",
    ]


def test_mail_that_is_being_sent_changes_nothing(event):
    registration = RegistrationFactory(event=event, email=WRONG)
    message = returned(registration)
    Message.objects.update(state=MessageState.SENDING, claimed_at=NOON, sent_at=None)

    with pytest.raises(BookingRefused, match="보내는 중"):
        correct(message)

    registration.refresh_from_db()
    assert registration.email == WRONG
    assert not message.entries.filter(kind=EntryKind.CORRECTED).exists()
