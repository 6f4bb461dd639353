"""What an event's page says of the event itself: as it was released, before the first release as it stands."""

from dataclasses import dataclass

from agenda.published import Published
from agenda.snapshots import Words
from events import notation
from events.models import Event


@dataclass(frozen=True)
class Facts:
    """An event's facts in the reader's language; "" for what is not known or not told yet."""

    name: str
    theme: str
    when: str
    purpose: str = ""
    where: str = ""
    venue: str = ""
    address: str = ""
    directions: str = ""


def facts(event: Event, current: Published | None, *, language: str) -> Facts:
    """What the public may know of the event now; ``current`` is its release.

    How to get there is no part of a release: it is told as it stands, as long as the venue is the released one.
    """
    if not event.shows_its_date:
        return Facts(
            name=_words(event, "name")[language],
            theme=_words(event, "theme")[language],
            when=notation.UNDATED[language],
        )
    if current is None:
        return _standing(event, language)
    programme = current.programme
    is_there = event.venue is not None and event.venue.name == programme.venue.ko
    return Facts(
        name=programme.name[language],
        theme=programme.theme[language],
        when=programme.when(language),
        purpose=programme.purpose[language],
        where=programme.where(language),
        venue=programme.venue[language],
        address=programme.address[language],
        directions=_words(event.venue, "directions")[language] if is_there else "",
    )


def _standing(event: Event, language: str) -> Facts:
    venue = _words(event.venue, "name")[language]
    room, floor = _words(event.room, "name")[language], _words(event.room, "floor")[language]
    return Facts(
        name=_words(event, "name")[language],
        theme=_words(event, "theme")[language],
        when=notation.span(event.starts_at, event.ends_at, language=language),
        purpose=_words(event, "purpose")[language],
        where=notation.place(venue, room, floor, language=language),
        venue=venue,
        address=_words(event.venue, "address")[language],
        directions=_words(event.venue, "directions")[language],
    )


def _words(thing: object | None, field: str) -> Words:
    return Words() if thing is None else Words(getattr(thing, field), getattr(thing, f"{field}_en"))
