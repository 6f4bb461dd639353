"""Drawing every kind of paper of an event for the tests that look at all of them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from events import kinds, rendering
from events.models import Event
from events.webpapers import WebPaper
from tests import conference

LANGUAGES = ("ko", "en")
# What is chosen where a test of all kinds is better off with something else than what holds initially.
OPTIONS: dict[str, dict[str, Any]] = {"register": {"blank_rows": 3}}


def every_kind() -> list[str]:
    """The names of all kinds, so that a new one is looked at without anybody thinking of it."""
    return sorted(kind.name for kind in kinds.every())


def as_html() -> list[str]:
    """The names of the kinds that can be had as a web page."""
    return sorted(kind.name for kind in kinds.every() if kind.pages)


def pdf(event: Event, kind: str, *, language: str = "ko", **options: Any) -> bytes:
    paper = rendering.render(
        event_id=event.pk,
        kind=kind,
        language=language,
        at=conference.PRINTED_AT,
        progress=lambda done, total: None,
        options=OPTIONS.get(kind, {}) | options,
    )
    return paper.content


def page(
    event: Event, kind: str, *, language: str = "ko", is_served: bool = False, **options: Any
) -> WebPaper:
    return rendering.web_page(
        event_id=event.pk,
        kind=kind,
        language=language,
        at=conference.PRINTED_AT,
        is_served=is_served,
        options=OPTIONS.get(kind, {}) | options,
    )


@dataclass(frozen=True)
class Drawn:
    """A paper of Conference 1 in one language, in the forms in which it can be had."""

    pdf: bytes
    html: str  # "" where there is none


@cache
def of_conference_1(kind: str) -> dict[str, Drawn]:
    """A paper of Conference 1 by language, drawn once for all tests of the process; these need the database."""
    event = conference.held()
    return {
        language: Drawn(
            pdf(event, kind, language=language),
            page(event, kind, language=language).html if kind in as_html() else "",
        )
        for language in LANGUAGES
    }
