"""What a badge (명찰) says, set so that it fits: the same for label sheets and for the desk's single label."""

from dataclasses import dataclass

from events.lettering import Setting, Step, fit
from registrations.models import Registration
from registrations.states import Category

# The spaces of templates/papers/_badge.html as static/css/badge.css cuts them, in millimetres.
NAME_WIDTH = 90.1
TEXT_WIDTH = 66.0
NAME_STEPS = [
    *(Step(size, 1) for size in (48, 44, 40, 36, 32, 28)),
    *(Step(size, 2) for size in (24, 20)),
    *(Step(size, 3) for size in (15, 13)),
]
ORGANIZATION_STEPS = [Step(size, 2) for size in (17, 15, 13, 12, 11, 10, 9, 8)]
TITLE_STEPS = [*(Step(size, 1) for size in (13, 12, 11, 10, 9)), Step(8, 2)]
EVENT_STEPS = [Step(8, 1), Step(7, 1), Step(7, 2), Step(6, 2)]
SPACED_NAME = 3  # characters; shorter Korean names are set with wider gaps


@dataclass(frozen=True)
class BadgeFace:
    """One badge, ready for the template: every text with its size and lines."""

    code: str
    category: str
    category_label: str
    name: Setting
    is_short: bool
    organization: Setting
    title: Setting
    event_name: Setting
    is_demonstration: bool

    @property
    def readable_code(self) -> str:
        """``K7QF 3XRT``: the code in two groups, for reading aloud."""
        half = len(self.code) // 2
        return f"{self.code[:half]} {self.code[half:]}"


def event_line(name: str) -> Setting:
    """The event's name as it stands at the foot of each badge."""
    return fit(name, width_mm=TEXT_WIDTH, steps=EVENT_STEPS)


def face(registration: Registration, *, event_name: Setting, is_demonstration: bool) -> BadgeFace:
    """The badge of one guest, in the active language."""
    return BadgeFace(
        code=registration.code,
        category=registration.category,
        category_label=str(Category(registration.category).label),
        name=fit(registration.name, width_mm=NAME_WIDTH, steps=NAME_STEPS, bold=True),
        is_short=len(registration.name) <= SPACED_NAME,
        organization=fit(registration.organization, width_mm=TEXT_WIDTH, steps=ORGANIZATION_STEPS),
        title=fit(registration.title, width_mm=TEXT_WIDTH, steps=TITLE_STEPS),
        event_name=event_name,
        is_demonstration=is_demonstration,
    )
