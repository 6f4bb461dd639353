"""A crowd takes the seats there are, waits for the rest, and comes once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import EventState, Message
from registrations import booking, crowd, links
from registrations.models import Consent, Move, Registration
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory


@pytest.mark.django_db
def test_fill_takes_seats_then_waiting_places():
    event = EventFactory(capacity=4)
    RegistrationFactory(event=event)

    made = crowd.fill(event_id=event.pk, guests=5, seed=1, at=NOON)

    assert made == crowd.Crowd(confirmed=3, waitlisted=2, known=0)
    rows = Registration.objects.filter(email__endswith=".1@crowd.invalid").order_by("email")
    assert list(rows.values_list("state", "waiting_number")) == [
        (RegistrationState.CONFIRMED, None),
        (RegistrationState.CONFIRMED, None),
        (RegistrationState.CONFIRMED, None),
        (RegistrationState.WAITLISTED, 1),
        (RegistrationState.WAITLISTED, 2),
    ]
    assert [row.token_hash for row in rows] == [links.token_hash(row.code) for row in rows]


@pytest.mark.django_db
def test_fill_leaves_the_ledgers_that_a_form_leaves_but_sends_no_mail():
    event = EventFactory()

    crowd.fill(event_id=event.pk, guests=3, seed=1, at=NOON)

    assert list(Move.objects.values_list("from_state", "to_state")) == [("", RegistrationState.CONFIRMED)] * 3
    assert Consent.objects.filter(item__in=["privacy", "age"], given=True).count() == 6
    assert Consent.objects.count() == 12
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_fill_again_adds_nobody_and_a_larger_number_the_rest():
    event = EventFactory()
    crowd.fill(event_id=event.pk, guests=3, seed=1, at=NOON)

    again = crowd.fill(event_id=event.pk, guests=3, seed=1, at=NOON)
    more = crowd.fill(event_id=event.pk, guests=5, seed=1, at=NOON)

    assert (again, more) == (crowd.Crowd(0, 0, 3), crowd.Crowd(2, 0, 3))
    assert Registration.objects.count() == 5


@pytest.mark.django_db
def test_fill_goes_behind_those_who_wait():
    event = EventFactory(capacity=1)
    crowd.fill(event_id=event.pk, guests=2, seed=1, at=NOON)
    guest = booking.register(
        event_id=event.pk, applicant=ApplicantFactory(), consent_answers=CONSENTS, language="ko", at=NOON
    )

    crowd.fill(event_id=event.pk, guests=1, seed=2, at=NOON)

    assert guest.waiting_number == 2
    assert Registration.objects.get(email="guest00000.2@crowd.invalid").waiting_number == 3


@pytest.mark.django_db
def test_fill_is_refused_where_registration_is_closed():
    event = EventFactory(state=EventState.CLOSED)

    with pytest.raises(booking.BookingRefused):
        crowd.fill(event_id=event.pk, guests=3, seed=1, at=NOON)

    assert Registration.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("guests", [10, 1500])
def test_fill_asks_the_database_little(guests, django_assert_max_num_queries):
    event = EventFactory(capacity=1000)

    with django_assert_max_num_queries(25):
        crowd.fill(event_id=event.pk, guests=guests, seed=1, at=NOON)

    assert Registration.objects.count() == guests


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [["none"], ["demo", "--guests", "-1"], ["demo", "--guests", "50001"]])
def test_make_crowd_refuses_nonsense(arguments):
    EventFactory(slug="demo", is_demonstration=True)

    with pytest.raises(CommandError) as caught:
        call_command("make_crowd", *arguments)

    assert caught.value.returncode == 2
    assert Registration.objects.count() == 0


@pytest.mark.django_db
def test_make_crowd_tells_what_came_of_it():
    now, out = timezone.now(), StringIO()  # the command reads the real clock
    EventFactory(
        slug="demo",
        is_demonstration=True,
        capacity=2,
        starts_at=now + timedelta(days=2),
        ends_at=now + timedelta(days=3),
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=1),
    )

    call_command("make_crowd", "demo", "--guests", "3", "--seed", "5", stdout=out)

    assert out.getvalue() == "demo: 2 confirmed, 1 waiting, 0 were there already.\n"


@pytest.mark.django_db
def test_make_crowd_refuses_a_closed_event():
    EventFactory(slug="demo", is_demonstration=True, state=EventState.CLOSED)

    with pytest.raises(CommandError, match="참가 등록을 받고 있지 않은"):
        call_command("make_crowd", "demo")


@pytest.mark.django_db
def test_make_crowd_fills_a_real_event_only_when_it_is_meant():
    EventFactory(slug="real", open_now=True)

    with pytest.raises(CommandError, match="no demonstration") as caught:
        call_command("make_crowd", "real", "--guests", "3")
    before = Registration.objects.count()
    call_command("make_crowd", "real", "--guests", "3", "--really", stdout=StringIO())

    assert (caught.value.returncode, before, Registration.objects.count()) == (2, 0, 3)
