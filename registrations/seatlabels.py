"""Seat labels (좌석 라벨) to stick on chairs and tables: seat, name, title and organization as large as they fit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.lettering import Setting, Step, fit
from events.models import Event
from events.printjobs import Part
from registrations import labels, seatassigning, seatcharts
from registrations.badges import choosing, sheets
from registrations.labels import Sheet
from registrations.models import Seat

PADDING = 4.0  # mm on each side of a label
MM_PER_POINT = 25.4 / 72
LINE = 1.25  # line heights a line of type takes
NAME_POINTS = (54, 48, 42, 36, 32, 28, 24, 20, 17, 14, 12)
ABOUT_POINTS = (18, 16, 14, 12, 11, 10, 9, 8)
SMALLEST_ON_ONE_LINE = 12
SEAT_POINTS = (22, 20, 18, 16, 14, 12, 10, 8)
SPACED_NAME = 3  # letters; shorter Korean names are set with wider gaps


class LabelsFor(models.TextChoices):
    TAKEN = "taken", gettext_lazy("배정한 좌석")
    IN_USE = "in-use", gettext_lazy("배정한 좌석과 비워 둔 좌석")
    ALL = "all", gettext_lazy("모든 좌석")


@dataclass(frozen=True)
class Label:
    """What a label says; a seat without a guest only what it is called and held for."""

    seat: Setting
    name: Setting
    title: Setting
    organization: Setting
    is_short: bool
    push: int  # half millimetres above the name, so that it stands in the middle; measured here, as flex boxes are slow


def stickers() -> list[tuple[str, str]]:
    """The sheets that labels can be printed on, by name, with what they are called."""
    return [(name, sheet.label) for name, sheet in labels.presets().items() if sheet.count > 1]


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The labels area by area, row by row, on the sheet that was chosen.

    :raises NothingToPrint: no seat is to have a label, or no cell of the first sheet is free
    """
    event = Event.objects.get(pk=event_id)
    sheet = labels.get(options["sheet"])
    seats = seats_of(event_id, which=options["which"])
    if not seats:
        raise NothingToPrint(_("라벨을 만들 좌석이 없습니다. 먼저 좌석을 배정해 주세요."))
    skipped = frozenset(choosing.numbers(options["skip"]))
    first = sheets.free_cells(sheet, start=options["start"], skip=skipped)
    if not first:
        raise NothingToPrint(_("첫 장에 남은 칸이 없습니다. 시작 칸과 건너뛸 칸을 확인해 주세요."))
    faces = [label(seat, sheet) for seat in seats]
    context = {
        "language": language,
        "event": event,
        "pages": [
            [(faces[number], cell) for number, cell in placed]
            for placed in sheets.place(len(faces), sheet, first=first)
        ],
    }
    return Pages(
        parts=[Part(render_to_string("papers/seat-labels.html", context))],
        css=[stylesheets.read("css/seat-labels.css"), _css(sheet, faces)],
        name=f"seat-labels-{event.slug}",
    )


def seats_of(event_id: int, *, which: str) -> list[Seat]:
    """The seats that get labels, from the stage on, in two queries."""
    return [
        place
        for chart in seatcharts.of_event(event_id)
        for place in chart.places
        if which == LabelsFor.ALL
        or place.registration is not None
        or (which == LabelsFor.IN_USE and place.held_for)
    ]


def label(seat: Seat, sheet: Sheet) -> Label:
    """A seat's label in the largest sizes that the sheet's cells hold."""
    guest, room, width = seat.registration, sheet.height - 2 * PADDING, sheet.width - 2 * PADDING
    name = guest.name if guest else seat.held_for
    heading = fit(
        seatassigning.full_name(seat), width_mm=width, steps=_steps(SEAT_POINTS, room * 0.2, 1), bold=True
    )
    large = fit(name, width_mm=width, steps=_largest_first(NAME_POINTS, room * 0.4, 3), bold=True)
    title, organization = (
        fit(text, width_mm=width, steps=_steps(ABOUT_POINTS, room * 0.2, 2))
        for text in ((guest.title, guest.organization) if guest else ("", ""))
    )
    left = room - sum(map(_height, (heading, large, title, organization)))
    return Label(
        heading, large, title, organization, is_short=len(name) <= SPACED_NAME, push=max(0, round(left))
    )


def _height(text: Setting) -> float:
    return len(text.lines) * text.size * LINE * MM_PER_POINT


def _steps(points: tuple[int, ...], room: float, most_lines: int) -> list[Step]:
    """The sizes that fit the room on one line as long as they are large, then on more; else the smallest one."""
    steps = [
        Step(size, lines)
        for lines in range(1, most_lines + 1)
        for size in points
        if size * LINE * MM_PER_POINT * lines <= room
        and (lines == most_lines or size >= SMALLEST_ON_ONE_LINE)
    ]
    return steps or [Step(points[-1], 1)]


def _largest_first(points: tuple[int, ...], room: float, most_lines: int) -> list[Step]:
    """The sizes that fit the room, on more lines before they become smaller: a name is read from afar."""
    return sorted(_steps(points, room, most_lines), key=lambda step: (-step.size, step.lines))


def _css(sheet: Sheet, faces: list[Label]) -> str:
    """The sheet's figures, and a class for each size of type that is used."""
    sizes = {text.size for face in faces for text in (face.seat, face.name, face.title, face.organization)}
    return "".join(
        [
            sheet.css(),
            f".label-sheet{{width:{sheet.page_width:g}mm;height:{sheet.page_height - 1:g}mm}}",
            f".label{{width:{sheet.width:g}mm;height:{sheet.height:g}mm}}",
            *(f".type-{size}{{font-size:{size}pt}}" for size in sorted(sizes)),
            *(f".push-{push}{{margin-top:{push / 2:g}mm}}" for push in sorted({face.push for face in faces})),
        ]
    )
