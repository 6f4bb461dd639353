"""What every kind of file becomes: paragraphs and tables, and these as the lines that the brief's reader reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from agenda.briefs import people

MOST_CELLS = 20_000  # of all tables; a day of 60 sessions has about 500
MOST_COLUMNS = 40


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells; a merged cell stands in each place that it covers. A cell's own paragraphs are its lines."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


def as_text(blocks: Iterable[Block]) -> str:
    """The blocks as lines of text, the cells of a row divided by tabs."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.text.split("\n")
        else:
            lines += [_line(row) for row in block.rows]
    return "\n".join(lines)


def _line(row: tuple[str, ...]) -> str:
    cells = [_cell(cell) for cell in row]
    # A cell that is merged sideways says it once.
    once = [cell if not index or cell != cells[index - 1] else "" for index, cell in enumerate(cells)]
    return "\t".join(once)


def _cell(text: str) -> str:
    """One line: people who stand under each other are an enumeration, anything else goes on."""
    lines = [line.strip() for line in text.replace("\t", " ").split("\n") if line.strip()]
    all_people = len(lines) > 1 and all(people.read_person(line.rstrip(",")) for line in lines)
    return ", ".join(line.rstrip(",") for line in lines) if all_people else " ".join(lines)
