"""Tables as files, made as Excel and offices save them."""

import csv
import io
import re
import zipfile

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"


def xlsx(rows, *, merges=(), sheets=None, change=None) -> bytes:
    """A workbook of one sheet, or of several by name; ``change`` gets the first sheet before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in (sheets or {"명단": rows}).items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    first = book.worksheets[0]
    for merge in merges:
        first.merge_cells(merge)
    if change:
        change(first)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def text(rows, *, encoding="utf-8", separator=",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_parts(content: bytes, new: dict[str, bytes]) -> bytes:
    """The package with these parts put in or exchanged."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, one in {**parts, **new}.items():
            made.writestr(name, one)
    return packed.getvalue()


def as_excel(content: bytes) -> bytes:
    """The same with its texts in a part of their own, where Excel keeps them and openpyxl does not."""
    texts: list[bytes] = []

    def share(cell: re.Match[bytes]) -> bytes:
        texts.append(cell[2])
        return b'%s t="s"><v>%d</v></c>' % (cell[1], len(texts) - 1)

    sheet = re.sub(
        rb'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', share, part(content, SHEET), flags=re.DOTALL
    )
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (STRINGS.encode(), kind)
    return with_parts(
        content,
        {
            SHEET: sheet,
            STRINGS: b'<sst xmlns="%s">%s</sst>' % (main, items),
            TYPES: part(content, TYPES).replace(b"</Types>", override),
        },
    )
