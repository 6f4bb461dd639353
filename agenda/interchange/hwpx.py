"""``programme.hwpx``: the ministry's programme for Hancom Office, and reading its table back.

The only module that knows ``python-hwpx``, which is young: another writer would take this one's place.
"""

import io
import re
import zipfile
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from hwpx import HwpxDocument
from hwpx.errors import HwpxError

from agenda import papertexts
from agenda.interchange import archives
from agenda.interchange.texts import printable
from agenda.interchange.timetable import Line
from agenda.published import Published
from agenda.snapshots import Programme
from events import notation

FONT = "함초롬바탕"  # comes with Hancom Office
_COLUMNS = (35, 96, 39)  # mm: 구분, 내용, 비고
_ROW_HEIGHT = 9  # mm, at the least
_HEAD_COLOUR = "#E6E8EA"
HWP_UNITS_PER_MM = 283  # 1/7200 of an inch each
_DAY_MARK = " ㅇ "
_TIME = re.compile(r"(\d\d):(\d\d)[~–]\d\d:\d\d \((\d+)'\)")
_KOREAN_DAY = re.compile(_DAY_MARK + r"(\d+)\. (\d+)\. (\d+)\.\(.\)")
_ENGLISH_DAY = re.compile(_DAY_MARK + r"\w+\., (\w+)\.? (\d+), (\d+)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write(current: Published, language: str) -> bytes:
    """The release in the ministry's form: title, 행사 개요, one table 구분 | 내용 | 비고 for each day."""
    programme = current.programme
    with translation.override(language):
        document = HwpxDocument.new()
        writer = _Writer(document)
        document.page.setup(paper_size="A4", margins_mm={"left": 20, "right": 20, "top": 20, "bottom": 15})
        above = papertexts.series(programme, language)
        if programme.is_demonstration:
            writer.paragraph(_("시연용"), bold=True, alignment="RIGHT")
        if above:
            writer.paragraph(above, alignment="CENTER")
        writer.paragraph(programme.name[language], size=20, bold=True, alignment="CENTER")
        writer.paragraph(_("프로그램"), size=15, bold=True, alignment="CENTER")
        writer.paragraph("□ " + _("행사 개요"), size=15, bold=True)
        for fact in papertexts.facts(programme, language):
            writer.paragraph(f"{_DAY_MARK}({fact.label}) {fact.text}")
            for line in fact.lines:
                writer.paragraph(f"   - {line}")
        writer.paragraph("□ " + _("세부 일정"), size=15, bold=True)
        for day, lines in groupby(lines_of(programme, language), key=_day_of):
            writer.paragraph(_DAY_MARK + notation.day(day, language=language))
            writer.table([_cells(line, language) for line in lines])
        number = _("확정본 %(number)s호") % {"number": current.number}
        released = notation.moment(current.released_at, language=language)
        document.page.set_footer(text=f"{number} ({released})")
        document.parts.set_document_metadata(
            title=printable(programme.name[language]),
            creator="maxforum",
            created_date=current.released_at.isoformat(),
            modified_date=current.released_at.isoformat(),
        )
        return archives.dated(document.to_bytes(), at=current.released_at)


def read(content: bytes) -> list[Line]:
    """The rows of a ``programme.hwpx`` of ours, in its order.

    :raises ValueError: it is no such document
    """
    lines: list[Line] = []
    day: date | None = None
    try:
        for paragraph in HwpxDocument.open(io.BytesIO(content)).paragraphs:
            day = _read_day(paragraph.text) or day
            for table in paragraph.tables:
                rows = [[[part.text for part in cell.paragraphs] for cell in row.cells] for row in table.rows]
                lines += [_read_line(cells, day) for cells in rows[1:]]
    except (HwpxError, zipfile.BadZipFile, AttributeError, IndexError, TypeError) as error:
        raise ValueError(f"not a programme.hwpx: {error}") from error
    return lines


def lines_of(programme: Programme, language: str) -> list[Line]:
    """What the table says of each session."""
    found = []
    for row in programme.rows:
        shown = papertexts.table_row(row, "", programme, language)
        found.append(
            Line(
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                heading=printable(shown.heading),
                room=printable(shown.room),
                notes=tuple(filter(None, map(printable, shown.notes))),
            )
        )
    return found


class _Writer:
    """Paragraphs and tables at the end of a document, in the styles of the ministry's papers."""

    def __init__(self, document: HwpxDocument) -> None:
        self._document = document

    def paragraph(self, text: str, *, size: int = 12, bold: bool = False, alignment: str = "LEFT") -> None:
        """A line of its own; ``size`` in points."""
        style = self._document.styles.ensure_run(bold=bold, size=size, font=FONT)
        added = self._document.add_paragraph(_kept(text), char_pr_id_ref=style, inherit_style=False)
        self._document.styles.apply_paragraph_format(
            paragraphs=[added], alignment=alignment, line_spacing_percent=160
        )

    def table(self, rows: list[list[list[str]]]) -> None:
        """A table with the head 구분 | 내용 | 비고; each cell is a list of its lines."""
        document = self._document
        plain = document.styles.ensure_run(size=11, font=FONT)
        bold = document.styles.ensure_run(size=11, font=FONT, bold=True)
        table = document.add_table(
            len(rows) + 1,
            len(_COLUMNS),
            width=sum(_COLUMNS) * HWP_UNITS_PER_MM,
            height=(len(rows) + 1) * _ROW_HEIGHT * HWP_UNITS_PER_MM,
        )
        table.element.set("repeatHeader", "1")
        table.set_column_widths(_COLUMNS)
        cells = []
        for row_index, row in enumerate([_head(), *rows]):
            for column, lines in enumerate(row):
                cell = table.cell(row_index, column)
                style = plain if row_index else bold
                first, *others = lines or [""]
                cell.set_text(_kept(first))
                cell.paragraphs[0].char_pr_id_ref = style
                for line in others:
                    cell.add_paragraph(_kept(line), char_pr_id_ref=style)
                cells.append((row_index, column, cell))
        for column in range(len(_COLUMNS)):
            table.set_cell_shading(0, column, _HEAD_COLOUR)
        centred = [part for row, column, cell in cells if column != 1 or not row for part in cell.paragraphs]
        document.styles.apply_paragraph_format(paragraphs=centred, alignment="CENTER")


def _head() -> list[list[str]]:
    return [
        [pgettext("timetable", "구분")],
        [pgettext("timetable", "내용")],
        [pgettext("timetable", "비고")],
    ]


def _cells(line: Line, language: str) -> list[list[str]]:
    minutes = round((line.ends_at - line.starts_at).total_seconds() / 60)
    hours = notation.hours(line.starts_at, line.ends_at, language=language)
    return [
        [f"{hours} {notation.length(minutes)}"],
        [line.heading, *([line.room] if line.room else [])],
        list(line.notes),
    ]


def _read_line(cells: list[list[str]], day: date | None) -> Line:
    [time], [heading, *rooms], notes = cells
    found = _TIME.fullmatch(time)
    if found is None or day is None:
        raise ValueError(f"not a programme.hwpx: {time!r} is no time of a day")
    hour, minute, minutes = map(int, found.groups())
    starts_at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=notation.SEOUL)
    return Line(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        heading=heading,
        room=rooms[0] if rooms else "",
        notes=tuple(filter(None, notes)),
    )


def _read_day(text: str) -> date | None:
    """The day that a line above a table names, in either language; None for any other line."""
    if korean := _KOREAN_DAY.fullmatch(text):
        year, month, number = map(int, korean.groups())
        return date(year, month, number)
    if english := _ENGLISH_DAY.fullmatch(text):
        name, of_month, of_year = english.groups()
        return date(int(of_year), _MONTHS.index(name[:3]) + 1, int(of_month))
    return None


def _day_of(line: Line) -> date:
    return line.starts_at.astimezone(notation.SEOUL).date()


def _kept(text: str) -> str:
    return (
        printable(text) if text == text.strip() else " " * (len(text) - len(text.lstrip())) + printable(text)
    )
