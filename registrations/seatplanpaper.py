"""The seat plan (좌석표): the hall from the stage on, and an index of who sits where in Korean order."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events import collation, stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from events.printjobs import Part
from registrations import guestpapers, seatassigning, seatcharts, seatsheets
from registrations.models import Registration
from registrations.seatcharts import Chart
from registrations.seatsheets import Block

CSS = ("css/paper.css", "css/seat-plan.css")


@dataclass(frozen=True)
class Entry:
    """Somebody in the index, with the seat's name within the event."""

    guest: Registration
    seat: str


@dataclass(frozen=True)
class Initial:
    """Those whose names begin with one consonant."""

    heading: str
    entries: list[Entry]


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The plan on A4, landscape where a row needs it, and the index on pages of its own.

    :raises NothingToPrint: the event has no seats
    """
    event = Event.objects.get(pk=event_id)
    charts = seatcharts.of_event(event_id)
    if not charts:
        raise NothingToPrint(_("좌석 구역이 없어 그릴 좌석표가 없습니다. 좌석 배정에서 구역을 더해 주세요."))
    is_landscape = seatsheets.lies_across(charts)
    pieces = list(seatsheets.pieces(charts, is_landscape=is_landscape))
    context = {
        **guestpapers.about(event, language=language, at=at),
        "is_landscape": is_landscape,
        "pieces": pieces,
        "initials": index(charts) if options["index"] == "yes" else [],
        "seated": sum(chart.taken for chart in charts),
    }
    blocks = [piece for piece in pieces if isinstance(piece, Block)]
    return Pages(
        parts=[Part(render_to_string("papers/seat-plan.html", context))],
        css=[*(stylesheets.read(name) for name in CSS), _css(blocks, is_landscape=is_landscape)],
        name=f"seat-plan-{event.slug}",
    )


def index(charts: list[Chart]) -> list[Initial]:
    """Everybody with a seat under the first consonants of their names; two of one name by organization."""
    entries = [
        Entry(place.registration, seatassigning.full_name(place))
        for chart in charts
        for place in chart.places
        if place.registration is not None
    ]
    entries.sort(key=lambda entry: (entry.guest.name_key, entry.guest.organization_key, entry.guest.pk))

    headed = collation.headed(entries, of=lambda entry: entry.guest.name, rest=pgettext("initial", "기타"))
    return [Initial(heading, group) for heading, group in headed]


def _css(blocks: list[Block], *, is_landscape: bool) -> str:
    """How the page lies, and a class for each width of seats."""
    widths = sorted({(block.columns, block.width, block.has_aisle) for block in blocks})
    return f"@page{{size:A4 {'landscape' if is_landscape else 'portrait'}}}" + "".join(
        f".seats-{number}{{width:{seatsheets.MARK + seats * width + has_aisle * seatsheets.AISLE:.2f}mm}}"
        for number, width, has_aisle in widths
        for seats in [number - 1 - has_aisle]
    )
