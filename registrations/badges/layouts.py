"""Which badge a guest gets: the sheet, the design and the back, by the event's own layouts or by a sheet's name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from registrations import labels
from registrations.badges import design
from registrations.badges.design import Design
from registrations.labels import Sheet
from registrations.models import BadgeBack, BadgeLayout, CategoryBadge, Printer
from registrations.states import Category

USUAL = "hanging-95x123"  # the insert of the holders that most Korean venues hand out
OWN = "own-"  # before the number of an event's own layout


class UnknownLayout(Exception):
    """The event has no such layout; the text names those there are."""


@dataclass(frozen=True)
class Layout:
    """A badge as it is made, apart from whose it is."""

    name: str
    label: str
    sheet: Sheet
    design: Design
    back: str = BadgeBack.NONE
    back_text: str = ""
    logo: bytes = b""  # PNG
    background: bytes = b""  # PNG


@dataclass(frozen=True)
class Terms:
    """What holds for the categories of one event."""

    layouts: Mapping[str, str]  # names of layouts, by category
    words: Mapping[str, str]
    colours: Mapping[str, str]
    omitted: frozenset[str]


def offered(event_id: int) -> list[tuple[str, str]]:
    """What can be chosen for an event's badges: its own layouts, then every sheet with its standard design."""
    own = BadgeLayout.objects.filter(event=event_id).order_by("-is_default", "name")
    return [*((f"{OWN}{layout.pk}", layout.name) for layout in own), *presets()]


def presets() -> list[tuple[str, str]]:
    """Every sheet, which has a standard design."""
    return [(name, sheet.label) for name, sheet in labels.presets().items()]


def printers() -> list[tuple[str, str]]:
    """The printers that are known, with the number that a choice names them by."""
    return [(str(pk), name) for pk, name in Printer.objects.order_by("name").values_list("pk", "name")]


def get(event_id: int, name: str) -> Layout:
    """The layout of that name, ``own-12`` or ``sticker-2x4``; of "" the event's default.

    :raises UnknownLayout: the event has none of that name
    """
    own = BadgeLayout.objects.filter(event=event_id)
    if not name:
        default = own.filter(is_default=True).first()
        return read(default) if default else standard(USUAL)
    if name in labels.presets():
        return standard(name)
    number = name.removeprefix(OWN)
    chosen = own.filter(pk=int(number)).first() if name.startswith(OWN) and number.isdecimal() else None
    if chosen is None:
        known = ", ".join(one for one, _label in offered(event_id))
        raise UnknownLayout(
            _("「%(name)s」 명찰 양식이 없습니다. 있는 양식: %(known)s") % {"name": name, "known": known}
        )
    return read(chosen)


def standard(name: str) -> Layout:
    """A sheet with the standard design of its size.

    :raises KeyError: there is no such sheet
    """
    sheet = labels.get(name)
    return Layout(name, sheet.label, sheet, design.standard(sheet.width, sheet.height))


def read(row: BadgeLayout, *, with_pictures: bool = True) -> Layout:
    """An event's own layout, with its pictures where they are wanted."""
    return Layout(
        name=f"{OWN}{row.pk}",
        label=row.name,
        sheet=labels.get(row.sheet) if row.sheet else labels.read(row.own_sheet or {}),
        design=design.read(row.design),
        back=row.back,
        back_text=row.back_text,
        logo=picture(row, "logo") if with_pictures else b"",
        background=picture(row, "background") if with_pictures else b"",
    )


def picture(row: BadgeLayout, name: str) -> bytes:
    """The layout's ``logo`` or ``background``; no bytes where it has none."""
    file = getattr(row, name)
    if not file:
        return b""
    with file.open("rb") as opened:
        content: bytes = opened.read()
    return content


def terms(event_id: int) -> Terms:
    """What an event's categories have of their own."""
    rows = list(CategoryBadge.objects.filter(event=event_id))
    return Terms(
        layouts={row.category: f"{OWN}{row.layout_id}" for row in rows if row.layout_id},
        words={row.category: row.word for row in rows if row.word},
        colours={row.category: row.colour for row in rows if row.colour},
        omitted=frozenset(row.category for row in rows if row.is_omitted),
    )


def coloured(layout: Layout, colours: Mapping[str, str]) -> Layout:
    """The layout with the colours of an event's categories."""
    known = {category: colour for category, colour in colours.items() if category in Category.values}
    return replace(layout, design=replace(layout.design, colours={**layout.design.colours, **known}))
