"""An event's way through its states: planned, announced, closed; cancelled or postponed on the way."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, EventState

ALLOWED_MOVES: dict[str, set[str]] = {
    EventState.PLANNED: {EventState.ANNOUNCED, EventState.CANCELLED, EventState.POSTPONED},
    EventState.ANNOUNCED: {EventState.CLOSED, EventState.CANCELLED, EventState.POSTPONED},
    EventState.POSTPONED: {EventState.PLANNED, EventState.ANNOUNCED, EventState.CANCELLED},
    EventState.CLOSED: set(),
    EventState.CANCELLED: set(),
}


class MoveRefused(Exception):
    """The event cannot go to that state; the text tells the organizer why."""


def plan(*, event_id: int) -> Event:
    """Take a postponed event back into planning.

    :raises MoveRefused: the event is in no state to be planned again
    """
    return _move(event_id, EventState.PLANNED)


def announce(*, event_id: int) -> Event:
    """Make the event public with its date, so that registration can open.

    :raises MoveRefused: no date or venue yet, or not in a state to be announced
    """
    return _move(event_id, EventState.ANNOUNCED)


def close(*, event_id: int) -> Event:
    """Mark the event as held.

    :raises MoveRefused: it was not announced
    """
    return _move(event_id, EventState.CLOSED)


def cancel(*, event_id: int) -> Event:
    """Call the event off. Its registrations are the business of the floor above.

    :raises MoveRefused: it is over already
    """
    return _move(event_id, EventState.CANCELLED)


def postpone(*, event_id: int) -> Event:
    """Put the event off; registration stops until it is announced again.

    :raises MoveRefused: it is over already
    """
    return _move(event_id, EventState.POSTPONED)


@transaction.atomic
def _move(event_id: int, state: EventState) -> Event:
    event = Event.objects.lock(event_id)
    if state not in ALLOWED_MOVES[event.state]:
        raise MoveRefused(
            _("「%(state)s」 상태의 행사는 「%(wanted)s」(으)로 바꿀 수 없습니다.")
            % {"state": event.get_state_display(), "wanted": state.label}
        )
    if state == EventState.ANNOUNCED and (event.starts_at is None or event.venue_id is None):
        raise MoveRefused(_("공고하려면 일시와 장소를 먼저 정해 주세요."))
    event.state = state
    event.was_announced = event.was_announced or state == EventState.ANNOUNCED
    event.save(update_fields=["state", "was_announced", "updated_at"])
    return event
