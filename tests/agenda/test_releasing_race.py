"""Two organizers releasing at the same moment."""

import pytest

from agenda import releasing
from agenda.models import Release
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON
from tests.racing import race


@pytest.mark.django_db(transaction=True)
def test_organizers_racing_to_release_one_draft_make_one_release():
    session = SessionFactory()

    numbers = race(
        lambda _number: releasing.release(event_id=session.event_id, by_id=None, at=NOON).number, racers=4
    )

    assert numbers == [1, 1, 1, 1]
    assert Release.objects.count() == 1
