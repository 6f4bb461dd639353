"""One badge alone: on a page of its own size, which the desk's browser prints, or that a preview shows."""

from typing import Any

from events.models import Event
from registrations import codeimages
from registrations.badges import faces, layouts, styling
from registrations.badges.faces import Person
from registrations.badges.layouts import Layout

DESK = "sticker-2x4"  # what the desk's printer has, where nothing else is said


def layout_of(event_id: int, name: str = DESK) -> Layout:
    """A layout with the event's colours.

    :raises UnknownLayout: the event has none of that name
    """
    return layouts.coloured(layouts.get(event_id, name), layouts.terms(event_id).colours)


def style(layout: Layout, *, mark: str = "") -> str:
    """The rules of a page that holds one badge of the layout and nothing else; ``mark`` is the event's."""
    sheet = layout.sheet
    size = f"{sheet.width:g}mm {sheet.height:g}mm"
    screen = f"@media screen{{main{{width:{sheet.width:g}mm;height:{sheet.height:g}mm}}}}"
    return (
        f"@page{{size:{size};margin:0}}"
        + styling.css(layout.design, width=sheet.width, height=sheet.height, mark=mark)
        + screen
    )


def context(event: Event, layout: Layout, person: Person, *, language: str) -> dict[str, Any]:
    """What ``papers/_badge.html`` needs for one badge in a browser, the pictures inside."""
    words = layouts.terms(event.pk).words
    logo_src = codeimages.data_uri(layout.logo) if layout.logo else ""
    form = faces.form(event, layout, words=words, language=language, logo_src=logo_src)
    return {
        "face": form.face(person),
        "qr_src": codeimages.qr_data_uri(person.code),
        "background_src": codeimages.data_uri(layout.background) if layout.background else "",
    }
