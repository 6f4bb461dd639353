"""The desk's fallback list (등록데스크 예비 명단): everybody with a box to tick and a bar code, for when nothing else works."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events import collation, stylesheets
from events.bodynames import LEGAL_FORM
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from events.printjobs import Part
from registrations import codeimages, guestpapers, ordering
from registrations.badges import printing
from registrations.models import Registration
from registrations.ordering import Order

CSS = ("css/paper.css", "css/desk-list.css")


@dataclass(frozen=True)
class Group:
    """Those under one heading; on new pages if desks are split by it."""

    heading: str
    guests: list[Registration]


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The list of everybody with a seat, by name or organization.

    :raises NothingToPrint: nobody has a seat
    """
    event = Event.objects.get(pk=event_id)
    groups = groups_of(event_id, order=options["order"])
    if not groups:
        raise NothingToPrint(_("확정된 등록자가 없어 명단에 적을 사람이 없습니다."))
    context = {
        **guestpapers.about(event, language=language, at=at),
        "groups": groups,
        "is_split": options["pages"] == "initial",
        "count": sum(len(group.guests) for group in groups),
    }
    pictures = {guest.code: codeimages.bar_png(guest.code) for group in groups for guest in group.guests}
    return Pages(
        parts=[Part(html=render_to_string("papers/desk-list.html", context), pictures=pictures)],
        css=[stylesheets.read(name) for name in CSS],
        name=f"desk-list-{event.slug}",
    )


def groups_of(event_id: int, *, order: str) -> list[Group]:
    """The people with a seat under the first consonants of what they are ordered by, in one query."""
    people = ordering.arrange(printing.printable(event_id), order)
    guests = people.select_related("invitation", "stands_in_for")

    def ordered_by(guest: Registration) -> str:
        return LEGAL_FORM.sub("", guest.organization) if order == Order.ORGANIZATION else guest.name

    headed = collation.headed(guests, of=ordered_by, rest=pgettext("initial", "기타"))
    return [Group(heading, group) for heading, group in headed]
