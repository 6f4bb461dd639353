"""Who sits: shares, kept seats, over-invitation, priority."""

from datetime import timedelta

import pytest

from events.models import EventState
from registrations import booking, seating
from registrations.models import CategoryTerms, SeatRules
from registrations.moving import BookingRefused
from registrations.states import Category, RegistrationState, Way
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.registrations.invited import invite, invite_body, name, yes

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def register(event, at=NOON, **fields):
    return booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(**fields),
        consent_answers=CONSENTS,
        language="ko",
        at=at,
    ).state


@pytest.mark.parametrize(
    ("pending", "percent", "kept"),
    [(0, 20, 0), (120, 20, 100), (121, 20, 101), (1, 300, 1), (5, 0, 5), (3, 50, 2)],
)
def test_over_invitation_keeps_fewer_seats_rounded_up(pending, percent, kept):
    assert seating.kept_for(pending, overinvitation=percent) == kept


def test_share_is_full_while_the_event_is_not():
    event = EventFactory(capacity=9)
    CategoryTerms.objects.create(event=event, category=Category.PRESS, capacity=1)

    states = [register(event, category=Category.PRESS) for _ in range(2)]

    assert [*states, register(event, category=Category.COMPANY)] == ["confirmed", "waitlisted", "confirmed"]


def test_kept_seats_count_until_their_moment():
    event = EventFactory(capacity=2)
    invite_body(event, seats=2, held_until=LATER)

    assert register(event) == RegistrationState.WAITLISTED
    assert booking.seats_of(event, at=NOON).kept == 2
    assert booking.seats_of(event, at=LATER).kept == 0
    assert register(event, at=LATER) == RegistrationState.CONFIRMED


def test_named_people_are_no_longer_kept_for():
    event = EventFactory(capacity=3)
    body = invite_body(event, seats=2, held_until=LATER)

    name(body)

    seats = booking.seats_of(event, at=NOON)
    assert (seats.taken, seats.kept, seats.free) == (1, 1, 1)


def test_kept_seats_of_a_category_count_in_its_share():
    event = EventFactory(capacity=9)
    CategoryTerms.objects.create(event=event, category=Category.PRESS, capacity=1)
    invitation = invite(event, category=Category.PRESS, email="kim@example.com", held_until=LATER)

    assert register(event, category=Category.PRESS) == RegistrationState.WAITLISTED
    assert yes(invitation).state == RegistrationState.CONFIRMED


def test_over_invited_event_never_seats_more_than_its_capacity():
    event = EventFactory(capacity=2)
    SeatRules.objects.create(event=event, overinvitation=100)
    invited = [invite(event, email=f"v{number}@example.com", held_until=LATER) for number in range(4)]

    states = [yes(one).state for one in invited]

    assert states == ["confirmed", "confirmed", "waitlisted", "waitlisted"]


def test_category_of_higher_priority_moves_up_first():
    event = EventFactory(capacity=1)
    CategoryTerms.objects.create(event=event, category=Category.PRESS, priority=1)
    seated = RegistrationFactory(event=event)
    register(event, category=Category.COMPANY)
    register(event, category=Category.PRESS, email="press@example.com")

    booking.cancel(registration_id=seated.pk, way=Way.LINK, at=NOON)

    assert event.registrations.get(email="press@example.com").state == RegistrationState.CONFIRMED


def test_who_has_no_room_in_the_share_does_not_block_the_line():
    event = EventFactory(capacity=2)
    CategoryTerms.objects.create(event=event, category=Category.PRESS, capacity=0)
    blocked = RegistrationFactory(
        event=event, category=Category.PRESS, state=RegistrationState.WAITLISTED, waiting_number=1
    )
    behind = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=2)

    assert booking.fill_seats(event_id=event.pk, at=NOON) == 1

    blocked.refresh_from_db()
    behind.refresh_from_db()
    assert (blocked.state, behind.state) == (RegistrationState.WAITLISTED, RegistrationState.CONFIRMED)


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED, EventState.CLOSED])
def test_nobody_moves_up_while_the_event_is_not_on(state):
    event = EventFactory(state=state)
    RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    assert booking.fill_seats(event_id=event.pk, at=NOON) == 0


def change(registration, category, way=Way.LINK):
    applicant = ApplicantFactory(category=category)
    return booking.change(registration_id=registration.pk, applicant=applicant, at=NOON, way=way)


def test_change_into_a_full_share_is_refused_and_into_a_free_one_frees_a_seat():
    event = EventFactory(capacity=9)
    CategoryTerms.objects.create(event=event, category=Category.PRESS, capacity=1)
    press = RegistrationFactory(event=event, category=Category.PRESS)
    company = RegistrationFactory(event=event, category=Category.COMPANY)
    with pytest.raises(BookingRefused):
        change(company, Category.PRESS)
    waiting = RegistrationFactory(
        event=event, category=Category.PRESS, state=RegistrationState.WAITLISTED, waiting_number=1
    )

    change(press, Category.COMPANY)

    company.refresh_from_db()
    waiting.refresh_from_db()
    assert (company.category, waiting.state) == (Category.COMPANY, RegistrationState.CONFIRMED)


def test_guests_change_into_open_categories_alone_and_organizers_into_any():
    guest = RegistrationFactory(category=Category.COMPANY)
    with pytest.raises(BookingRefused):
        change(guest, Category.VIP)

    change(guest, Category.VIP, way=Way.ADMIN)

    guest.refresh_from_db()
    assert guest.category == Category.VIP


def test_invited_guest_keeps_the_category():
    guest = yes(invite(EventFactory(), email="kim@example.com", category=Category.VIP))

    with pytest.raises(BookingRefused):
        change(guest, Category.COMPANY)

    guest.refresh_from_db()
    assert guest.category == Category.VIP
