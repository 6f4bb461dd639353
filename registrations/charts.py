"""Charts as plain shapes, which ``registrations/admin/_chart.html`` writes as SVG.

Made for 340 units' width, so that letters stay legible on a phone. What a colour says is also said by a pattern, a dash
or a marker, and by a number beside it.
"""

from dataclasses import dataclass, field
from datetime import date

WIDTH = 340
STYLES = ("solid", "hatch", "dots", "open")
_LABELS = 84  # the column of labels on the left
_BAR, _ROW = 18, 27
_LETTER = 13  # the width of a Hangul letter, and the height of a line
_PLOT = (28, 14, 226, 150)  # left, top, width, height of the steps
_MOST_MARKERS = 40


@dataclass(frozen=True)
class Rect:
    """A bar, or a piece of one."""

    x: float
    y: float
    width: float
    height: float
    style: str
    kind: str = "rect"


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    css: str = ""
    anchor: str = "start"
    kind: str = "text"


@dataclass(frozen=True)
class Path:
    d: str
    classes: tuple[str, ...]
    kind: str = "path"


@dataclass(frozen=True)
class Chart:
    """A picture with the words for those who do not see it; ``name`` is unique on its page."""

    name: str
    title: str
    description: str
    height: float
    shapes: list[Rect | Text | Path] = field(default_factory=list)
    width: float = WIDTH


def stacked(
    name: str, title: str, description: str, *, parts: list[str], rows: list[tuple[str, list[int]]]
) -> Chart:
    """A bar a row, made of the parts one after the other, with the sum at its end and the legend above."""
    shapes: list[Rect | Text | Path] = []
    for number, label in enumerate(parts):
        x, y = (number % 2) * WIDTH / 2, (number // 2) * 20
        shapes.append(Rect(x + 1, y + 2, 22, 12, STYLES[number]))
        total = sum(values[number] for _label, values in rows)
        shapes.append(Text(x + 30, y + 12, f"{label} {total:,}"))
    top = (len(parts) + 1) // 2 * 20 + 10
    most = max(sum(values) for _label, values in rows)
    room = WIDTH - _LABELS - 34
    for line, (label, values) in enumerate(rows):
        x, y = float(_LABELS), top + line * _ROW
        shapes.append(Text(0, y + 13, label))
        for number, value in enumerate(values):
            width = round(room * value / most, 1)
            if value:
                shapes.append(Rect(round(x, 1), y, width, _BAR, STYLES[number]))
            if width >= 9 + 8 * len(str(value)):
                css = "on-solid" if STYLES[number] == "solid" else "on-pattern"
                shapes.append(Text(round(x + width / 2, 1), y + 13, str(value), css, "middle"))
            x += width
        shapes.append(Text(round(x + 6, 1), y + 13, f"{sum(values):,}", "strong"))
    return Chart(name, title, description, top + len(rows) * _ROW, shapes)


def bars(
    name: str, title: str, description: str, *, style: str, rows: list[tuple[str, int, int, str]]
) -> Chart:
    """A bar a row: its part of a whole, which is outlined, and words at its end."""
    shapes: list[Rect | Text | Path] = []
    most = max(whole for _label, _value, whole, _words in rows)
    words_room = max(sum(_width_of(letter) for letter in words) for *_rest, words in rows) + 8
    room = WIDTH - _LABELS - words_room
    for line, (label, value, whole, words) in enumerate(rows):
        y = 2 + line * _ROW
        width = round(room * whole / most, 1)
        shapes.append(Text(0, y + 13, label))
        shapes.append(Rect(_LABELS, y, width, _BAR, "open"))
        if value:
            shapes.append(Rect(_LABELS, y, round(room * value / most, 1), _BAR, style))
        shapes.append(Text(round(_LABELS + width + 6, 1), y + 13, words, "strong"))
    return Chart(name, title, description, 2 + len(rows) * _ROW, shapes)


def steps(
    name: str, title: str, description: str, *, days: list[date], lines: list[tuple[str, list[int]]]
) -> Chart:
    """A line for each row of numbers that stay the same until the next day, with its name at its end."""
    left, top, width, height = _PLOT
    most = _nice(max(max(values) for _label, values in lines))
    span = max(1, (days[-1] - days[0]).days)
    shapes: list[Rect | Text | Path] = []
    for part in (0, most // 2, most):
        y = round(top + height - height * part / most, 1)
        shapes += [
            Path(f"M{left} {y}H{left + width}", ("grid",)),
            Text(left - 5, y + 4, str(part), "quiet", "end"),
        ]
    shapes.append(Text(left, top + height + 18, _day(days[0]), "quiet"))
    if len(days) > 1:
        shapes.append(Text(left + width, top + height + 18, _day(days[-1]), "quiet", "end"))
    ends = []
    for number, (label, values) in enumerate(lines):
        points = [
            (
                round(left + width * (day - days[0]).days / span, 1),
                round(top + height - height * value / most, 1),
            )
            for day, value in zip(days, values, strict=True)
        ]
        path = f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y in points[1:])
        shapes.append(Path(path, ("line", f"line--{number}")))
        marked = points if len(points) <= _MOST_MARKERS else points[-1:]
        shapes.append(Path("".join(_marker(number, x, y) for x, y in marked), ("marker",)))
        ends.append((points[-1][1], f"{label} {values[-1]:,}"))
    shapes += _end_labels(ends, left + width + 9, bottom=top + height)
    return Chart(name, title, description, top + height + 26, shapes)


def _end_labels(ends: list[tuple[float, str]], x: float, *, bottom: float) -> list[Rect | Text | Path]:
    """The labels at the heights of their lines' ends, pushed up where two would meet."""
    found: list[Rect | Text | Path] = []
    lowest = bottom
    for y, text in sorted(ends, reverse=True):
        place = min(y, lowest)
        lowest = place - _LETTER - 2
        found.append(Text(x, round(place + 4, 1), text, "strong"))
    return found


def _marker(number: int, x: float, y: float) -> str:
    """A circle, a square, a triangle."""
    if number == 0:
        return f"M{x - 3} {y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
    if number == 1:
        return f"M{x - 3} {y - 3}h6v6h-6z"
    return f"M{x} {y - 4}l4 7h-8z"


def _day(day: date) -> str:
    return f"{day.month}. {day.day}."


def _nice(most: int) -> int:
    """An even number that is round for its size and not below."""
    step = 2
    while step * 10 < most:
        step *= 10 if step * 50 < most else 5
    return max(2, -(-most // step) * step)


def _width_of(letter: str) -> float:
    return _LETTER if ord(letter) > 0x2000 else _LETTER * 0.6
