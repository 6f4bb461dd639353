"""One sheet of an Excel workbook as a table."""

from lxml import etree

from events.sheets import workbooks
from events.sheets.packages import Package
from events.sheets.table import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Table, letter, too_many_rows, trimmed
from events.sheets.workbooks import Shown

_COLUMNS = {letter(index): index for index in range(MOST_COLUMNS)}
_CELL = "{*}c"


def read(package: Package, *, sheet: str = "") -> Table:
    """The sheet of that name, else the first that holds a table.

    :raises FileRefused: the workbook is damaged or too large, or the sheet has more rows than it may
    """
    with workbooks.opened(package) as shown:
        names = tuple(one.name for one in shown)
        found = Table((), sheets=names)
        for one in shown:
            if sheet in {"", one.name}:
                found = _table(one, names)
                if sheet or any(len(set(row)) > 1 for row in found.rows):
                    break
        return found


def _table(shown: Shown, names: tuple[str, ...]) -> Table:
    hidden, hollow = _marks(shown.part)
    grid = list(shown.rows(most_rows=MOST_ROWS, most_columns=MOST_COLUMNS))
    _repeat_merged(grid, shown)
    return Table(trimmed(grid), shown.name, names, hidden, hollow)


def _repeat_merged(grid: list[list[str]], shown: Shown) -> None:
    left_to_fill = MOST_ROWS * MOST_COLUMNS
    letters = 0
    for left, top, right, bottom in shown.merges():
        if top > len(grid) or left > len(grid[top - 1]):
            continue
        text = grid[top - 1][left - 1]
        covered, across = grid[top - 1 : bottom], range(left - 1, min(right, MOST_COLUMNS))
        left_to_fill -= len(covered) * len(across)
        letters += len(text) * len(covered) * len(across)
        if left_to_fill < 0 or letters > MOST_LETTERS:
            raise too_many_rows()
        for row in covered if text else ():
            row.extend([""] * (across.stop - len(row)))
            for column in across:
                row[column] = row[column] or text


def _marks(part: etree._Element | None) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """The hidden rows, and the cells whose formula has no value: a stream of rows tells neither.

    :raises FileRefused: a cell far below is filled
    """
    hidden, hollow = set(), set()
    number = 0
    for row in part.iter("{*}row") if part is not None else ():
        number = _number(row.get("r"), number + 1)
        if number > MOST_ROWS and any(child.text for child in row.iter("{*}v", "{*}t")):
            raise too_many_rows()
        if row.get("hidden") in {"1", "true"}:
            hidden.add(number)
        for cell in row.iterfind(_CELL):
            column = _COLUMNS.get((cell.get("r") or "").rstrip("0123456789"))
            if column is not None and cell.find("{*}f") is not None and not cell.findtext("{*}v"):
                hollow.add((number, column))
    return frozenset(hidden), frozenset(hollow)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
