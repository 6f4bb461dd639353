"""Answers that come at the same moment: one seat for one invitation, and the later step sees what the earlier did."""

import pytest

from registrations import answering, booking, deputies, inviting
from registrations.models import Registration
from registrations.moving import BookingRefused
from registrations.states import InvitationState, RegistrationState, Way
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.racing import overtaken, race
from tests.registrations import invited

pytestmark = pytest.mark.django_db(transaction=True)


def refused(step):
    """Whether the rules refuse the step."""
    try:
        step()
    except BookingRefused:
        return True
    return False


def live(event):
    return list(event.registrations.active().order_by("pk").values_list("name", flat=True))


def send_deputy(registration, name="이대참"):
    return deputies.send(
        registration_id=registration.pk,
        deputy=ApplicantFactory(name=name),
        consent_answers=CONSENTS,
        way=Way.LINK,
        at=NOON,
    )


def cancel(registration):
    return booking.cancel(registration_id=registration.pk, way=Way.LINK, at=NOON)


def test_two_answers_by_one_link_make_one_registration():
    event = EventFactory()
    one = invited.invite(event, email="kim@example.com")

    with overtaken(lambda: invited.yes(one, name="나중", email="later@example.com")) as later:
        first = invited.yes(one, name="먼저")

    assert later.result() == first
    assert live(event) == ["먼저"]
    assert invited.steps(one).count("accepted") == 1


def test_many_answers_by_one_link_make_one_registration():
    event = EventFactory()
    one = invited.invite(event, email="kim@example.com")

    race(lambda number: invited.yes(one, email=f"p{number}@example.com").pk, racers=4)

    assert (len(live(event)), invited.steps(one).count("accepted")) == (1, 1)


def test_last_seat_goes_to_one_of_two_invitations():
    event = EventFactory(capacity=1)
    first, second = (invited.invite(event, email=f"{name}@example.com") for name in ("kim", "lee"))

    with overtaken(lambda: invited.yes(second).state) as later:
        earlier = invited.yes(first).state

    assert (earlier, later.result()) == (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)


def test_answer_to_an_invitation_that_is_being_taken_back_is_refused():
    event = EventFactory()
    one = invited.invite(event, email="kim@example.com")

    with overtaken(lambda: refused(lambda: invited.yes(one))) as later:
        inviting.revoke(invitation_id=one.pk, at=NOON, by_id=None)

    assert later.result()
    assert (live(event), invited.state(one)) == ([], InvitationState.REVOKED)


def test_invitation_that_is_taken_back_while_it_is_answered_takes_the_seat_along():
    event = EventFactory()
    one = invited.invite(event, email="kim@example.com")

    with overtaken(lambda: inviting.revoke(invitation_id=one.pk, at=NOON, by_id=None)):
        invited.yes(one)

    assert (live(event), invited.state(one)) == ([], InvitationState.REVOKED)


def test_look_at_the_page_does_not_undo_an_answer():
    one = invited.invite(EventFactory(), email="kim@example.com")

    with overtaken(lambda: answering.opened(invitation_id=one.pk, at=NOON)):
        invited.yes(one)

    assert invited.state(one) == InvitationState.ACCEPTED


def test_deputy_for_who_is_just_cancelling_is_refused():
    original = RegistrationFactory()

    with overtaken(lambda: refused(lambda: send_deputy(original))) as later:
        cancel(original)

    assert later.result()
    assert live(original.event) == []


def test_who_cancels_while_a_deputy_is_sent_leaves_the_deputy():
    original = RegistrationFactory()

    with overtaken(lambda: cancel(original).state) as later:
        send_deputy(original)

    assert later.result() == RegistrationState.CANCELLED
    assert live(original.event) == ["이대참"]


def test_two_deputies_for_one_guest_are_one():
    original = RegistrationFactory()

    with overtaken(lambda: refused(lambda: send_deputy(original, "박대참"))) as later:
        send_deputy(original)

    assert later.result()
    assert live(original.event) == ["이대참"]


def test_yes_and_deputy_at_once_leave_one_guest():
    event = EventFactory()
    one = invited.invite(event, email="kim@example.com")

    with overtaken(lambda: invited.by_deputy(one).name):
        invited.yes(one)

    assert live(event) == ["이대참"]


def test_last_seat_of_a_body_is_given_once():
    event = EventFactory()
    body = invited.invite_body(event, seats=1, email="desk@example.com")

    with overtaken(lambda: refused(lambda: invited.name(body, name="나중"))) as later:
        invited.name(body, name="먼저")

    assert later.result()
    assert live(event) == ["먼저"]
    assert Registration.objects.count() == 1


def test_last_seat_of_a_body_among_many_is_given_once():
    event = EventFactory()
    body = invited.invite_body(event, seats=2, email="desk@example.com")

    outcomes = race(lambda number: refused(lambda: invited.name(body, name=f"손님{number}")), racers=5)

    assert (outcomes.count(False), len(live(event))) == (2, 2)
