"""The other side of a badge: the programme or a text, the same for everybody; or the front once more."""

from dataclasses import dataclass

from agenda import published
from events import notation
from events.lettering import Setting, Step, fit
from events.models import Event
from registrations.badges.design import LINE, MM_PER_POINT
from registrations.badges.layouts import Layout
from registrations.models import BadgeBack

TITLE_STEPS = [Step(size, 2) for size in (15, 13, 12, 11, 10, 9, 8)]
ROW_SIZES = (11, 10, 9, 8, 7, 6)
TEXT_SIZES = (20, 17, 15, 13, 12, 11, 10, 9, 8, 7, 6)
TIME_WIDTH = 2.9  # ems of ``14:00`` and the space after it
ROW_GAP = 0.8  # mm


@dataclass(frozen=True)
class Entry:
    """One session on the back: when it begins, and its title as it is broken."""

    time: str
    title: str


@dataclass(frozen=True)
class Back:
    """What stands on the back, set so that it fits."""

    title: Setting
    size: int  # of the rows, or of the text, in points
    entries: list[Entry]
    text: str = ""
    is_cut_short: bool = False


def back(event: Event, layout: Layout, *, language: str) -> Back | None:
    """The back of a layout's badges; None where it has none, or the same as the front.

    Without a release there is no programme to print: the back then has the event's name alone.
    """
    width = layout.sheet.width - 2 * layout.design.margin
    height = layout.sheet.height - 2 * layout.design.margin
    name = event.name_en if language == "en" and event.name_en else event.name
    title = fit(name, width_mm=width, steps=TITLE_STEPS, bold=True)
    rest = height - len(title.lines) * title.size * LINE * MM_PER_POINT - 2
    match layout.back:
        case BadgeBack.PROGRAMME:
            return _programme(event, title, width, rest, language)
        case BadgeBack.TEXT:
            return _text(layout.back_text, title, width, rest)
    return None


def _programme(event: Event, title: Setting, width: float, height: float, language: str) -> Back:
    current = published.current(event)
    rows = current.programme.rows if current else []
    days = current.programme.day_headings(language) if current else []
    said = [
        (notation.clock(row.starts_at), f"{day} {row.heading(language)}".strip())
        for row, day in zip(rows, days, strict=True)
    ]
    for size in ROW_SIZES:
        entries, used = [], 0.0
        for time, text in said:
            lines = fit(text, width_mm=width - TIME_WIDTH * size * MM_PER_POINT, steps=[Step(size, 3)])
            used += len(lines.lines) * size * LINE * MM_PER_POINT + ROW_GAP
            entries.append(Entry(time, lines.text))
            if used > height:
                break
        else:
            return Back(title, size, entries)
    return Back(title, ROW_SIZES[-1], entries[:-1], is_cut_short=True)


def _text(text: str, title: Setting, width: float, height: float) -> Back:
    for size in TEXT_SIZES:
        most = int(height / (size * LINE * MM_PER_POINT))
        lines = [
            line
            for paragraph in text.splitlines()
            for line in fit(paragraph, width_mm=width, steps=[Step(size, 99)]).lines or [""]
        ]
        if len(lines) <= most:
            return Back(title, size, [], text="\n".join(lines))
    return Back(title, TEXT_SIZES[-1], [], text="\n".join(lines[:most]), is_cut_short=True)
