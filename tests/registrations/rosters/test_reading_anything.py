"""Whatever file comes in: rows, or a sentence. Never anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.sheets.refusing import FileRefused
from tests import spreadsheets
from tests.registrations.rosters.making import HEADINGS, HONG, OFFICIAL, OFFICIAL_MERGES, read

XLSX = spreadsheets.as_excel(spreadsheets.xlsx(OFFICIAL, merges=OFFICIAL_MERGES))
FILES = {
    "xlsx": XLSX,
    "cp949": spreadsheets.text(OFFICIAL, encoding="cp949"),
    "utf-16": spreadsheets.text(OFFICIAL, encoding="utf-16", separator="\t"),
}
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [*HEADINGS, *HONG, "소계", "#REF!", "〃", "5석", "1.01E+09", "홍길동 외 9명", "\x00", "=1+1"]
    ),
)


def read_or_refuse(content):
    """Each row is clean or wrong, and says so."""
    try:
        found = read(content)
    except FileRefused as refusal:
        assert str(refusal)  # noqa: PT017 - both ways are right, and nothing else is
        return
    for row in found:
        assert (row.invitee is None) == bool(row.errors)
        assert all(row.errors + row.warnings)


def damaged(data, content):
    changed = bytearray(content)
    for _damage in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        if not changed:
            break
    return bytes(changed)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_file_is_read_or_refused(name, data):
    read_or_refuse(damaged(data, FILES[name]))


@pytest.mark.parametrize("name", [spreadsheets.SHEET, spreadsheets.STRINGS, "xl/workbook.xml"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_within_the_package_is_read_or_refused(name, data):
    read_or_refuse(spreadsheets.with_parts(XLSX, {name: damaged(data, spreadsheets.part(XLSX, name))}))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=9), max_size=12), st.booleans())
def test_any_table_is_read_or_refused(lines, with_headings):
    rows = [HEADINGS, *lines] if with_headings else lines

    read_or_refuse(spreadsheets.text(rows, encoding="utf-8"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    read_or_refuse(content)
    read_or_refuse(spreadsheets.text([HEADINGS, HONG], encoding="cp949") + content)
