"""What is written is read back: JSON, XLSX and HWPX carry the same timetable."""

import io
import json
import zipfile

import pytest
from hwp_hwpx_parser import Reader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from agenda.interchange import frab_json, hwpx, timetable, xlsx
from tests.factories import programmes

QUIET = settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
LANGUAGES = st.sampled_from(["ko", "en"])


def in_time(entries):
    """JSON has sessions by day and room, so their order is the time's."""
    return sorted(entries, key=lambda entry: (entry.starts_at, repr(entry)))


@QUIET
@given(programmes.published(), LANGUAGES)
def test_json_gives_the_timetable_back(published, language):
    entries = frab_json.read(frab_json.write(published, language))

    assert in_time(entries) == in_time(timetable.entries(published.programme, language))


@QUIET
@given(programmes.published(), LANGUAGES)
def test_xlsx_gives_the_timetable_back(published, language):
    entries = xlsx.read(xlsx.write(published, language), language=language)

    assert entries == timetable.entries(published.programme, language)


@QUIET
@given(programmes.published(), LANGUAGES)
def test_hwpx_gives_the_table_back(published, language):
    lines = hwpx.read(hwpx.write(published, language))

    assert lines == hwpx.lines_of(published.programme, language)


@QUIET
@given(programmes.published(), LANGUAGES)
def test_hwpx_opens_in_a_second_parser_to_the_same_cells(tmp_path_factory, published, language):
    path = tmp_path_factory.mktemp("hwpx") / "programme.hwpx"
    path.write_bytes(hwpx.write(published, language))

    with Reader(path) as reader:
        cells = [row for table in reader.tables for row in table.rows if row[0][:1].isdigit()]

    # That parser sets the paragraphs of a cell one after the other.
    assert [row[1:] for row in cells] == [
        [line.heading + line.room, "".join(line.notes)]
        for line in hwpx.lines_of(published.programme, language)
    ]


@QUIET
@given(programmes.published(), LANGUAGES)
def test_no_cell_of_the_workbook_runs(published, language):
    content = xlsx.write(published, language)

    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [
        cell.value
        for cell in cells
        if cell.data_type == "s" and cell.value.startswith(("=", "+", "-", "@")) and not cell.quotePrefix
    ] == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("write", [frab_json.write, xlsx.write])
@settings(deadline=None, max_examples=3)
@given(published=programmes.published())
def test_the_same_release_gives_the_same_bytes(write, published):
    assert write(published, "ko") == write(published, "ko")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}", b"[]", b'{"schedule": 1}'])
@pytest.mark.parametrize(
    "read", [frab_json.read, hwpx.read, lambda content: xlsx.read(content, language="ko")]
)
def test_what_is_no_timetable_is_refused(read, content):
    with pytest.raises(ValueError, match=r"."):
        read(content)


@QUIET
@given(programmes.published())
def test_json_has_what_the_schema_asks_for_and_no_more(published):
    document = json.loads(frab_json.write(published, "ko"))

    conference = document["schedule"]["conference"]
    assert set(document) == {"$schema", "generator", "schedule"}
    assert set(document["schedule"]) == {"version", "base_url", "conference"}
    assert conference["daysCount"] == len(conference["days"])
    for day in conference["days"]:
        assert set(day) == {"index", "date", "day_start", "day_end", "rooms"}
        for event in (event for events in day["rooms"].values() for event in events):
            assert set(event) == EVENT_KEYS
            assert event["date"].endswith("+09:00")
            assert all("name" in person and "public_name" not in person for person in event["persons"])


EVENT_KEYS = {
    "id", "guid", "date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type",
    "language", "abstract", "description", "persons", "links", "attachments",
}  # fmt: skip
