"""Where an event's speakers are engaged in other events meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from agenda import drafts
from agenda.models import Appearance
from events.models import Event, EventState, User

_CALLED_OFF = [EventState.CANCELLED, EventState.POSTPONED]


@dataclass(frozen=True)
class Engagement:
    """A speaker's part in a session of another event's draft."""

    speaker_id: int
    session_id: int
    starts_at: datetime
    ends_at: datetime
    event: str  # its name; "" where the person who looks does not organize it


def elsewhere(event: Event, states: Collection[drafts.State], *, viewer: User | None) -> list[Engagement]:
    """What the draft's speakers do in other events between its first and its last minute, in one query.

    Events that are called off do not count, nor do rehearsals, nor demonstrations for real events, or the other
    way round.
    """
    people = {speaker_id for state in states for speaker_id, _role in state.parts}
    if not people:
        return []
    theirs = Event.objects.for_organizer(viewer) if viewer is not None else Event.objects.none()
    rows = (
        Appearance.objects.filter(
            speaker__in=people,
            session__starts_at__lt=max(state.ends_at for state in states),
            session__ends_at__gt=min(state.starts_at for state in states),
            session__event__is_demonstration=event.is_demonstration,
            session__event__rehearsal_of=None,
        )
        .exclude(session__event=event)
        .exclude(session__event__state__in=_CALLED_OFF)
        .annotate(is_theirs=Exists(theirs.filter(pk=OuterRef("session__event"))))
        .order_by("session__starts_at", "session", "speaker")
        .values_list(
            "speaker_id",
            "session_id",
            "session__starts_at",
            "session__ends_at",
            "session__event__name",
            "is_theirs",
        )
        .distinct()  # one person may have two roles in a session
    )
    return [
        Engagement(speaker_id, session_id, starts_at, ends_at, name if is_theirs else "")
        for speaker_id, session_id, starts_at, ends_at, name, is_theirs in rows
    ]
