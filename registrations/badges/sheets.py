"""Which badge comes on which cell of which sheet, and the marks by which plain sheets are cut and folded."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from registrations.labels import Sheet

MARK = 5.0  # mm: length of a crop mark
MARK_GAP = 1.5  # mm between a mark and the badge: a cut beside the line leaves no ink on it


def free_cells(sheet: Sheet, *, start: int = 1, skip: Set[int] = frozenset()) -> list[int]:
    """The cells of a used sheet that can still be printed on, counted from 0; ``start`` and ``skip`` count from 1."""
    return [cell for cell in range(sheet.count) if cell + 1 >= start and cell + 1 not in skip]


def place(count: int, sheet: Sheet, *, first: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """For each sheet the (number, cell) of what comes on it; on the first sheet only the ``first`` cells are free."""
    number, cells = 0, first
    while number < count:
        taken = list(zip(range(number, count), cells, strict=False))
        yield taken
        number += len(taken)
        cells = range(sheet.count)


def css(
    sheet: Sheet, *, face_width: float, front: tuple[float, float], back: tuple[float, float]
) -> Iterator[str]:
    """The rules that put faces of that width into the cells: the frame of each side, moved by ``front`` and ``back``.

    Badges float in the frame, each with the gap to the next; the frame holds so many in a row and no more.
    """
    yield f"@page{{size:{sheet.page_width:g}mm {sheet.page_height:g}mm;margin:0}}"
    yield f".badge-sheet{{width:{sheet.page_width:g}mm;height:{sheet.page_height - 1:g}mm}}"
    yield f".badge-cells{{width:{sheet.columns * sheet.step_x + 1:.2f}mm}}"
    for name, (side, (x, y)) in {"": (sheet, front), "-back": (sheet.turned(), back)}.items():
        yield f".badge-cells{name}{{left:{side.left + x:.2f}mm;top:{side.top + y:.2f}mm}}"
    faces = round(sheet.width / face_width)
    gaps = f"0 {sheet.step_x - faces * face_width:.2f}mm {sheet.step_y - sheet.height:.2f}mm 0"
    yield f".badge,.badge-gap{{margin:{gaps}}}"
    yield f".badge-gap{{width:{face_width:.2f}mm;height:{sheet.height:.2f}mm}}"


@dataclass(frozen=True)
class Rule:
    """A straight line on the sheet, in millimetres; ``is_fold`` where paper is folded, not cut."""

    left: float
    top: float
    length: float
    is_upright: bool
    is_fold: bool = False


def crop_marks(sheet: Sheet) -> Iterator[Rule]:
    """Ticks beyond the cells' outer edge at every line where the sheet is cut."""
    right = sheet.left + (sheet.columns - 1) * sheet.step_x + sheet.width
    bottom = sheet.top + (sheet.rows - 1) * sheet.step_y + sheet.height
    for x in _edges(sheet.left, sheet.step_x, sheet.width, sheet.columns):
        for end in (sheet.top - MARK_GAP - MARK, bottom + MARK_GAP):
            yield from _within(sheet, Rule(x, end, MARK, is_upright=True))
    for y in _edges(sheet.top, sheet.step_y, sheet.height, sheet.rows):
        for end in (sheet.left - MARK_GAP - MARK, right + MARK_GAP):
            yield from _within(sheet, Rule(end, y, MARK, is_upright=False))


def folds(sheet: Sheet) -> Iterator[Rule]:
    """The line down the middle of each cell of a ``folded`` sheet."""
    for column in range(sheet.columns):
        middle = sheet.left + column * sheet.step_x + sheet.width / 2
        length = (sheet.rows - 1) * sheet.step_y + sheet.height
        yield Rule(middle, sheet.top, length, is_upright=True, is_fold=True)


def _edges(first: float, step: float, size: float, count: int) -> list[float]:
    """Where cells begin and end, each place once."""
    edges = {round(first + number * step + side, 2) for number in range(count) for side in (0, size)}
    return sorted(edges)


def _within(sheet: Sheet, rule: Rule) -> Iterator[Rule]:
    """The rule, shortened where the paper ends; nothing where it is beyond it."""
    start = rule.top if rule.is_upright else rule.left
    end = min(start + rule.length, sheet.page_height if rule.is_upright else sheet.page_width)
    start = max(0.0, start)
    if end - start <= 0:
        return
    left, top = (rule.left, start) if rule.is_upright else (start, rule.top)
    yield Rule(left, top, end - start, rule.is_upright)
