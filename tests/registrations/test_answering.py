"""Yes, no, a deputy, and people for a body's seats."""

from datetime import timedelta

import pytest

from events.models import Event, EventState, Message
from registrations import answering, booking, groups, inviting
from registrations.inviting import Invitee
from registrations.models import CategoryTerms, Registration, SeatRules
from registrations.moving import BookingRefused
from registrations.states import Category, InvitationState, RegistrationState, Way
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.registrations.invited import by_deputy, invite, invite_body, name, no, state, steps, yes

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)


@pytest.fixture
def event():
    return EventFactory(capacity=10)


@pytest.fixture
def invitation(event):
    return invite(event, email="kim@example.com", category=Category.VIP)


def register(event, **fields):
    return booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(**fields),
        consent_answers=CONSENTS,
        language="ko",
        at=NOON,
    )


def live(event):
    return list(event.registrations.active().order_by("pk").values_list("name", "category", "state"))


def test_yes_gives_a_seat_in_the_invited_category_whatever_was_sent(event, invitation):
    yes(invitation, category=Category.PUBLIC)

    assert live(event) == [("김초청", Category.VIP, RegistrationState.CONFIRMED)]
    assert (state(invitation), steps(invitation)) == (InvitationState.ACCEPTED, ["created", "accepted"])


def test_yes_twice_is_harmless(event, invitation):
    first = yes(invitation)

    assert yes(invitation) == first
    assert (len(live(event)), steps(invitation)) == (1, ["created", "accepted"])


def test_yes_needs_no_approval(event, invitation):
    SeatRules.objects.create(event=event, needs_approval=True)

    assert yes(invitation).state == RegistrationState.CONFIRMED


def test_yes_waits_when_the_event_is_full_and_no_seat_was_kept(event, invitation):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    RegistrationFactory(event=event)

    assert yes(invitation).state == RegistrationState.WAITLISTED


def test_kept_seat_is_there_for_the_yes_though_others_wait(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    invitation = invite(event, email="kim@example.com", held_until=LATER)
    register(event)

    assert yes(invitation).state == RegistrationState.CONFIRMED


def test_yes_does_not_overtake_those_who_wait(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    came = yes(invite(event, email="kim@example.com"))

    waiting.refresh_from_db()
    assert (waiting.state, came.state) == (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)


def test_yes_of_somebody_who_registered_before_keeps_that_registration(event, invitation):
    known = register(event, email="Kim@example.com", category=Category.COMPANY)

    answered = yes(invitation, email="kim@example.com")

    known.refresh_from_db()
    assert answered == known
    assert (known.invitation, known.category, len(live(event))) == (invitation, Category.VIP, 1)


def test_yes_of_somebody_who_waits_takes_the_kept_seat(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    invitation = invite(event, email="kim@example.com", held_until=LATER)
    waiting = register(event, email="kim@example.org")
    Registration.objects.filter(pk=waiting.pk).update(email="kim@example.com")

    yes(invitation)

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED


def test_yes_of_somebody_whose_request_waits_is_confirmed(event):
    SeatRules.objects.create(event=event, needs_approval=True)
    asked = register(event, email="kim@example.com")

    yes(invite(event, email="kim@example.com"))

    asked.refresh_from_db()
    assert asked.state == RegistrationState.CONFIRMED


def test_yes_with_another_guests_address_is_refused(event, invitation):
    register(event, email="other@example.com")

    with pytest.raises(BookingRefused):
        yes(invitation, email="other@example.com")

    assert (len(live(event)), state(invitation)) == (1, InvitationState.READY)


def test_yes_without_consent_is_refused(event, invitation):
    with pytest.raises(BookingRefused):
        yes(invitation, consents={})

    assert (live(event), steps(invitation)) == ([], ["created"])


def test_no_keeps_the_reason_and_gives_the_seat_on(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    invitation = invite(event, email="kim@example.com")
    yes(invitation)
    waiting = register(event)

    no(invitation, reason="출장")

    waiting.refresh_from_db()
    invitation.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED
    assert (invitation.state, invitation.reason) == (InvitationState.DECLINED, "출장")


def test_no_before_any_answer_gives_the_kept_seat_on(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    invitation = invite(event, held_until=LATER)
    waiting = register(event)

    no(invitation)
    no(invitation)

    waiting.refresh_from_db()
    assert (waiting.state, steps(invitation)) == (RegistrationState.CONFIRMED, ["created", "declined"])


def test_yes_after_no_forgets_the_reason(event, invitation):
    no(invitation, reason="출장")

    yes(invitation)

    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == (InvitationState.ACCEPTED, "")


def test_deputy_comes_in_the_invited_category_and_the_invited_stay_on_record(event, invitation):
    deputy = by_deputy(invitation, category=Category.PUBLIC)

    invitation.refresh_from_db()
    assert (deputy.category, deputy.is_deputy, deputy.comes_for) == (Category.VIP, True, "김초청")
    assert (invitation.state, invitation.name) == (InvitationState.DEPUTED, "김초청")


def test_deputy_after_yes_takes_over_the_seat(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    invitation = invite(event, email="kim@example.com")
    original = yes(invitation)
    register(event)

    deputy = by_deputy(invitation)

    original.refresh_from_db()
    assert (original.state, deputy.state, deputy.stands_in_for) == (
        RegistrationState.CANCELLED,
        RegistrationState.CONFIRMED,
        original,
    )


def test_invited_person_comes_back_and_the_deputy_stays_at_home(event, invitation):
    deputy = by_deputy(invitation)

    back = yes(invitation)

    deputy.refresh_from_db()
    assert (deputy.state, back.is_deputy, live(event)) == (
        RegistrationState.CANCELLED,
        False,
        [("김초청", Category.VIP, RegistrationState.CONFIRMED)],
    )
    assert steps(invitation) == ["created", "deputed", "accepted"]


def test_invited_person_comes_back_though_the_deputy_had_the_same_address(event, invitation):
    by_deputy(invitation, email="kim@example.com")

    yes(invitation)

    assert [one[0] for one in live(event)] == ["김초청"]


def test_invited_person_who_registered_apart_does_not_come_back_a_second_time(event, invitation):
    by_deputy(invitation)
    register(event, email="kim@example.com")

    with pytest.raises(BookingRefused):
        yes(invitation)

    assert [one[0] for one in live(event)] == ["이대참", "홍길동"]


def test_public_form_of_an_invited_address_answers_yes(event, invitation):
    register(event, email="Kim@Example.com")

    assert live(event) == [("홍길동", Category.VIP, RegistrationState.CONFIRMED)]
    assert state(invitation) == InvitationState.ACCEPTED


def test_public_form_does_not_send_a_deputy_home(event, invitation):
    by_deputy(invitation)

    register(event, email="kim@example.com", category=Category.COMPANY)

    assert [one[:2] for one in live(event)] == [("이대참", Category.VIP), ("홍길동", Category.COMPANY)]
    assert state(invitation) == InvitationState.DEPUTED


def test_public_form_refuses_a_closed_category_whether_invited_or_not(event, invitation):
    CategoryTerms.objects.create(event=event, category=Category.PRESS, is_open=False)

    for address in ("kim@example.com", "stranger@example.com"):
        with pytest.raises(BookingRefused):
            register(event, email=address, category=Category.PRESS)

    assert (live(event), state(invitation)) == ([], InvitationState.READY)


@pytest.mark.parametrize("answer", [yes, no, by_deputy])
@pytest.mark.parametrize("event_state", [EventState.CANCELLED, EventState.POSTPONED, EventState.CLOSED])
def test_no_answer_counts_while_the_event_is_not_on(event, invitation, answer, event_state):
    Event.objects.filter(pk=event.pk).update(state=event_state)

    with pytest.raises(BookingRefused):
        answer(invitation)

    assert (steps(invitation), Message.objects.count()) == (["created"], 0)


@pytest.mark.parametrize("answer", [yes, no, by_deputy])
def test_no_answer_counts_after_the_event_or_once_revoked(event, invitation, answer):
    with pytest.raises(BookingRefused):
        answer(invitation, at=event.ends_at)
    inviting.revoke(invitation_id=invitation.pk, at=NOON, by_id=None)

    with pytest.raises(BookingRefused):
        answer(invitation)

    assert steps(invitation) == ["created", "revoked"]


def test_body_names_as_many_as_it_has_seats(event):
    body = invite_body(event, seats=2, email="office@example.com")
    name(body, name="가", email="")
    name(body, name="나")

    with pytest.raises(BookingRefused, match="2석"):
        name(body, name="다")

    assert [one[0] for one in live(event)] == ["가", "나"]
    assert Message.objects.filter(to="office@example.com").count() == 1


def test_body_that_named_somebody_does_not_say_no(event):
    body = invite_body(event)
    person = name(body)
    with pytest.raises(BookingRefused):
        no(body)
    booking.cancel(registration_id=person.pk, way=Way.LINK, at=NOON)

    no(body)

    assert steps(body) == ["created", "named", "withdrawn", "declined"]


def test_body_cannot_answer_like_a_person_nor_a_person_like_a_body(event, invitation):
    body = invite_body(event)

    for answer, whose in ((yes, body), (by_deputy, body), (name, invitation)):
        with pytest.raises(BookingRefused):
            answer(whose)

    assert live(event) == []


def ask_for_a_group(event, **fields):
    coordinator = Invitee(
        **{
            "organization": "한국대",
            "category": Category.ACADEMIA,
            "name": "정담당",
            "email": "group@example.com",
            **fields,
        }
    )
    return groups.ask(event_id=event.pk, coordinator=coordinator, consent_answers=CONSENTS, at=NOON)


def test_people_of_a_group_are_counted_and_approved_like_anybody(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    CategoryTerms.objects.create(event=event, category=Category.ACADEMIA, needs_approval=False)
    group = ask_for_a_group(event)

    states = [name(group).state for _ in range(2)]
    SeatRules.objects.create(event=event, needs_approval=True)

    assert [*states, name(group).state] == ["confirmed", "waitlisted", "requested"]


def test_group_names_nobody_once_registration_or_its_category_is_closed(event):
    group = ask_for_a_group(event)
    terms = CategoryTerms.objects.create(event=event, category=Category.ACADEMIA, is_open=False)
    with pytest.raises(BookingRefused):
        name(group)
    terms.delete()

    with pytest.raises(BookingRefused):
        name(group, at=event.registration_closes_at)

    assert live(event) == []


def test_opened_is_noted_once_and_answers_nothing(invitation):
    for _ in range(2):
        answering.opened(invitation_id=invitation.pk, at=NOON)

    assert (steps(invitation), state(invitation)) == (["created", "opened"], InvitationState.READY)
