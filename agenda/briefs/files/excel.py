"""Excel workbooks (.xlsx): the sheets that are shown, row by row."""

from agenda.briefs.files.budget import Budget
from agenda.briefs.files.document import MOST_CELLS, MOST_COLUMNS, Block, Paragraph, Table
from events.sheets import workbooks
from events.sheets.packages import Package
from events.sheets.refusing import too_large
from events.sheets.workbooks import Shown

MOST_ROWS = 2_000


def read(package: Package) -> list[Block]:
    """:raises FileRefused: the workbook is damaged or too large"""
    budget = Budget()
    with workbooks.opened(package) as sheets:
        return [block for sheet in sheets for block in _sheet(sheet, budget)]


def _sheet(sheet: Shown, budget: Budget) -> list[Block]:
    grid: list[list[str]] = []
    for row in sheet.rows(most_rows=MOST_ROWS, most_columns=MOST_COLUMNS):
        grid.append(row)
        if len(row) * len(grid) > MOST_CELLS * 4:
            raise too_large()
    _repeat_merged(grid, sheet, budget)
    return _blocks(grid)


def _repeat_merged(grid: list[list[str]], sheet: Shown, budget: Budget) -> None:
    for left, top, right, bottom in sheet.merges():
        if top > len(grid) or left > len(grid[top - 1]):
            continue
        text = grid[top - 1][left - 1]
        covered, across = grid[top - 1 : bottom], range(left - 1, min(right, MOST_COLUMNS))
        budget.spend(len(covered) * len(across), text)
        for row in covered:
            row.extend([""] * (across.stop - len(row)))
            for column in across:
                row[column] = row[column] or text


def _blocks(grid: list[list[str]]) -> list[Block]:
    """Rows with one cell are paragraphs; those with several, one under the other, a table."""
    blocks: list[Block] = []
    table: list[tuple[str, ...]] = []
    for row in [*grid, []]:
        filled = [cell for cell in row if cell]
        if len(set(filled)) > 1:
            table.append(tuple(row))
            continue
        if table:
            width = max(index + 1 for cells in table for index, cell in enumerate(cells) if cell)
            blocks.append(Table(tuple((cells + ("",) * width)[:width] for cells in table)))
            table = []
        blocks.append(Paragraph(filled[0] if filled else ""))
    return blocks
