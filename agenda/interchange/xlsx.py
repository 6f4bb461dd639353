"""``programme.xlsx``: the timetable and its speakers as two sheets, and reading them back.

Every cell is text but the minutes and numbers, and marked as text where it begins like a formula, so that nothing in
it runs, not even after it was edited.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from agenda.interchange import archives, timetable
from agenda.interchange.texts import printable
from agenda.interchange.timetable import Entry, Speaker
from agenda.models import SessionKind, SpeakerRole
from agenda.published import Published
from events import notation

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection
_HEAD = PatternFill("solid", fgColor="E6E8EA")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = {
    0: (6, 13, 14, 6, 13, 48, 30, 22, 20),  # characters, the timetable's columns
    1: (6, 10, 16, 20, 28),  # the speakers'
}
_LINES_OF_FACTS = 3  # above the timetable's head: name, when and where, release


def write(current: Published, language: str) -> bytes:
    """The release as a workbook; labels in ``language``."""
    with translation.override(language):
        book = Workbook()
        timetable_sheet = book.active
        timetable_sheet.title = _("프로그램")
        speakers_sheet = book.create_sheet(_("연사"))
        entries = timetable.entries(current.programme, language)
        _fill_timetable(timetable_sheet, current, entries, language)
        _fill_speakers(speakers_sheet, entries)
    # Excel takes no time zone here.
    book.properties.created = book.properties.modified = current.released_at.replace(tzinfo=None)
    book.properties.creator = "maxforum"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return archives.dated(out.getvalue(), at=current.released_at)


def read(content: bytes, *, language: str) -> list[Entry]:
    """The sessions of a ``programme.xlsx`` of ours, in its order.

    :raises ValueError: it is no such workbook
    """
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        rows = list(book.worksheets[0].iter_rows(min_row=_LINES_OF_FACTS + 2, values_only=True))
        people = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
        with translation.override(language):
            return [_entry(row, people) for row in rows]
    except (KeyError, IndexError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise ValueError(f"not a programme.xlsx: {error}") from error


def _fill_timetable(sheet: Worksheet, current: Published, entries: list[Entry], language: str) -> None:
    programme = current.programme
    _append(sheet, [printable(programme.name[language])])
    _append(sheet, [" · ".join(filter(None, (programme.when(language), programme.where(language))))])
    _append(sheet, [_("확정본 %(number)s호") % {"number": current.number}])
    head = [
        _("번호"),
        _("날짜"),
        _("시간"),
        _("분"),
        pgettext("kind", "구분"),
        pgettext("timetable", "내용"),
        _("발표자"),
        _("장소"),
        pgettext("timetable", "비고"),
    ]
    _append(sheet, head)
    for number, entry in enumerate(entries, start=1):
        local = entry.starts_at.astimezone(notation.SEOUL)
        _append(
            sheet,
            [
                number,
                f"{local:%Y-%m-%d}",
                notation.hours(entry.starts_at, entry.ends_at, language="ko"),
                round((entry.ends_at - entry.starts_at).total_seconds() / 60),
                str(SessionKind(entry.kind).label),
                entry.title,
                "\n".join(_line(speaker, language) for speaker in entry.speakers),
                entry.room,
                entry.remark,
            ],
        )
    sheet["A1"].font = Font(bold=True, size=14)
    for row in range(1, _LINES_OF_FACTS + 1):
        sheet.cell(row, 1).alignment = Alignment(wrap_text=False)
    _shape(sheet, head_row=_LINES_OF_FACTS + 1, widths=_WIDTHS[0])
    sheet.print_title_rows = f"{_LINES_OF_FACTS + 1}:{_LINES_OF_FACTS + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fill_speakers(sheet: Worksheet, entries: list[Entry]) -> None:
    _append(sheet, [_("번호"), _("역할"), _("성명"), _("직위"), _("기관")])
    for number, entry in enumerate(entries, start=1):
        for speaker in entry.speakers:
            role = str(SpeakerRole(speaker.role).label) if speaker.role else ""
            _append(sheet, [number, role, speaker.name, speaker.title, speaker.organization])
    _shape(sheet, head_row=1, widths=_WIDTHS[1])


def _append(sheet: Worksheet, values: Iterable[str | int]) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.value = value
        cell.alignment = _WRAPPED
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_STARTS_A_FORMULA)


def _shape(sheet: Worksheet, *, head_row: int, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths, start=1):
        head = sheet.cell(head_row, column)
        head.font, head.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[head.column_letter].width = width
    sheet.freeze_panes = sheet.cell(head_row + 1, 1)


def _line(speaker: Speaker, language: str) -> str:
    if language == "en":
        return ", ".join(filter(None, (speaker.name, speaker.title, speaker.organization)))
    return " ".join(filter(None, (speaker.organization, speaker.name, speaker.title)))


def _entry(row: tuple[Any, ...], people: list[tuple[Any, ...]]) -> Entry:
    kinds = {str(kind.label): kind.value for kind in SessionKind}
    roles = {str(role.label): role.value for role in SpeakerRole}
    number, day, hours, minutes, kind, title, _speakers, room, remark = row
    start = hours.split("~")[0]
    starts_at = datetime.fromisoformat(f"{day}T{start}").replace(tzinfo=notation.SEOUL)
    return Entry(
        kind=kinds[kind],
        title=title or "",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        room=room or "",
        remark=remark or "",
        speakers=tuple(
            Speaker(name or "", position or "", body or "", roles[role] if role else "")
            for of, role, name, position, body in people
            if of == number
        ),
    )
