"""Papers for the settlement of an event (정산 자료): how many came, of whom, and each entry with its time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from events import notation, stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event, Sector
from events.printjobs import Part
from registrations import attendance, guestpapers, ordering
from registrations.attendance import Turnout
from registrations.badges import printing
from registrations.models import CheckIn
from registrations.states import Category

CSS = ("css/paper.css", "css/register.css", "css/settlement.css")


@dataclass(frozen=True)
class Count:
    """A line of a table of turnouts."""

    label: str
    turnout: Turnout


@dataclass(frozen=True)
class Entry:
    """Somebody who was let in, with the clock time of it; ``remark`` names whom a deputy came for."""

    number: int
    organization: str
    title: str
    name: str
    entered: str
    remark: str


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """Counts by category and sector, then everybody who came in the wanted order.

    :raises NothingToPrint: nobody was let in
    """
    event = Event.objects.get(pk=event_id)
    entries = entries_of(event_id, order=options["order"])
    if not entries:
        raise NothingToPrint(_("입장한 분이 없어 정산 자료를 만들 수 없습니다."))
    turnout = attendance.count([event_id])[event_id]
    context = {
        **guestpapers.about(event, language=language, at=at),
        "total": turnout.total,
        "categories": _counts(Category.choices, turnout.by_category),
        "sectors": _counts(Sector.choices, turnout.by_sector),
        "deputies": turnout.deputies,
        "entries": entries,
    }
    return Pages(
        parts=[Part(render_to_string("papers/settlement.html", context))],
        css=[stylesheets.read(name) for name in CSS],
        name=f"settlement-{event.slug}",
    )


def entries_of(event_id: int, *, order: str) -> list[Entry]:
    """Those who were let in, in one query."""
    first = CheckIn.objects.entries().filter(registration=OuterRef("pk"))
    people = ordering.arrange(printing.printable(event_id), order).annotate(
        entered_at=Subquery(first.order_by("at", "pk").values("at")[:1])
    )
    came = people.filter(entered_at__isnull=False).select_related("invitation", "stands_in_for")
    return [
        Entry(
            number,
            guest.organization,
            guest.title,
            guest.name,
            notation.clock(guest.entered_at),
            guestpapers.remark(guest),
        )
        for number, guest in enumerate(came, start=1)
    ]


def _counts(choices: Iterable[tuple[str, object]], found: dict[str, Turnout]) -> list[Count]:
    return [Count(str(label), found[value]) for value, label in choices if value in found]
