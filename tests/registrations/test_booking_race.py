"""Sixty people racing for fifty seats, ten in each of six processes; and a guest who moves up while correcting."""

import pytest

from events.models import Event, Message
from registrations import booking
from registrations.models import Registration
from registrations.states import RegistrationState
from tests import workers
from tests.factories.events import NOON, EventFactory, VenueFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.racing import overtaken

SEATS, PEOPLE, PROCESSES = 50, 60, 6

RACE = """
from datetime import datetime
from registrations import booking
from tests.factories.registrations import CONSENTS, ApplicantFactory

event_id, at, first, last = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
people = [ApplicantFactory(email=f"racer{number}@example.com") for number in range(first, last)]
print("ready", flush=True)
sys.stdin.readline()
for person in people:
    booked = booking.register(event_id=event_id, applicant=person, consent_answers=CONSENTS, language="ko", at=at)
"""


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_sixty_people_racing_for_fifty_seats_get_fifty_seats_and_ten_waiting_places():
    event = EventFactory(capacity=SEATS)
    # No worker listens: the mails stay rows, the bells go to a broker that is emptied.
    env = workers.environment()
    each = PEOPLE // PROCESSES
    racers = [
        workers.run_code(RACE, event.pk, NOON.isoformat(), number * each, (number + 1) * each, env=env)
        for number in range(PROCESSES)
    ]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n", racer.communicate()[1]

    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    for racer in racers:
        workers.read_lines(racer)
    workers.empty_broker()

    registrations = Registration.objects.filter(event=event)
    waiting = registrations.filter(state=RegistrationState.WAITLISTED)
    assert registrations.filter(state=RegistrationState.CONFIRMED).count() == SEATS
    assert sorted(waiting.values_list("waiting_number", flat=True)) == list(range(1, PEOPLE - SEATS + 1))
    assert registrations.count() == PEOPLE


@pytest.mark.django_db(transaction=True)
def test_correction_of_a_guest_who_moves_up_at_that_moment_is_kept():
    event = EventFactory(capacity=1)
    guest = RegistrationFactory(
        event=event, name="홍길동", state=RegistrationState.WAITLISTED, waiting_number=1
    )

    with overtaken(lambda: booking.fill_seats(event_id=event.pk, at=NOON)) as moved:
        booking.change(registration_id=guest.pk, applicant=ApplicantFactory(name="이순신"), at=NOON)

    guest.refresh_from_db()
    assert (moved.result(), guest.state, guest.name) == (1, RegistrationState.CONFIRMED, "이순신")
    assert "이순신" in Message.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_guest_who_registers_while_the_event_moves_house_is_told_the_new_place():
    event, house = EventFactory(venue__name="대한상공회의소"), VenueFactory(name="코엑스")

    def book():
        return booking.register(
            event_id=event.pk,
            applicant=ApplicantFactory(),
            consent_answers=CONSENTS,
            language="ko",
            at=NOON,
        )

    with overtaken(book):
        Event.objects.filter(pk=event.pk).update(venue=house, room=None)

    text = Message.objects.get().text
    assert ("코엑스" in text, "대한상공회의소" in text) == (True, False)
