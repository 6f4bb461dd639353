"""What a badge (명찰) says, set so that it fits: the same for sheets, for the desk's single label and for previews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from events import lettering
from events.lettering import Setting, fit
from events.models import Event
from registrations.badges import correcting, wording
from registrations.badges.design import MM_PER_POINT, Box, Design, Field, QrPlace
from registrations.badges.layouts import Layout
from registrations.models import Registration
from registrations.states import Category

SPACED_NAME = 3  # characters; shorter Korean names are set with wider gaps
WHOLE_NAME, WHOLE = 15, 8  # points: words are broken before they would become smaller
SPACING = 0.05  # ems after each letter: as .badge-short in static/css/badge.css


@dataclass(frozen=True)
class Person:
    """Whose badge it is, in the words that stand on it."""

    code: str
    category: str
    name: str
    organization: str = ""
    department: str = ""
    title: str = ""

    @property
    def readable_code(self) -> str:
        """``K7QF 3XRT``: the code in two groups, for reading aloud."""
        half = len(self.code) // 2
        return f"{self.code[:half]} {self.code[half:]}"


@dataclass(frozen=True)
class Line:
    """One block of a badge: the classes of its style, and its text, broken beforehand."""

    classes: str
    text: str
    field: str
    setting: Setting
    said: str  # the words as they were before they were broken, or cut
    number: int  # of the block in the design
    src: str = ""  # of a logo, the address of its picture


@dataclass(frozen=True)
class Face:
    """One badge, ready for the template."""

    person: Person
    lines: Sequence[Line]
    mark: str  # a word on the band: "시연용" of a demonstration, else ""
    has_code: bool = True


@dataclass(frozen=True)
class Form:
    """A design on a face of one size, with what stands on every badge: makes the badges of one event."""

    design: Design
    width: float
    height: float
    event_name: str
    words: Mapping[str, str] = field(default_factory=dict)  # on the bands of categories, where they differ
    mark: str = ""
    logo_src: str = ""

    def face(self, person: Person) -> Face:
        """The badge of one person, in the active language."""
        lines = [self._line(number, box, person) for number, box in enumerate(self.boxes)]
        said = [line for line in lines if line.setting.lines or line.src]
        has_code = self.design.qr_place != QrPlace.NONE
        return Face(person, said, self.mark, has_code)

    @cached_property
    def boxes(self) -> list[Box]:
        """Where each block of the design stands on the face."""
        return self.design.arranged(self.width, self.height)

    @cached_property
    def _settings(self) -> dict[tuple[int, str], Setting]:
        """Each text that was set: the event's name and most organizations stand on many badges."""
        return {}

    def _line(self, number: int, box: Box, person: Person) -> Line:
        block = box.block
        text = wording.printable(self._text(block.field, block.text, person)).text
        setting = self._settings.get((number, text))
        if setting is None:
            whole = WHOLE_NAME if block.field == Field.NAME else WHOLE
            setting = fit(
                text, width_mm=box.text_width, steps=block.steps(), bold=block.is_bold, whole_down_to=whole
            )
            self._settings[number, text] = setting
        classes = f"b{number} f{setting.size}"
        if block.field == Field.CATEGORY:
            classes += f" c-{person.category}"
        elif block.field == Field.NAME:
            classes += f" n{len(setting.lines)}"
            if 0 < len(text) <= SPACED_NAME and _has_room(text, setting, box):
                classes += " badge-short"
        src = self.logo_src if block.field == Field.LOGO else ""
        return Line(classes, setting.text, block.field, setting, text, number, src)

    def _text(self, what: str, own: str, person: Person) -> str:
        match what:
            case Field.CATEGORY:
                return self.words.get(person.category) or str(Category(person.category).label)
            case Field.EVENT:
                return self.event_name
            case Field.CODE:
                return person.readable_code
            case Field.TEXT:
                return own
            case Field.LOGO:
                return ""
        return str(getattr(person, what))


def form(
    event: Event, layout: Layout, *, words: Mapping[str, str], language: str, logo_src: str = ""
) -> Form:
    """What makes the badges of an event in a layout, in the active language, which ``language`` names."""
    return Form(
        design=layout.design,
        width=layout.sheet.width,
        height=layout.sheet.height,
        event_name=event.name_en if language == "en" and event.name_en else event.name,
        words=words,
        mark=event.mark,
        logo_src=logo_src,
    )


def person(registration: Registration) -> Person:
    """A guest in the words of their badge: as registered, or as corrected for the badge alone.

    Costs a query but for rows ``with_badge_texts``.
    """
    return Person(code=registration.code, category=registration.category, **correcting.words(registration))


def _has_room(text: str, setting: Setting, box: Box) -> bool:
    """Whether a name set on one line still fits when its letters stand apart."""
    spaced = lettering.width(text, bold=box.block.is_bold) + SPACING * len(text)
    return len(setting.lines) == 1 and spaced * setting.size * MM_PER_POINT <= box.width
