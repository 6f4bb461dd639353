"""Sixty people racing for fifty seats, ten in each of six processes."""

import pytest

from registrations.models import Registration
from registrations.states import RegistrationState
from tests import workers
from tests.factories.events import NOON, EventFactory

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
