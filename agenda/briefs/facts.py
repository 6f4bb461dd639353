"""What a brief says of the event itself, as the texts of a form, beside what the event says by now."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from agenda.briefs.brief import Brief, BriefRefused, Place
from events import notation
from events.models import Event


@dataclass(frozen=True)
class Fact:
    """A text to be offered, and the other one that speaks against it: the brief's or the event's; "" for none."""

    value: str
    brief_says: str = ""
    event_says: str = ""


def offered(brief: Brief, event: Event | None = None, last: Brief | None = None) -> dict[str, Fact]:
    """Each fact by its name. The event's own word stands where it was edited by hand since ``last``."""
    says = _of_brief(brief)
    if event is None:
        return {name: Fact(value) for name, value in says.items()}
    stands = of_event(event)
    before = _of_brief(last) if last else {}
    return {
        name: _weighed(value, stands[name], before.get(name))
        for name, value in says.items()
        if name in stands
    }


def refuse_several_days(event: Event) -> None:
    """:raises BriefRefused: the event is on more than one day, and a brief speaks of one"""
    if event.starts_at is None or event.ends_at is None:
        return
    last = event.ends_at - timedelta(microseconds=1)  # what ends at midnight is on one day
    if event.starts_at.astimezone(notation.SEOUL).date() != last.astimezone(notation.SEOUL).date():
        raise BriefRefused(
            _("여러 날에 걸친 행사는 읽지 못합니다. 하루씩 나누어 주세요: %(text)s")
            % {"text": notation.span(event.starts_at, event.ends_at, language="ko")}
        )


def _weighed(says: str, stands: str, before: str | None) -> Fact:
    if not says or says == stands:
        return Fact(stands)
    if not stands or stands == before:
        return Fact(says, event_says=stands)
    return Fact(stands, brief_says=says)


def _of_brief(brief: Brief) -> dict[str, str]:
    place = brief.place or Place("")
    return {
        "name": brief.name,
        "theme": brief.theme,
        "purpose": brief.purpose,
        "day": f"{brief.starts_at.astimezone(notation.SEOUL):%Y-%m-%d}",
        "start": notation.clock(brief.starts_at),
        "end": notation.clock(brief.ends_at),
        "venue": place.venue,
        "floor": place.floor,
        "room": place.room,
        "host": brief.host,
    }


def of_event(event: Event) -> dict[str, str]:
    """What the event says of itself by now, each fact by its name."""
    starts_at, ends_at = event.starts_at, event.ends_at
    return {
        "name": event.name,
        "theme": event.theme,
        "purpose": event.purpose,
        "day": f"{starts_at.astimezone(notation.SEOUL):%Y-%m-%d}" if starts_at else "",
        "start": notation.clock(starts_at) if starts_at else "",
        "end": notation.clock(ends_at) if ends_at else "",
        "venue": event.venue.name if event.venue else "",
        "floor": event.room.floor if event.room else "",
        "room": event.room.name if event.room else "",
    }
