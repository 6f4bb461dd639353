"""The list of those invited: put on it, corrected, taken back, standing again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from registrations import inviting, moving
from registrations.inviting import Invitee
from registrations.models import Invitation, InvitationStep, Registration
from registrations.moving import BookingRefused
from registrations.states import Category, InvitationKind, InvitationState, RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory
from tests.registrations.invited import invite, invite_body, name, no, state, steps, yes

pytestmark = pytest.mark.django_db


def correct(invitation, **values):
    return inviting.correct(invitation_id=invitation.pk, values=values, by_id=None, at=NOON)


def revoke(invitation, at=NOON):
    return inviting.revoke(invitation_id=invitation.pk, at=at, by_id=None)


def restore(invitation):
    return inviting.restore(invitation_id=invitation.pk, at=NOON, by_id=None)


def test_invite_begins_the_ledger_and_mails_nothing():
    by = UserFactory()

    [made] = inviting.invite(
        event_id=EventFactory().pk,
        invitees=[Invitee(organization="한국기계", category=Category.VIP, name="김초청")],
        held_until=None,
        by_id=by.pk,
        at=NOON,
    )

    step = made.steps.get()
    assert (state(made), step.step, step.by, step.at) == (InvitationState.READY, "created", by, NOON)


def test_address_on_the_list_is_refused_whatever_its_case_and_nobody_is_written():
    event = EventFactory()
    invite(event, email="kim@example.com")
    wanted = [
        Invitee(organization="가", category=Category.VIP, name="가", email="new@example.com"),
        Invitee(organization="나", category=Category.VIP, name="나", email="KIM@Example.com"),
    ]

    with pytest.raises(BookingRefused, match=r"kim@example\.com"):
        inviting.invite(event_id=event.pk, invitees=wanted, held_until=None, by_id=None, at=NOON)

    assert Invitation.objects.count() == 1


def test_address_twice_in_one_list_is_refused():
    wanted = [Invitee(organization="가", category=Category.VIP, name="가", email="a@example.com")] * 2

    with pytest.raises(BookingRefused):
        inviting.invite(event_id=EventFactory().pk, invitees=wanted, held_until=None, by_id=None, at=NOON)

    assert Invitation.objects.count() == 0


def test_person_who_is_invited_may_answer_for_a_body_too():
    event = EventFactory()
    invite(event, email="kim@example.com")

    invite_body(event, email="kim@example.com")

    assert sorted(event.invitations.values_list("kind", flat=True)) == ["person", "seats"]


def test_database_refuses_a_second_standing_invitation_of_an_address():
    known = InvitationFactory(email="kim@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(event=known.event, email="KIM@example.com")


def test_database_refuses_to_change_the_ledger():
    invitation = invite(EventFactory())

    with pytest.raises(DatabaseError), transaction.atomic():
        InvitationStep.objects.filter(invitation=invitation).update(step="sent")


def test_ledger_holds_no_name_and_no_address():
    personal = {"name", "organization", "email", "phone", "title", "department", "reason", "note"}

    assert personal & {field.name for field in InvitationStep._meta.fields} == set()


def test_correction_is_noted_and_the_state_stays():
    invitation = invite(EventFactory())

    correct(invitation, title="국장")

    invitation.refresh_from_db()
    assert (invitation.title, invitation.state, steps(invitation)) == (
        "국장",
        InvitationState.READY,
        ["created", "corrected"],
    )


def test_correction_to_an_address_on_the_list_is_refused():
    event = EventFactory()
    invite(event, email="kim@example.com")
    other = invite(event, email="lee@example.com")

    with pytest.raises(BookingRefused):
        correct(other, email="Kim@example.com")

    other.refresh_from_db()
    assert (other.email, steps(other)) == ("lee@example.com", ["created"])


def test_fewer_seats_than_named_people_are_refused():
    body = invite_body(EventFactory())
    name(body)
    name(body)

    with pytest.raises(BookingRefused):
        correct(body, seats=1)

    body.refresh_from_db()
    assert body.seats == 3


def test_fewer_kept_seats_let_those_who_wait_move_up():
    event = EventFactory(capacity=2)
    body = invite_body(event, seats=2, held_until=NOON + timedelta(days=1))
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    correct(body, seats=1)

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED


def test_revoked_invitation_takes_the_seat_along_and_the_next_moves_up():
    event = EventFactory(capacity=1)
    invitation = invite(event, email="kim@example.com")
    guest = yes(invitation)
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    revoke(invitation)
    revoke(invitation)

    guest.refresh_from_db()
    waiting.refresh_from_db()
    assert (guest.state, waiting.state) == (RegistrationState.CANCELLED, RegistrationState.CONFIRMED)
    assert steps(invitation) == ["created", "accepted", "declined", "revoked"]


def test_revoked_invitation_gives_its_kept_seat_on():
    event = EventFactory(capacity=1)
    invitation = invite(event, held_until=NOON + timedelta(days=1))
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    revoke(invitation)

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED


def test_restored_invitation_stands_unanswered():
    invitation = invite(EventFactory(), email="kim@example.com")
    no(invitation, reason="출장")
    revoke(invitation)

    restore(invitation)

    invitation.refresh_from_db()
    assert (invitation.state, invitation.answered_at, invitation.reason) == (InvitationState.READY, None, "")
    assert moving.replay(steps(invitation)) == invitation.state


def test_restoring_is_refused_while_it_stands_or_the_address_was_invited_anew():
    event = EventFactory()
    invitation = invite(event, email="kim@example.com")
    with pytest.raises(BookingRefused):
        restore(invitation)
    revoke(invitation)
    invite(event, email="kim@example.com")

    with pytest.raises(BookingRefused):
        restore(invitation)

    assert state(invitation) == InvitationState.REVOKED


def test_hold_sets_the_moment_of_the_open_ones_alone():
    event = EventFactory()
    waits, said_no = invite(event), invite(event, name="박불참")
    no(said_no)
    until = NOON + timedelta(days=3)

    count = inviting.hold(
        event_id=event.pk, invitation_ids=[waits.pk, said_no.pk], held_until=until, by_id=None, at=NOON
    )

    waits.refresh_from_db()
    said_no.refresh_from_db()
    assert (count, waits.held_until, said_no.held_until) == (1, until, None)
    assert steps(waits) == ["created", "corrected"]


def test_hold_of_another_events_invitation_is_refused():
    other = invite(EventFactory())

    with pytest.raises(BookingRefused):
        inviting.hold(
            event_id=EventFactory().pk, invitation_ids=[other.pk], held_until=NOON, by_id=None, at=NOON
        )

    other.refresh_from_db()
    assert other.held_until is None


def test_hold_that_ends_gives_the_seats_on():
    event = EventFactory(capacity=1)
    invitation = invite(event, held_until=NOON + timedelta(days=1))
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    inviting.hold(event_id=event.pk, invitation_ids=[invitation.pk], held_until=None, by_id=None, at=NOON)

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED


def test_revoking_after_the_event_is_refused_where_somebody_came_by_it():
    event = EventFactory()
    invitation = invite(event, email="kim@example.com")
    yes(invitation)

    with pytest.raises(BookingRefused):
        revoke(invitation, at=event.ends_at)

    assert Registration.objects.get().state == RegistrationState.CONFIRMED
    assert Invitation.objects.get().kind == InvitationKind.PERSON
