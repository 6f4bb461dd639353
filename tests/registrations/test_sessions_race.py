"""The last place in a session goes to one person, whether they register or change at that moment."""

import pytest

from registrations import booking, sessions
from registrations.extras import Extras
from registrations.models import Registration, SessionChoice
from tests.factories.events import NOON, EventFactory
from tests.factories.questions import offer_sessions
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.racing import race

RACERS = 4


@pytest.mark.django_db(transaction=True)
def test_guests_racing_for_the_last_place_by_their_links_get_one_place():
    event = EventFactory()
    (offer,) = offer_sessions(event, 1)
    guests = RegistrationFactory.create_batch(RACERS, event=event)
    extras = Extras(sessions=frozenset([offer.session_id]))

    def choose(number: int) -> bool:
        try:
            booking.change(
                registration_id=guests[number].pk, applicant=ApplicantFactory(), at=NOON, extras=extras
            )
        except sessions.ChoiceRefused:
            return False
        return True

    assert sorted(race(choose, racers=RACERS)) == [False] * (RACERS - 1) + [True]
    assert SessionChoice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_people_racing_for_the_last_place_at_registration_get_one_place():
    event = EventFactory()
    (offer,) = offer_sessions(event, 1)
    extras = Extras(sessions=frozenset([offer.session_id]))

    def register(number: int) -> bool:
        try:
            booking.register(
                event_id=event.pk,
                applicant=ApplicantFactory(email=f"racer{number}@example.com"),
                consent_answers=CONSENTS,
                language="ko",
                at=NOON,
                extras=extras,
            )
        except sessions.ChoiceRefused:
            return False
        return True

    assert sorted(race(register, racers=RACERS)) == [False] * (RACERS - 1) + [True]
    assert (Registration.objects.count(), SessionChoice.objects.count()) == (1, 1)
