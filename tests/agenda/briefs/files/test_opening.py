"""What an organizer uploads is read, and what a stranger builds to do harm is refused in a sentence."""

import io
import random
import struct
import tracemalloc
import zipfile
from datetime import datetime
from datetime import time as clock

import docx
import openpyxl
import pytest
from hwpx import HwpxDocument

from agenda.briefs.brief import BriefRefused
from agenda.briefs.files import document, excel, opening
from agenda.briefs.files.document import Paragraph, Table
from events import packages
from tests.agenda.briefs.conftest import PRESS_RELEASE
from tests.agenda.briefs.files import making

TEXT = PRESS_RELEASE.read_text(encoding="utf-8")
DAMAGED = "파일이 손상되었거나"
LOCKED = "암호가 걸린 파일"
TOO_LARGE = "압축을 풀면 너무 커지는"
FILES = {name: getattr(making, f"as_{name}")(TEXT) for name in ("docx", "xlsx", "hwpx", "hwp")}


def text_of(content: bytes) -> str:
    return document.as_text(opening.read(content))


def tables(content: bytes) -> list[Table]:
    return [block for block in opening.read(content) if isinstance(block, Table)]


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def replaced(content: bytes, name: str, part: bytes) -> bytes:
    """The package with one part put in or exchanged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    return zipped({**parts, name: part})


def refused(content: bytes) -> str:
    with pytest.raises(BriefRefused) as refusal:
        opening.read(content)
    return str(refusal.value)


@pytest.mark.parametrize("name", FILES)
def test_read_gives_the_timetable_as_a_table(name):
    assert tables(FILES[name])[-1].rows == tuple(tuple(line.split("\t")) for line in TEXT.splitlines()[-6:])


def test_csv_is_a_table_and_text_with_commas_is_none():
    assert opening.read('시간,내용\r\n14:00~14:10,"개회, 인사"\r\n'.encode("cp949")) == [
        Table((("시간", "내용"), ("14:00~14:10", "개회, 인사")))
    ]
    assert opening.read("하나, 둘, 셋\n넷, 다섯".encode()) == [Paragraph("하나, 둘, 셋\n넷, 다섯")]


def test_merged_cells_of_word_stand_in_each_place():
    made = docx.Document()
    table = made.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "가로"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "세로"
    saved = io.BytesIO()
    made.save(saved)

    assert tables(saved.getvalue()) == [
        Table((("가로", "가로", "02"), ("10", "11", "세로"), ("20", "21", "세로")))
    ]


def test_merged_cells_of_hangul_stand_in_each_place():
    made = HwpxDocument.new()
    table = made.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.set_cell_text(row, column, f"{row}{column}")
    table.merge_cells(1, 2, 2, 2)
    table.set_cell_text(1, 2, "세로")

    (read,) = tables(made.to_bytes())
    assert [row[2].split("\n")[0] for row in read.rows] == ["02", "세로", "세로"]


def test_cells_of_excel_read_as_a_brief_writes_them():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["시작", "분", "내용"])
    sheet.append([clock(14, 0), 10.0, "개회"])
    sheet.append([clock(14, 10), 15, "발제"])
    sheet.append([datetime(2026, 5, 20), None, None])  # noqa: DTZ001 - Excel knows no zones
    sheet.merge_cells("C2:C3")
    book.create_sheet("숨김").sheet_state = "hidden"
    book["숨김"].append(["몰래", "쓴", "것"])
    saved = io.BytesIO()
    book.save(saved)

    assert opening.read(saved.getvalue()) == [
        Table((("시작", "분", "내용"), ("14:00", "10", "개회"), ("14:10", "15", "개회"))),
        Paragraph("2026. 5. 20."),
        Paragraph(""),
    ]


def test_people_under_each_other_in_a_cell_are_an_enumeration():
    table = Table((("14:00", "토론\n종합", "명지대 박정호 교수\n홍길동 대표(○○사)"),))

    assert document.as_text([table]) == "14:00\t토론 종합\t명지대 박정호 교수, 홍길동 대표(○○사)"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "빈 파일"),
        (b" \n", "빈 파일"),
        (b"x" * (opening.MOST_BYTES + 1), "최대 5MB"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "텍스트 파일이 아닙니다"),
        (b"%PDF-1.7", "PDF는 읽지 않습니다"),
        (b"\xff\xfe\xfa\xfb", "글자를 읽을 수 없습니다"),
        (zipped({"a.txt": "x"}), "읽을 수 있는 파일이 아닙니다"),
        (b"PK\x03\x04" + b"x" * 100, DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    ],
    ids=[
        "empty",
        "blank",
        "too large",
        "picture",
        "pdf",
        "no text",
        "other zip",
        "no zip",
        "no hwp",
        "locked xlsx",
    ],
)
def test_file_of_another_kind_is_refused(content, reason):
    assert reason in refused(content)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_file_that_was_cut_off_is_refused(name, kept):
    content = FILES[name]

    assert refused(content[: int(len(content) * kept)]).startswith(DAMAGED)


@pytest.mark.parametrize("name", FILES)
def test_damaged_file_is_read_or_refused(name):
    chance = random.Random(name)
    for _case in range(60):
        content = bytearray(FILES[name])
        for _byte in range(chance.randint(1, 20)):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
        try:
            opening.read(bytes(content))
        except BriefRefused as refusal:
            assert str(refusal)  # noqa: PT017 - both ways are right, and nothing else is


@pytest.mark.parametrize(
    ("name", "part"),
    [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("hwpx", "Contents/section0.xml")],
)
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><x>&c;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    ],
    ids=["laughs", "file", "address"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused(name, part, declaration, encoding):
    hostile = replaced(
        FILES[name], part, f'<?xml version="1.0" encoding="{encoding}"?>{declaration}'.encode(encoding)
    )

    assert "DTD" in refused(hostile)


def test_document_type_in_a_part_with_another_ending_is_never_read():
    """openpyxl finds its parts by the package's own list, so one could hide there under any name."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    package = "http://schemas.openxmlformats.org/package/2006/content-types"
    types = f'<Types xmlns="{package}"><Override PartName="/xl/s.bin" ContentType="{kind}"/></Types>'.encode()
    hostile = replaced(FILES["xlsx"], "xl/s.bin", b'<!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>')

    assert refused(replaced(hostile, "[Content_Types].xml", types)).startswith(DAMAGED)


@pytest.mark.parametrize(
    "content",
    [
        zipped({"word/document.xml": b"\0" * 50_000_000}),
        zipped({"word/document.xml": b"<x>" + b" " * 30_000_000 + b"</x>"}),
        zipped({f"xl/{number}": b"" for number in range(packages.MOST_ENTRIES + 1)}),
    ],
    ids=["50 MB of nothing", "shrinks 1,000 times", "too many entries"],
)
def test_zip_bomb_is_refused_before_it_is_unpacked(content):
    tracemalloc.start()

    assert refused(content).startswith(TOO_LARGE)

    assert tracemalloc.get_traced_memory()[1] < 5_000_000  # bytes at the peak
    tracemalloc.stop()


def test_zip_that_lies_about_its_size_is_refused_soon():
    bomb = b"<x>" + b" " * 60_000_000 + b"</x>"
    content = bytearray(zipped({"word/document.xml": bomb}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + place, 1_000)
    tracemalloc.start()

    assert refused(bytes(content))

    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


def test_zip_with_a_password_is_refused():
    content = bytearray(FILES["docx"])
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 8, 0x1)

    assert refused(bytes(content)).startswith(LOCKED)


def test_hangul_package_with_a_password_is_refused():
    manifest = b'<m><e><encryption-data checksum="x"/></e></m>'

    assert refused(replaced(FILES["hwpx"], "META-INF/manifest.xml", manifest)).startswith(LOCKED)


def test_xml_that_is_too_deep_is_refused():
    part = b"<x>" * 5_000 + b"</x>" * 5_000

    assert refused(replaced(FILES["docx"], "word/document.xml", part)).startswith(DAMAGED)


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>끝</t></is></c></row></sheetData>',
        '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    ],
    ids=["a cell in the last row", "all cells merged"],
)
def test_sheet_that_claims_to_be_endless_is_read_so_far(sheet):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/><sheetData>{sheet}</worksheet>'
    tracemalloc.start()

    blocks = opening.read(replaced(FILES["xlsx"], "xl/worksheets/sheet1.xml", part.encode()))

    assert len(blocks) <= excel.MOST_ROWS + 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000  # bytes at the peak
    tracemalloc.stop()


def test_table_with_endless_spans_is_refused_before_it_is_filled():
    wide = making.as_hwpx("가\t나\n다\t라")
    with zipfile.ZipFile(io.BytesIO(wide)) as archive:
        section = archive.read("Contents/section0.xml")
    part = section.replace(b'colSpan="1" rowSpan="1"', b'colSpan="900000" rowSpan="900000"')
    content = replaced(wide, "Contents/section0.xml", part)
    tracemalloc.start()

    assert refused(content).startswith(TOO_LARGE)

    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
