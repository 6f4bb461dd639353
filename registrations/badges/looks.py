"""What badges of a layout look like on a page of the admin: the paper's template and rules, kept apart by a class."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events.models import Event
from registrations import codeimages
from registrations.badges import backs, faces, layouts, styling
from registrations.badges.backs import Back
from registrations.badges.layouts import Layout, Terms
from registrations.badges.samples import Sample

PIXELS_PER_MM = 96 / 25.4


@dataclass(frozen=True)
class Look:
    """Badges of one layout. ``css`` holds below ``name`` alone, a class of whatever they stand in."""

    name: str
    css: str
    badges: list[dict[str, Any]]  # for papers/_badge.html, with the ``label`` of each
    back: Back | None


def of(
    event: Event,
    layout: Layout,
    samples: Sequence[Sample],
    *,
    language: str,
    most: int,
    terms: Terms | None = None,
    name: str = "look",
    logo_src: str = "",
    background_src: str = "",
) -> Look:
    """The badges at true proportions, ``most`` CSS pixels wide and high; ``terms`` of the event where they are known.

    The pictures are shown from the addresses given, not from the layout.
    """
    terms = terms or layouts.terms(event.pk)
    layout = layouts.coloured(layout, terms.colours)
    sheet = layout.sheet
    form = faces.Form(
        design=layout.design,
        width=sheet.width,
        height=sheet.height,
        event_name=event.name_en if language == "en" and event.name_en else event.name,
        words=terms.words,
        mark=event.mark,
        logo_src=logo_src,
    )
    zoom = most / max(sheet.width, sheet.height) / PIXELS_PER_MM
    return Look(
        name=name,
        css=f".{name}{{zoom:{zoom:.3f};{styling.css(layout.design, width=sheet.width, height=sheet.height, mark=event.mark)}}}",
        badges=[
            {
                "label": sample.label,
                "face": form.face(sample.person),
                "qr_src": codeimages.qr_data_uri(sample.person.code),
                "background_src": background_src,
            }
            for sample in samples
        ],
        back=backs.back(event, layout, language=language),
    )
