"""Nameplates (명패) for the table: how they are cut and folded, and whose stand there."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from agenda import published
from agenda.snapshots import Person
from events.lettering import Setting, Step, fit
from events.models import Event
from registrations import ordering
from registrations.badges import printing
from registrations.ordering import Order
from registrations.states import BY_INVITATION

POINTS = (150, 136, 124, 112, 100, 90, 80, 72, 64, 56, 48, 42, 36, 30, 24)  # sizes that a name may have
SMALLEST_ON_ONE_LINE = 56
SPACED_NAME = 3  # letters; shorter Korean names are set with wider gaps, as on a ministry's own plates
LINE = 1.2  # line heights a line of type takes
MM_PER_POINT = 25.4 / 72


class PlateSize(models.TextChoices):
    A4_FOLDED = "a4-folded", _("A4 접이식(297 × 105mm)")
    A5_FOLDED = "a5-folded", _("A5 접이식(210 × 74mm)")
    STRIP_210 = "strip-210x70", _("꽂이용 210 × 70mm")
    STRIP_200 = "strip-200x80", _("꽂이용 200 × 80mm")


class Whose(models.TextChoices):
    STAGE = "stage", _("프로그램의 연사·패널")
    INVITED = "invited", _("내빈·연사·패널로 등록한 분")
    ALL = "all", _("확정된 등록자 모두")


@dataclass(frozen=True)
class Plate:
    """How a plate lies on its A4 page; all in millimetres. A folded one is printed twice, the upper face upside down."""

    width: float
    height: float  # of one face
    is_folded: bool
    on_page: int
    is_landscape: bool = False

    @property
    def text_width(self) -> float:
        """What type may take up: office printers leave 5 mm, and a stand covers the edges."""
        return self.width - 36

    def name_steps(self) -> list[Step]:
        """The sizes for a name: on one line as large as leaves room for the line above it, else on two."""
        room = self.height * 0.6 / MM_PER_POINT / LINE
        one = [Step(size, 1) for size in POINTS if SMALLEST_ON_ONE_LINE <= size <= room]
        return [*one, *(Step(size, 2) for size in POINTS if size <= room / 2), Step(24, 3), Step(18, 4)]

    def about_steps(self) -> list[Step]:
        """The sizes for organization and title."""
        return [Step(size, 1) for size in (36, 32, 28, 24, 20, 17) if size <= self.height * 0.36] + [
            Step(15, 2),
            Step(12, 3),
        ]


PLATES = {
    PlateSize.A4_FOLDED: Plate(297, 105, is_folded=True, on_page=1, is_landscape=True),
    PlateSize.A5_FOLDED: Plate(210, 74, is_folded=True, on_page=2),
    PlateSize.STRIP_210: Plate(210, 70, is_folded=False, on_page=4),
    PlateSize.STRIP_200: Plate(200, 80, is_folded=False, on_page=3),
}


@dataclass(frozen=True)
class Face:
    """What a plate says."""

    name: Setting
    about: Setting
    is_short: bool


@dataclass(frozen=True)
class Bearer:
    """Somebody at the table."""

    name: str
    organization: str
    title: str


def bearers(event: Event, *, whose: str, language: str) -> list[Bearer]:
    """Whose plates are made: those on stage as the programme has them, guests in protocol order.

    Somebody on stage twice has one plate.
    """
    if whose == Whose.STAGE:
        return _on_stage(event, language)
    guests = ordering.arrange(printing.printable(event.pk), Order.PROTOCOL)
    if whose == Whose.INVITED:
        guests = guests.filter(category__in=BY_INVITATION)
    return [Bearer(guest.name, guest.organization, guest.title) for guest in guests]


def face(bearer: Bearer, plate: Plate) -> Face:
    """The plate's text in the largest sizes that hold it."""
    about = " ".join(part for part in (bearer.organization, bearer.title) if part)
    return Face(
        name=fit(bearer.name, width_mm=plate.text_width, steps=plate.name_steps(), bold=True),
        about=fit(about, width_mm=plate.text_width, steps=plate.about_steps()),
        is_short=len(bearer.name) <= SPACED_NAME,
    )


def _on_stage(event: Event, language: str) -> list[Bearer]:
    current = published.current(event)
    rows = current.programme.rows if current else []
    found: dict[tuple[str, str], Bearer] = {}
    for row in sorted(rows, key=lambda row: row.starts_at):
        for person in row.speakers:
            one = _bearer(person, language)
            found.setdefault((one.name, one.organization), one)
    return list(found.values())


def _bearer(person: Person, language: str) -> Bearer:
    return Bearer(person.name[language], person.organization[language], person.title[language])
