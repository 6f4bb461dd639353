"""Hangul documents: .hwpx, and the older .hwp, which python-hwpx turns into the same parts."""

import re
import struct

from hwpx.errors import Hwp5Error
from hwpx.hwp5.package import convert
from lxml import etree

from agenda.briefs.files.budget import Budget
from agenda.briefs.files.document import MOST_COLUMNS, Block, Paragraph, Table
from events import compound
from events.sheets.packages import Package, attribute, local, parse
from events.sheets.refusing import damaged, locked, too_large

_SECTION = re.compile(r"Contents/section(\d{1,3})\.xml")
_HEADER = "Contents/header.xml"
_MANIFEST = "META-INF/manifest.xml"
_PROTECTED = {"hwp5-password", "hwp5-distribution", "hwp5-drm"}
_MOST_ROWS = 2_000


def is_hwpx(package: Package) -> bool:
    return any(_SECTION.fullmatch(name) for name in package.names)


def read_hwpx(package: Package) -> list[Block]:
    """:raises FileRefused: the document is damaged, encrypted or too large"""
    if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST):
        raise locked()
    header = package.xml(_HEADER) if _HEADER in package.names else None
    return _read([package.xml(name) for name in _sections(package.names)], header)


def read_hwp(content: bytes) -> list[Block]:
    """:raises FileRefused: the document is damaged, encrypted or too large"""
    compound.check(content)
    try:
        parts = convert(content).files
    except Hwp5Error as error:
        if error.code in _PROTECTED:
            raise locked() from error
        raise (too_large() if error.code == "hwp5-limit-exceeded" else damaged()) from error
    except (
        struct.error, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
        AssertionError, OSError,
    ) as error:  # fmt: skip
        # The library checks its container, not each record of a damaged one.
        raise damaged() from error
    return _read([parse(parts[name]) for name in _sections(list(parts))], parse(parts[_HEADER]))


def _sections(names: list[str]) -> list[str]:
    numbered = {int(match[1]): name for name in names if (match := _SECTION.fullmatch(name))}
    return [numbered[number] for number in sorted(numbered)]


def _read(sections: list[etree._Element], header: etree._Element | None) -> list[Block]:
    raised = _raised(header) if header is not None else frozenset()
    blocks: list[Block] = []
    budget = Budget()
    for section in sections:
        for paragraph in section:
            if local(paragraph) != "p":
                continue
            text, tables = _paragraph(paragraph, raised, budget)
            blocks.append(Paragraph(text))
            blocks += tables
    return blocks


def _raised(header: etree._Element) -> frozenset[str]:
    """The ids of the character shapes that are superscript."""
    return frozenset(
        shape.get("id", "")
        for shape in header.iter("{*}charPr")
        if any(local(mark) == "supscript" for mark in shape)
    )


def _paragraph(paragraph: etree._Element, raised: frozenset[str], budget: Budget) -> tuple[str, list[Table]]:
    """The paragraph's text, and the tables and boxes of text that are anchored in it."""
    text = ""
    tables: list[Table] = []
    for run in paragraph:
        if local(run) != "run":
            continue
        own = ""
        for element in run:
            name = local(element)
            if name == "t":
                own += _text(element)
            elif name == "tbl":
                tables.append(_table(element, raised, budget))
            else:
                tables += [_table(table, raised, budget) for table in element.iter("{*}tbl")]
        is_raised = attribute(run, "charPrIDRef") in raised and bool(own.strip())
        text += f"<sup>{own}</sup>" if is_raised else own
    return text, tables


def _text(element: etree._Element) -> str:
    text = element.text or ""
    for mark in element:
        text += {"tab": "\t", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}.get(
            local(mark), ""
        )
        text += mark.tail or ""
    return text


def _table(element: etree._Element, raised: frozenset[str], budget: Budget) -> Table:
    grid: dict[tuple[int, int], str] = {}
    for position, row in enumerate(child for child in element if local(child) == "tr"):
        for index, cell in enumerate(child for child in row if local(child) == "tc"):
            marks = {local(mark): mark for mark in cell}
            address, span = marks.get("cellAddr"), marks.get("cellSpan")
            top = _number(address, "rowAddr", position)
            left = _number(address, "colAddr", index)
            text = _cell(marks["subList"], raised, budget) if "subList" in marks else ""
            covered = range(top, min(top + max(1, _number(span, "rowSpan", 1)), _MOST_ROWS))
            across = range(left, min(left + max(1, _number(span, "colSpan", 1)), MOST_COLUMNS))
            budget.spend(len(covered) * len(across), text)
            grid.update(((line, column), text) for line in covered for column in across)
    height = max((line for line, _column in grid), default=-1) + 1
    width = max((column for _line, column in grid), default=-1) + 1
    return Table(
        tuple(tuple(grid.get((line, column), "") for column in range(width)) for line in range(height))
    )


def _cell(content: etree._Element, raised: frozenset[str], budget: Budget) -> str:
    """The cell's paragraphs as lines; a table within it, row by row."""
    lines = []
    for paragraph in content:
        if local(paragraph) == "p":
            text, tables = _paragraph(paragraph, raised, budget)
            lines += [text, *(" ".join(row) for table in tables for row in table.rows)]
    return "\n".join(lines)


def _number(element: etree._Element | None, name: str, otherwise: int) -> int:
    value = "" if element is None else attribute(element, name)
    return int(value[:6]) if value.isascii() and value.isdecimal() else otherwise
