"""Text files: Markdown and plain text as they are, CSV as a table."""

import csv
import io

from agenda.briefs import decoding
from agenda.briefs.files.document import MOST_CELLS, MOST_COLUMNS, Block, Paragraph, Table
from events.packages import too_large


def read(content: bytes) -> list[Block]:
    """:raises BriefRefused: it is no text in UTF-8 or CP949, or too large"""
    text = decoding.decode(content)
    table = _csv(text)
    if table is None:
        return [Paragraph(text.replace("\r\n", "\n").replace("\r", "\n"))]
    if sum(map(len, table)) > MOST_CELLS:
        raise too_large()
    return [Table(tuple(tuple(row[:MOST_COLUMNS]) for row in table))]


def _csv(text: str) -> list[list[str]] | None:
    """The rows if each has the same number of cells, as a table program writes them; None for running text."""
    if "," not in text.partition("\n")[0]:
        return None
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error:
        return None
    widths = {len(row) for row in rows}
    return rows if len(rows) > 1 and len(widths) == 1 and widths != {1} else None
