"""Word documents (.docx): the body's paragraphs and tables in their order."""

from collections.abc import Iterator

from lxml import etree

from agenda.briefs.files.budget import Budget
from agenda.briefs.files.document import MOST_COLUMNS, Block, Paragraph, Table
from events.packages import Package, attribute, local

PART = "word/document.xml"
_WRAPPERS = {
    "sdt",
    "sdtContent",
    "ins",
    "hyperlink",
    "smartTag",
    "customXml",
    "AlternateContent",
    "Choice",
    "body",
}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(package: Package) -> list[Block]:
    """:raises FileRefused: the document is damaged or too large"""
    body = package.xml(PART)
    blocks: list[Block] = []
    budget = Budget()
    for element in _inside(body, {"p", "tbl"}):
        if local(element) == "p":
            blocks.append(Paragraph(_text(element)))
        else:
            blocks.append(_table(element, budget))
    return blocks


def _inside(parent: etree._Element, wanted: set[str]) -> Iterator[etree._Element]:
    """The wanted children, through what only wraps them; what was deleted with changes tracked is left out."""
    for child in parent:
        name = local(child)
        if name in wanted:
            yield child
        elif name in _WRAPPERS:
            yield from _inside(child, wanted)


def _text(paragraph: etree._Element) -> str:
    """A paragraph's text; a superscript keeps its mark, as bodies stand raised behind a person's name."""
    return "".join(_run(run) for run in _inside(paragraph, {"r"}))


def _run(run: etree._Element) -> str:
    text = ""
    is_raised = False
    for child in run:
        name = local(child)
        if name == "rPr":
            is_raised = any(
                local(mark) == "vertAlign" and attribute(mark, "val") == "superscript" for mark in child
            )
        elif name == "t":
            text += child.text or ""
        else:
            text += _BREAKS.get(name, "")
    return f"<sup>{text}</sup>" if is_raised and text.strip() else text


def _table(element: etree._Element, budget: Budget) -> Table:
    rows: list[tuple[str, ...]] = []
    above: list[str] = []
    for row in _inside(element, {"tr"}):
        cells: list[str] = []
        for cell in _inside(row, {"tc"}):
            width, goes_on = _span(cell)
            start = len(cells)
            text = above[start] if goes_on and start < len(above) else _cell(cell, budget)
            covered = max(0, min(width, MOST_COLUMNS - start))
            budget.spend(covered, text)
            cells += [text] * covered
        rows.append(tuple(cells))
        above = cells
    return Table(tuple(rows))


def _span(cell: etree._Element) -> tuple[int, bool]:
    """How many columns the cell covers, and whether it goes on the one above."""
    width, goes_on = 1, False
    for properties in cell:
        if local(properties) != "tcPr":
            continue
        for mark in properties:
            value = attribute(mark, "val")
            if local(mark) == "gridSpan" and value.isdecimal():
                width = min(max(1, int(value[:4])), MOST_COLUMNS)
            elif local(mark) == "vMerge":
                goes_on = value != "restart"
    return width, goes_on


def _cell(cell: etree._Element, budget: Budget) -> str:
    """The cell's paragraphs as lines; a table within it, row by row."""
    lines = []
    for element in _inside(cell, {"p", "tbl"}):
        if local(element) == "p":
            lines.append(_text(element))
        else:
            lines += [" ".join(row) for row in _table(element, budget).rows]
    return "\n".join(lines)
