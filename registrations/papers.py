"""Papers about guests: the badges of an event as sheets of labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from events import pdf, stylesheets
from events.kinds import NothingToPrint, Options, Paper, Progress
from events.models import Event
from events.printjobs import Part
from registrations import badgefaces, badges, codeimages
from registrations.badgefaces import BadgeFace
from registrations.labels import EIGHT_ON_A4
from registrations.models import Registration
from registrations.states import Way

SHEETS_A_PART = 10
QR_SCALE = 4  # pixels a module: viewers that smooth small pictures leave the modules sharp

T = TypeVar("T")


@dataclass(frozen=True)
class Label:
    """One label of a sheet."""

    face: BadgeFace
    qr_src: str
    slot: str


def render_badges(
    *, event_id: int, language: str, at: datetime, progress: Progress, options: Options
) -> Paper:
    """The badges of everybody who gets one, by name, eight on an A4 sheet.

    :raises NothingToPrint: nobody gets a badge
    """
    event = Event.objects.get(pk=event_id)
    guests = list(badges.printable(event_id))
    if not guests:
        raise NothingToPrint(_("확정된 등록자가 없어 출력할 명찰이 없습니다."))
    css = [stylesheets.read("css/badge.css"), EIGHT_ON_A4.css()]
    content = pdf.write_parts(
        list(_parts(event, guests, language=language)),
        css=css,
        progress=lambda done, total: progress(done * len(guests) // total, len(guests)),
    )
    return Paper(
        content=content,
        name=f"badges-{event.slug}.pdf",
        record=partial(_record, registration_ids=[guest.pk for guest in guests]),
    )


def _parts(event: Event, guests: list[Registration], *, language: str) -> Iterator[Part]:
    name = event.name_en if language == "en" and event.name_en else event.name
    event_line = badgefaces.event_line(name)
    title = _("명찰") + f" · {name}"
    for part in _batches(guests, SHEETS_A_PART * EIGHT_ON_A4.count):
        labels = [
            Label(
                face=badgefaces.face(guest, event_name=event_line, is_demonstration=event.is_demonstration),
                qr_src=f"picture:{guest.code}",
                slot=f"slot-{number % EIGHT_ON_A4.count}",
            )
            for number, guest in enumerate(part)
        ]
        context = {"language": language, "title": title, "sheets": _batches(labels, EIGHT_ON_A4.count)}
        yield Part(
            html=render_to_string("papers/badges.html", context),
            pictures={guest.code: codeimages.qr_png(guest.code, scale=QR_SCALE) for guest in part},
        )


def _batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _record(*, registration_ids: list[int], document_id: int | None, by_id: int | None, at: datetime) -> None:
    badges.record_print(
        registration_ids=registration_ids,
        way=Way.SYSTEM if by_id is None else Way.ADMIN,
        by_id=by_id,
        at=at,
        document_id=document_id,
    )
