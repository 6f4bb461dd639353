"""The paper of badges (명찰): sheets of one layout after the other, drawn in batches of whole sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from events import stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from events.printjobs import Part
from events.stamps import Stamp
from registrations import codeimages
from registrations.badges import (
    backs,
    choosing,
    faces,
    fingerprints,
    layouts,
    offsets,
    printing,
    sheets,
    stamping,
    styling,
)
from registrations.badges.backs import Back
from registrations.badges.choosing import Choice, Sides
from registrations.badges.faces import Face, Form, Person
from registrations.badges.layouts import Layout
from registrations.badges.printing import Said
from registrations.badges.sheets import Rule
from registrations.labels import Sheet
from registrations.models import Registration
from registrations.states import Way

CSS = "css/badge.css"
BADGES_A_BATCH = 80
QR_SCALE = 4  # pixels a module: viewers that smooth small pictures leave the modules sharp


@dataclass(frozen=True)
class Batch:
    """Some whole sheets of one layout: what one process draws at a time. Plain data, for the way to another one."""

    layout: str
    registration_ids: list[int]
    first: list[int]  # cells of the first sheet that are free, counted from 0


@dataclass(frozen=True)
class Drawn:
    """A batch with its HTML, and what stands on each badge of it, by registration."""

    part: Part
    said: Mapping[int, Said]


@dataclass(frozen=True)
class Cell:
    """One badge on a sheet, and whether this is the back of it."""

    face: Face
    is_back: bool = False

    @property
    def qr_src(self) -> str:
        return f"picture:{self.face.person.code}"


@dataclass(frozen=True)
class Side:
    """One printed side of a sheet, and whether it is the back."""

    cells: list[Cell | None]  # None where one stays empty; folded ones are two each
    is_back: bool = False


class Shifts(NamedTuple):
    """How far front and back are moved on the printer that was chosen, to the right and down, in millimetres."""

    front: tuple[float, float]
    back: tuple[float, float]


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The badges of everybody who gets one, as the options ask; each batch is drawn when it is asked for.

    :raises NothingToPrint: nobody gets a badge, or there is no such layout or printer
    """
    event = Event.objects.get(pk=event_id)
    choice = Choice.of(options)
    planned = plan(event_id, choice)
    if not planned:
        raise NothingToPrint(_("확정된 등록자가 없어 출력할 명찰이 없습니다."))
    said: dict[int, Said] = {}

    def parts() -> Iterator[Part]:
        for batch in planned:
            drawn = draw(event, batch, choice, language=language)
            said.update(drawn.said)
            yield drawn.part

    return Pages(
        parts=parts(),
        web_parts=(draw(event, one, choice, language=language, as_html=True).part for one in planned),
        css=[stylesheets.read(CSS)],
        name=f"badges-{event.slug}",
        record=partial(_record, said=said),
        count=len(planned),
    )


def plan(event_id: int, choice: Choice) -> list[Batch]:
    """The batches that make the paper, in order: by layout, and then as the choice orders people.

    :raises NothingToPrint: there is no such layout, or no cell of the first sheet is free
    """
    terms = layouts.terms(event_id)
    by_layout: dict[str, list[int]] = {}
    for pk, category in choosing.guests(event_id, choice, omitted=terms.omitted).values_list(
        "pk", "category"
    ):
        # A layout that was asked for is everybody's; else each category has its own.
        name = choice.layout or terms.layouts.get(category, "")
        by_layout.setdefault(name, []).append(pk)
    return [
        batch
        for name, ids in by_layout.items()
        for batch in _batches_of(name, ids, _sheet(_layout(event_id, name), choice), choice)
    ]


def places(event_id: int, batch: Batch, choice: Choice) -> list[tuple[int, int]]:
    """Where each badge of a batch lies: its sheet among the batch's and its cell on it, both from 0."""
    sheet = _sheet(_layout(event_id, batch.layout), choice)
    placed = sheets.place(len(batch.registration_ids), sheet, first=batch.first)
    return [(number, cell) for number, cells in enumerate(placed) for _badge, cell in cells]


def draw(event: Event, batch: Batch, choice: Choice, *, language: str, as_html: bool = False) -> Drawn:
    """A batch with its pictures, in the active language; the cells of those who are gone stay empty.

    Faces are stamped on its pages or, for browsers, part of their HTML.
    """
    terms = layouts.terms(event.pk)
    layout = layouts.coloured(_layout(event.pk, batch.layout), terms.colours)
    sheet = _sheet(layout, choice)
    name = event.name_en if language == "en" and event.name_en else event.name
    logo_src = "picture:logo" if layout.logo else ""
    form = faces.form(event, layout, words=terms.words, language=language, logo_src=logo_src)
    back = backs.back(event, layout, language=language)
    people = _people(batch.registration_ids)
    said = [form.face(people[pk]) if pk in people else None for pk in batch.registration_ids]
    sides = list(_sides(said, sheet, batch, choice))
    shifts = _shifts(choice)
    context = {
        "language": language,
        "title": f"{_('명찰')} · {name}",
        "sides": sides,
        "shows_faces": as_html,
        "back": back,
        "rules": list(_rules(sheet.shifted(*shifts.front), choice)) if sheet.is_cut else [],
        "background_src": "picture:background" if layout.background else "",
    }
    stamped = [] if as_html else [list(_stamps(side, form, layout, sheet, shifts, back)) for side in sides]
    pictures = {one.code: codeimages.qr_png(one.code, scale=QR_SCALE) for one in people.values()}
    named = {"logo": layout.logo, "background": layout.background}
    return Drawn(
        Part(
            html=render_to_string("papers/badges.html", context),
            pictures=pictures | {name: picture for name, picture in named.items() if picture},
            css=[_css(layout, sheet, choice, shifts, mark=event.mark)],
            stamps=stamped,
        ),
        said={pk: Said(one.code, fingerprints.of(one, terms.words)) for pk, one in people.items()},
    )


def _stamps(
    side: Side, form: Form, layout: Layout, sheet: Sheet, shifts: Shifts, back: Back | None
) -> Iterator[Stamp]:
    """The faces of one side, where its cells are."""
    placed = sheet.turned().shifted(*shifts.back) if side.is_back else sheet.shifted(*shifts.front)
    faces_a_cell = round(sheet.width / form.width)
    corners = [(left + n * form.width, top) for left, top in placed.corners() for n in range(faces_a_cell)]
    for cell, (left, top) in zip(side.cells, corners, strict=True):
        if cell and not (cell.is_back and back):
            has_background = bool(layout.background)
            yield stamping.stamp(form, cell.face, left=left, top=top, has_background=has_background)


def _layout(event_id: int, name: str) -> Layout:
    try:
        return layouts.get(event_id, name)
    except layouts.UnknownLayout as unknown:
        raise NothingToPrint(str(unknown)) from unknown


def _sheet(layout: Layout, choice: Choice) -> Sheet:
    if choice.sides != Sides.FOLDED:
        return layout.sheet
    if not layout.sheet.is_cut:
        raise NothingToPrint(_("접는 명찰은 목걸이 명찰 용지에만 만들 수 있습니다."))
    folded = layout.sheet.folded()
    if folded.problem():
        raise NothingToPrint(
            _("접는 명찰은 펼치면 %(width)s × %(height)smm가 되어 용지에 들어가지 않습니다.")
            % {"width": f"{folded.width:g}", "height": f"{folded.height:g}"}
        )
    return folded


def _batches_of(name: str, ids: list[int], sheet: Sheet, choice: Choice) -> Iterator[Batch]:
    first = sheets.free_cells(sheet, start=choice.start, skip=choice.skip)
    if not first:
        raise NothingToPrint(_("첫 장에 남은 칸이 없습니다. 시작 칸과 건너뛸 칸을 확인해 주세요."))
    every = list(range(sheet.count))
    whole = max(1, BADGES_A_BATCH // sheet.count) * sheet.count
    size = whole - sheet.count + len(first)
    while ids:
        yield Batch(name, ids[:size], first)
        ids, size, first = ids[size:], whole, every


def _sides(faces: Sequence[Face | None], sheet: Sheet, batch: Batch, choice: Choice) -> Iterator[Side]:
    for placed in sheets.place(len(faces), sheet, first=batch.first):
        there = {cell: face for number, cell in placed if (face := faces[number]) is not None}
        fronts = [Cell(there[cell]) if cell in there else None for cell in range(sheet.count)]
        behind = [cell and replace(cell, is_back=True) for cell in fronts]
        match choice.sides:
            case Sides.BOTH:
                yield Side(fronts)
                yield Side([behind[sheet.behind(cell)] for cell in range(sheet.count)], is_back=True)
            case Sides.FOLDED:
                yield Side([one for pair in zip(fronts, behind, strict=True) for one in pair])
            case _:
                yield Side(fronts)


def _css(layout: Layout, sheet: Sheet, choice: Choice, shifts: Shifts, *, mark: str) -> str:
    rules = _rules(sheet.shifted(*shifts.front), choice) if sheet.is_cut else []
    return "".join(
        [
            styling.css(layout.design, width=layout.sheet.width, height=layout.sheet.height, mark=mark),
            *sheets.css(sheet, face_width=layout.sheet.width, front=shifts.front, back=shifts.back),
            *(
                f".rule-{number}{{left:{rule.left:.2f}mm;top:{rule.top:.2f}mm;"
                f"{'height' if rule.is_upright else 'width'}:{rule.length:.2f}mm}}"
                for number, rule in enumerate(rules)
            ),
        ]
    )


def _rules(sheet: Sheet, choice: Choice) -> Iterator[Rule]:
    if choice.has_crop_marks:
        yield from sheets.crop_marks(sheet)
    if choice.sides == Sides.FOLDED:
        yield from sheets.folds(sheet)


def _shifts(choice: Choice) -> Shifts:
    try:
        moved = offsets.of(offsets.find(choice.printer))
    except offsets.UnknownPrinter as unknown:
        raise NothingToPrint(str(unknown)) from unknown
    return Shifts(moved.front, moved.back)


def _people(ids: list[int]) -> dict[int, Person]:
    """Who stands on the badges; those who were erased or have cancelled meanwhile are missing."""
    found = Registration.objects.filter(erased_at__isnull=True).confirmed().with_badge_texts().in_bulk(ids)
    return {pk: faces.person(guest) for pk, guest in found.items()}


def _record(*, said: Mapping[int, Said], document_id: int | None, by_id: int | None, at: datetime) -> None:
    printing.record_print(
        registration_ids=list(said),
        way=Way.SYSTEM if by_id is None else Way.ADMIN,
        by_id=by_id,
        at=at,
        document_id=document_id,
        said=said,
    )
