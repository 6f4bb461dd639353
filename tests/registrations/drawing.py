"""A paper of an event as the tests ask for it: at NOON, in Korean, with what is chosen about it."""

from events import rendering
from events.models import Event
from tests.factories.events import NOON


def draw(event: Event, kind: str, **options: object) -> bytes:
    paper = rendering.render(
        event_id=event.pk,
        kind=kind,
        language="ko",
        at=NOON,
        progress=lambda done, total: None,
        options=options,
    )
    return paper.content
