"""The rows of a list of organizations, each clean or with what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events import addresses, bodynames, phones
from events.cleaning import clean_line, normalise
from events.directory.columns import VOCABULARY, Field
from events.directory.entry import SECTOR_WORDS, Entry, Row
from events.models import Division
from events.sheets import headings
from events.sheets.headings import Layout
from events.sheets.refusing import FileRefused
from events.sheets.table import Table
from events.spreadsheets import unmarked

_BETWEEN = re.compile(r"[,;/\n|+]")
_DOTS = re.compile("[·ㆍ]")  # between two divisions, or within the name of one
_SECTORS = {word: str(sector) for sector, listed in SECTOR_WORDS.items() for word in listed.split()}

T = TypeVar("T")


def layout(table: Table) -> Layout:
    """Which column holds what.

    :raises FileRefused: no row of headings names the organizations' column
    """
    found = headings.find(table, VOCABULARY)
    if Field.NAME not in found.columns:
        raise FileRefused(
            _(
                "기관명 열을 찾을 수 없습니다. 「기관명」과 「구분」, 「분과」 같은 제목 행을 넣어 올려 주세요."
            )
        )
    return found


def read(table: Table, found: Layout, divisions: Iterable[Division]) -> list[Row]:
    """The rows in their order; a body that is listed once for each of its divisions is one row, the first."""
    known = _Divisions(divisions)
    rows: dict[str, Row] = {}
    for number, written in found.rows(table):
        cells = [unmarked(cell.strip()) for cell in written]
        if not any(found.cell(cells, field) for field in Field):
            continue
        row = _row(number, cells, found, known)
        key = bodynames.key(row.entry.name) if row.entry else f"wrong {number}"
        before = rows.get(key)
        merged = _merged(before, row) if before else row
        if before and merged.errors:
            key = f"wrong {number}"
        rows[key] = merged
    return list(rows.values())


def _row(number: int, cells: list[str], found: Layout, known: "_Divisions") -> Row:
    errors: list[str] = []

    def attempt(field: Field, reader: Callable[[str], T], otherwise: T) -> T:
        text = found.cell(cells, field)
        try:
            return reader(text) if text else otherwise
        except ValidationError as error:
            errors.append(f"{found.place(field)}: {error.messages[0]}")
            return otherwise

    name = attempt(Field.NAME, lambda text: _line(text, 120), "")
    if not name and not errors:
        errors.append(_("기관명이 없습니다."))
    entry = Entry(
        name=name,
        short_name=attempt(Field.SHORT_NAME, lambda text: _line(text, 60), ""),
        name_en=attempt(Field.NAME_EN, lambda text: _line(text, 160), ""),
        sector=attempt(Field.SECTOR, _sector, ""),
        divisions=attempt(Field.DIVISIONS, known.read, ()),
        contact_name=attempt(Field.CONTACT_NAME, lambda text: _line(text, 60), ""),
        contact_title=attempt(Field.CONTACT_TITLE, lambda text: _line(text, 60), ""),
        contact_email=attempt(Field.CONTACT_EMAIL, lambda text: addresses.read(text).address, ""),
        contact_phone=attempt(Field.CONTACT_PHONE, lambda text: phones.read(text).number.as_e164, ""),
    )
    title = name or next((cell for cell in cells if cell), "")[:60]
    return Row(number, title, None if errors else entry, tuple(errors))


def _merged(before: Row, row: Row) -> Row:
    """Both rows as one, if they differ in their divisions alone or the later leaves empty what the first says."""
    first, second = before.entry, row.entry
    assert first is not None and second is not None  # noqa: S101, PT018 - rows with errors have keys of their own
    together: dict[str, Any] = {}
    for field in fields(Entry):
        one, other = getattr(first, field.name), getattr(second, field.name)
        if field.name == Field.DIVISIONS:
            together[field.name] = (*one, *(pk for pk in other if pk not in one))
        elif field.name != Field.NAME and one and other and one != other:
            sentence = _("%(row)d행과 같은 기관인데 내용이 다릅니다. 한 행으로 합쳐 주세요.") % {
                "row": before.number
            }
            return replace(row, entry=None, errors=(sentence,))
        else:
            together[field.name] = one or other
    return replace(before, entry=Entry(**together))


class _Divisions:
    """The divisions by what may be written for them."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        ordered = list(divisions)
        self._exact = {_key(name): one.pk for one in ordered for name in (one.name, one.name_en) if name}
        # ``AI 가전`` and ``가전`` are written for each other; a name of its own goes first.
        self._bare = {key.removeprefix("ai"): pk for key, pk in self._exact.items()}

    def read(self, text: str) -> tuple[int, ...]:
        """:raises ValidationError: a name is none of the divisions'"""
        whole = self._find(text)
        if whole is not None:
            return (whole,)  # a name with a middle dot in it, such as ``유통·물류``
        found = []
        for piece in filter(str.strip, _BETWEEN.split(text)):
            pk = self._find(piece)
            several = [pk] if pk is not None else [self._find(one) for one in _DOTS.split(piece)]
            if None in several:
                raise ValidationError(
                    _("「%(name)s」 분과가 없습니다. 분과 목록에 넣거나 이름을 맞춰 주세요."),
                    params={"name": piece.strip()[:40]},
                )
            found += [one for one in several if one is not None]
        return tuple(dict.fromkeys(found))

    def _find(self, text: str) -> int | None:
        key = _key(text)
        return self._exact.get(key, self._bare.get(key.removeprefix("ai")))


def _key(text: str) -> str:
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", normalise(text)).casefold()))
    return letters.removesuffix("분과").removesuffix("얼라이언스")


def _sector(text: str) -> str:
    plain = clean_line(text).strip("()[] ").casefold()
    found = _SECTORS.get(plain) or _SECTORS.get(plain.replace("·", "").replace(" ", ""))
    if found is None:
        raise ValidationError(
            _(
                "「%(text)s」(은)는 없는 구분입니다. 政, 産, 學, 硏, 협·단체, 언론, 기타 가운데에서 적어 주세요."
            ),
            params={"text": text[:40]},
        )
    return found


def _line(text: str, most: int) -> str:
    clean = clean_line(text)
    if len(clean) > most:
        raise ValidationError(
            _("%(limit_value)d자까지 쓸 수 있습니다. 지금은 %(show_value)d자입니다."),
            params={"limit_value": most, "show_value": len(clean)},
        )
    return clean
