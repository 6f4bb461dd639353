"""Two workers who see at once that registration is open, and an address that asks many times at once."""

import pytest

from events import codes, publishing
from events.models import EventState, Message
from registrations import interestmails, interests
from registrations.models import Destruction, Interest
from tests.factories.events import NOON, EventFactory
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_workers_racing_tell_each_one_once(monkeypatch):
    monkeypatch.setattr(interests, "BATCH", 3)
    event = EventFactory(state=EventState.PLANNED)
    for number in range(20):
        interests.ask(event_id=event.pk, email=f"guest{number}@example.com", language="ko", at=NOON)
    for interest in Interest.objects.all():
        interests.confirm(token=codes.derive_token(interestmails.subject(interest.code)), at=NOON)
    publishing.announce(event_id=event.pk)

    told = race(lambda _number: interests.tell(at=NOON), racers=4)

    assert sum(told) == 20
    assert not Interest.objects.exists()
    addresses = list(Message.objects.filter(key__endswith=":opened").values_list("to", flat=True))
    assert sorted(addresses) == sorted(f"guest{number}@example.com" for number in range(20))
    assert sum(Destruction.objects.values_list("count", flat=True)) == 20


def test_address_asking_many_times_at_once_is_one_wish_and_one_mail():
    event = EventFactory(state=EventState.PLANNED)

    race(
        lambda _number: interests.ask(event_id=event.pk, email="g@example.com", language="ko", at=NOON),
        racers=4,
    )

    assert (Interest.objects.count(), Message.objects.count()) == (1, 1)
