"""The sign-in register (참석자 등록부): who is expected, each with a place to sign, and empty rows for walk-ins."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from events import stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from events.printjobs import Part
from registrations import guestpapers, ordering
from registrations.badges import printing

CSS = ("css/paper.css", "css/register.css")


@dataclass(frozen=True)
class Row:
    """A line of the register; ``remark`` names whom a deputy comes for."""

    number: int
    organization: str
    title: str
    name: str
    remark: str


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The register of everybody with a seat, then empty rows; A4, its head on each page.

    :raises NothingToPrint: nobody has a seat, and no empty rows are wanted
    """
    event = Event.objects.get(pk=event_id)
    rows = rows_of(event_id, order=options["order"])
    if not rows and not options["blank_rows"]:
        raise NothingToPrint(_("확정된 등록자가 없어 등록부에 적을 사람이 없습니다."))
    context = {
        **guestpapers.about(event, language=language, at=at),
        "rows": rows,
        "blanks": range(len(rows) + 1, len(rows) + 1 + options["blank_rows"]),
    }
    return Pages(
        parts=[Part(render_to_string("papers/register.html", context))],
        css=[stylesheets.read(name) for name in CSS],
        name=f"register-{event.slug}",
    )


def rows_of(event_id: int, *, order: str) -> list[Row]:
    """The people of the register with their numbers, in one query."""
    people = ordering.arrange(printing.printable(event_id), order)
    guests = people.select_related("invitation", "stands_in_for")
    return [
        Row(number, guest.organization, guest.title, guest.name, guestpapers.remark(guest))
        for number, guest in enumerate(guests, start=1)
    ]
