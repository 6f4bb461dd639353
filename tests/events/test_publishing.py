"""An event's moves through its states."""

import pytest

from events import publishing
from events.models import EventState
from tests.factories.events import EventFactory

STEPS = {
    EventState.PLANNED: publishing.plan,
    EventState.ANNOUNCED: publishing.announce,
    EventState.CLOSED: publishing.close,
    EventState.CANCELLED: publishing.cancel,
    EventState.POSTPONED: publishing.postpone,
}


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", list(EventState))
@pytest.mark.parametrize("state", list(EventState))
def test_each_move_is_allowed_or_refused(state, wanted):
    event = EventFactory(state=state)

    if wanted in publishing.ALLOWED_MOVES[state]:
        STEPS[wanted](event_id=event.pk)
        expected = wanted
    else:
        with pytest.raises(publishing.MoveRefused):
            STEPS[wanted](event_id=event.pk)
        expected = state

    event.refresh_from_db()
    assert event.state == expected


@pytest.mark.django_db
def test_announce_without_a_date_is_refused():
    event = EventFactory(state=EventState.PLANNED, starts_at=None, ends_at=None)

    with pytest.raises(publishing.MoveRefused, match="일시와 장소"):
        publishing.announce(event_id=event.pk)

    event.refresh_from_db()
    assert event.state == EventState.PLANNED
