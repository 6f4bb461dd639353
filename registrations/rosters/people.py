"""The rows of a roster as people to invite, each clean or with what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events import addresses, phones
from events.cleaning import has_resident_number
from events.sheets import headings
from events.sheets.headings import Layout
from events.sheets.table import Table
from events.spreadsheets import unmarked
from registrations.rosters import cells, doubles, lines, names
from registrations.rosters.cells import Categories
from registrations.rosters.columns import Field
from registrations.rosters.invitee import Invitee, RosterRow
from registrations.rosters.lines import Kind

EXAMPLE_ADDRESS = "gildong@example.com"  # of the row in the template that shows how to fill it
_LENGTHS = {
    Field.NAME: 60,
    Field.ORGANIZATION: 100,
    Field.DEPARTMENT: 60,
    Field.TITLE: 60,
    Field.DIVISION: 60,
}
_FROM_ABOVE = (Field.ORGANIZATION, Field.DEPARTMENT, Field.TITLE, Field.CATEGORY, Field.DIVISION)

T = TypeVar("T")


def read(
    table: Table, layout: Layout, *, categories: Mapping[str, str], default_category: str
) -> list[RosterRow]:
    """Every row that stands for somebody; sums, notes, headings and the template's example are left out.

    ``categories`` maps the words that a roster may use to the categories' codes.
    """
    known = Categories(categories, default_category)
    rows: list[RosterRow] = []
    above: dict[Field, str] = {}
    group = ""
    for number, written in layout.rows(table):
        row = tuple(unmarked(cell.strip()) for cell in written)
        kind = lines.kind(row, layout)
        if kind is Kind.GROUP:
            group = known.code(lines.heading(row)) or ""
        elif kind is Kind.INVITEE and layout.cell(row, Field.EMAIL).lower() != EXAMPLE_ADDRESS:
            reader = _Reader(table, layout, number, row, above)
            rows.append(reader.row(replace(known, default=group or default_category)))
            above = reader.texts
    return [
        replace(row, same_as=same.number, warnings=(*row.warnings, same.sentence)) if same else row
        for row, same in zip(rows, doubles.find([row.invitee for row in rows]), strict=True)
    ]


@dataclass
class _Reader:
    """One row while it is read."""

    table: Table
    layout: Layout
    number: int
    written: tuple[str, ...]
    above: Mapping[Field, str]
    texts: dict[Field, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def row(self, categories: Categories) -> RosterRow:
        self._refuse_resident_numbers()
        self.texts = {one: self._text(one) for one in Field}
        self.texts[Field.SEATS] = self.texts[Field.SEATS] or cells.seats_in_note(self.texts[Field.NOTE])
        if self.number in self.table.hidden_rows:
            self.warnings.append(_("엑셀에서 숨긴 행입니다. 초청할 사람이 맞는지 확인해 주세요."))
        invitee = self._invitee(categories)
        errors = tuple(dict.fromkeys(self.errors))
        return RosterRow(
            self.number,
            self.written,
            None if errors else invitee,
            errors,
            tuple(dict.fromkeys(self.warnings)),
        )

    def _invitee(self, categories: Categories) -> Invitee:
        named = names.read(self._line(Field.NAME))
        if named.is_several:
            self._wrong(Field.NAME, _("한 칸에 여러 사람이 있습니다. 한 행에 한 사람씩 적어 주세요."))
        organization, title = self._line(Field.ORGANIZATION), self._line(Field.TITLE) or named.title
        if not title and Field.TITLE not in self.layout.columns:
            organization, title = names.split_title(organization)
        seats = self._try(Field.SEATS, cells.seats, 1)
        if named.others and not self.texts[Field.SEATS]:
            seats = named.others + 1
            self._warn(Field.NAME, _("「외 %(count)d명」을 좌석 %(seats)d석으로 읽었습니다.") % {
                "count": named.others, "seats": seats
            })  # fmt: skip
        self._require(named.name, organization)
        return Invitee(
            name=named.name,
            title=title,
            department=self._line(Field.DEPARTMENT),
            organization=organization,
            email=self._email(),
            phone=self._phone(),
            category=self._category(categories),
            seats=seats,
            note=self._note(),
            division=self._line(Field.DIVISION),
            number=self.number,
        )

    def _refuse_resident_numbers(self) -> None:
        phone = self.layout.columns.get(Field.PHONE)
        for index, cell in enumerate(self.written):
            if index != phone and len(cell) >= 13 and has_resident_number(cell):
                heading = self.layout.headings[index] if index < len(self.layout.headings) else ""
                self.errors.append(
                    f"{headings.place(heading, index)}: "
                    + _("주민등록번호로 보이는 숫자가 있습니다. 주민등록번호는 받지 않으니 지워 주세요.")
                )

    def _text(self, one: Field) -> str:
        """The field's cell, without what is wrong whatever it should hold."""
        text = cells.tidy(self.layout.cell(self.written, one))
        if (self.number, self.layout.columns.get(one)) in self.table.hollow_cells:
            self._wrong(one, _("수식만 있고 값이 없습니다. 엑셀에서 열어 저장한 뒤 다시 올려 주세요."))
        try:
            cells.refuse_error_value(text)
        except ValidationError as error:
            self._wrong(one, error.messages[0])
            return ""
        if cells.is_ditto(text) and one in _FROM_ABOVE:
            return self.above.get(one, "")
        return text

    def _line(self, one: Field) -> str:
        return self._try(one, lambda text: cells.line(text, most=_LENGTHS[one]), "")

    def _email(self) -> str:
        if not self.texts[Field.EMAIL]:
            self.warnings.append(_("이메일이 없어 초대 메일을 보낼 수 없습니다."))
            return ""
        read = self._try(Field.EMAIL, addresses.read, None)
        if read is not None and read.is_one_of_several:
            self._warn(Field.EMAIL, _("주소가 여럿이라 첫 번째(%(one)s)만 씁니다.") % {"one": read.address})
        return read.address if read else ""

    def _phone(self) -> str:
        if not self.texts[Field.PHONE]:
            return ""
        read = self._try(Field.PHONE, phones.read, None)
        if read is not None and read.is_one_of_several:
            shown = phones.shown(read.number)
            self._warn(Field.PHONE, _("번호가 여럿이라 %(one)s만 씁니다.") % {"one": shown})
        return read.number.as_e164 if read else ""

    def _category(self, categories: Categories) -> str:
        text = self.texts[Field.CATEGORY]
        code = categories.code(text) if text else categories.default
        if code is None:
            self._warn(
                Field.CATEGORY, _("「%(text)s」(은)는 없는 구분이라 기본값으로 둡니다.") % {"text": text[:30]}
            )
        return code or categories.default

    def _note(self) -> str:
        note = self._try(Field.NOTE, cells.note, "")
        if len(note) > cells.LONGEST_NOTE:
            self._warn(Field.NOTE, _("길어서 %(most)d자까지만 남깁니다.") % {"most": cells.LONGEST_NOTE})
        return note[: cells.LONGEST_NOTE]

    def _require(self, name: str, organization: str) -> None:
        has_seats = bool(organization and self.texts[Field.SEATS])
        if not name and not has_seats and not any(self._is_wrong(one) for one in (Field.NAME, Field.SEATS)):
            self.errors.append(
                _("성명이 없습니다. 성명을 적거나, 기관 좌석이면 소속과 좌석 수를 함께 적어 주세요.")
            )
        if name and not organization and not self._is_wrong(Field.ORGANIZATION):
            self.warnings.append(_("소속이 없습니다."))

    def _try(self, one: Field, reader: Callable[[str], T], otherwise: T) -> T:
        try:
            return reader(self.texts[one])
        except ValidationError as error:
            self._wrong(one, error.messages[0])
            return otherwise

    def _is_wrong(self, one: Field) -> bool:
        return one in self.layout.columns and any(
            error.startswith(f"{self.layout.place(one)}:") for error in self.errors
        )

    def _wrong(self, one: Field, sentence: str) -> None:
        self.errors.append(f"{self.layout.place(one)}: {sentence}")

    def _warn(self, one: Field, sentence: str) -> None:
        place = f"{self.layout.place(one)}: " if one in self.layout.columns else ""
        self.warnings.append(f"{place}{sentence}")
