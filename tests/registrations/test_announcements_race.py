"""Two organizers who release at once make one release and one set of mails."""

from datetime import timedelta

import pytest

from agenda import releasing
from agenda.models import Release
from events import batches
from events.models import Event, Message
from events.outbox import Mail
from registrations import announcements
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken, race


@pytest.mark.django_db(transaction=True)
def test_two_organizers_releasing_at_once_draft_the_mails_once():
    event = EventFactory()
    SessionFactory(event=event)
    RegistrationFactory(event=event)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at + timedelta(minutes=10))

    def release(_number: int) -> tuple[bool, int]:
        outcome = announcements.release(event_id=event.pk, by_id=None, at=NOON)
        return outcome.is_new, outcome.guests

    assert sorted(race(release, racers=2)) == [(False, 0), (True, 1)]
    assert (Release.objects.count(), Message.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["send", "discard"])
def test_notices_wait_for_the_release_that_is_writing_them(step):
    event = EventFactory()
    SessionFactory(event=event)
    RegistrationFactory(event=event)
    batch = f"release:{announcements.release(event_id=event.pk, by_id=None, at=NOON).release.pk}"

    def act() -> int:
        if step == "send":
            return announcements.send(event_id=event.pk, batch=batch, at=NOON)
        return batches.discard(event_id=event.pk, batch=batch)

    with overtaken(act) as acted:
        Event.objects.lock(event.pk)
        late = batches.Keyed(
            f"{batch}:guest:0", Mail(to="late@example.com", subject="확정된 일정", text="본문")
        )
        batches.draft([late], batch=batch, event_id=event.pk, at=NOON)

    assert acted.result() == 2
