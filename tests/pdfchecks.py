"""What a screen reader needs of a PDF, looked up in the file itself; after the checks of PDF/UA-1 that a program can make."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

Mark = tuple[str, int | None]  # a marked content's tag and, unless it is an artifact or a property, its id
PAINTING = {
    *["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Tj", "TJ", "'", '"', "Do"],
    "INLINE IMAGE",
}
HEADINGS = {f"/H{level}": level for level in range(1, 7)}
KNOWN = {
    f"/{role}"
    for group in (
        "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6",
        "L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot",
        "Ruby Warichu Figure Formula Form",
    )
    for role in group.split()
}
INSIDE = {  # elements that stand in certain others alone
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/Lbl": {"/LI", "/Note"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
}


def faults(pdf: bytes) -> list[str]:
    """What is wrong with the PDF, as sentences; none, where nothing is."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        found = [*paper.check_pdf_syntax(), *_catalog(paper)]
        root = paper.Root.get("/StructTreeRoot")
        if root is None:
            return found
        elements = list(_elements(root.K, parent=root))
        found += [*_elements_faults(elements), *_headings(elements), *_tables(elements), *_pages(paper, root)]
        return [*found, *_fonts(paper)]


def roles(pdf: bytes) -> list[str]:
    """The structure elements in the order in which they are read, as ``H1``, ``P``, ``Figure``."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return [str(one.S)[1:] for one, _parent in _elements(paper.Root.StructTreeRoot.K, parent=None)]


def _catalog(paper: pikepdf.Pdf) -> Iterator[str]:
    root = paper.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "It is not marked as tagged."
    if "/StructTreeRoot" not in root:
        yield "It has no structure tree."
    if not re.fullmatch(r"[a-z]{2}(-[A-Za-z]+)?", str(root.get("/Lang", ""))):
        yield "It does not say its language."
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "Its title is not shown in the window."
    title = str(paper.docinfo.get("/Title", "")) if paper.trailer.get("/Info") is not None else ""
    if not title.strip():
        yield "It has no title."
    with paper.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "Its metadata do not say that it is PDF/UA-1."
        if metadata.get("dc:title") != title:
            yield f"Its metadata say the title {metadata.get('dc:title')!r}, its information {title!r}."


def _elements(kids: Any, *, parent: Any) -> Iterator[tuple[Any, Any]]:
    """Every structure element below, with the one that it stands in, in reading order."""
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid, parent
            if "/K" in kid:
                yield from _elements(kid.K, parent=kid)


def _elements_faults(elements: list[tuple[Any, Any]]) -> Iterator[str]:
    for element, parent in elements:
        role = str(element.S)
        if role not in KNOWN:
            yield f"{role} is no role that PDF knows."
        if "/S" in parent and element.get("/P") is not None and element.P.objgen != parent.objgen:
            yield f"A {role} stands in another element than it says."
        if role in INSIDE and str(parent.get("/S", "")) not in INSIDE[role]:
            yield f"A {role} stands in {parent.get('/S', 'no element')}."
        if role in {"/Figure", "/Formula"} and not str(element.get("/Alt", "")).strip():
            yield f"A {role} has no text in its place."


def _headings(elements: list[tuple[Any, Any]]) -> Iterator[str]:
    before = 0
    for element, _parent in elements:
        level = HEADINGS.get(str(element.S))
        if level is not None:
            if level > before + 1:
                yield f"A heading of level {level} follows one of level {before}."
            before = level


def _tables(elements: list[tuple[Any, Any]]) -> Iterator[str]:
    for table, _parent in elements:
        if Name.Table != table.S:
            continue
        inside = [one for one, _within in _elements(table.K, parent=table)]
        heads = [one for one in inside if one.S == Name.TH]
        if not heads:
            yield "A table has no header cell."
        if not all(_scope(one) for one in heads):
            yield "A header cell does not say of what."


def _scope(head: Any) -> str:
    attributes = head.get("/A", Array())
    blocks = attributes if isinstance(attributes, Array) else [attributes]
    return next((str(one["/Scope"]) for one in blocks if "/Scope" in one), "")


def _pages(paper: pikepdf.Pdf, root: Any) -> Iterator[str]:
    tree = pikepdf.NumberTree(root.ParentTree) if "/ParentTree" in root else {}
    owned = _owned(root)
    for number, page in enumerate(paper.pages, start=1):
        if page.get("/Tabs") != Name.S:
            yield f"Page {number} is not gone through in the order of its structure."
        marks = list(_painted(page))
        if any(mark is None for mark in marks):
            yield f"Page {number} paints something that is neither tagged nor an artifact."
        ids = {mark[1] for mark in marks if mark is not None and mark[1] is not None}
        parents = page.get("/StructParents")
        if ids and (parents is None or int(parents) not in tree):
            yield f"Page {number} has no entry in the parent tree."
            continue
        for identifier in sorted(ids):
            known = tree[int(parents)]
            if identifier >= len(known) or known[identifier] is None:
                yield f"Content {identifier} of page {number} belongs to no element."
            elif (page.objgen, identifier) not in owned:
                yield f"Content {identifier} of page {number} is in no element of the tree."
            elif owned[page.objgen, identifier] != known[identifier].objgen:
                yield f"Content {identifier} of page {number} is in another element than the parent tree says."


def _owned(root: Any) -> dict[tuple[tuple[int, int], int], tuple[int, int]]:
    """Which element of the tree holds which marked content of which page."""
    found = {}
    for element, _parent in _elements(root.K, parent=root):
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            own = kid if isinstance(kid, Dictionary) else {}
            page, identifier = own.get("/Pg", element.get("/Pg")), own.get("/MCID", kid)
            if isinstance(identifier, int) and page is not None:
                found[page.objgen, int(identifier)] = element.objgen
    return found


def _painted(page: Any) -> Iterator[Mark | None]:
    """The innermost mark that counts of everything that a page paints: an artifact, or content with an id."""
    properties = page.get("/Resources", {}).get("/Properties", {})
    marks: list[Mark] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "BMC":
            marks.append((str(instruction.operands[0]), None))
        elif operator == "BDC":
            tag, about = instruction.operands
            about = properties[about] if isinstance(about, Name) else about
            marks.append((str(tag), int(about["/MCID"]) if "/MCID" in about else None))
        elif operator == "EMC":
            marks.pop()
        elif operator in PAINTING:
            yield next(
                (mark for mark in reversed(marks) if mark[0] == "/Artifact" or mark[1] is not None), None
            )


def _fonts(paper: pikepdf.Pdf) -> Iterator[str]:
    for font in (
        one for one in paper.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.Font
    ):
        if font.Subtype == Name.Type3 or font.Subtype in (Name.CIDFontType0, Name.CIDFontType2):
            continue  # the first is drawn by the page's own content, the others belong to a Type0 font
        name = str(font.BaseFont)[1:]
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {}).keys())
        if not files:
            yield f"The font {name} is not embedded."
        if not re.match(r"[A-Z]{6}\+", name):
            yield f"The font {name} is embedded whole."
        if "/ToUnicode" not in font:
            yield f"The font {name} does not say which letters its glyphs are."
