"""The tags of a PDF, mended where WeasyPrint leaves them short of PDF/UA-1. Called before the file is written.

What stands in the margins of pages becomes an artifact, which no screen reader says on each page: WeasyPrint gives it tags
that hang in no tree. A table's header cells say what they are the head of, and a list of terms whose pairs stand in
``div`` gets items of a label and a body.
"""

from collections.abc import Iterator
from typing import Any

_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


def mend(document: Any, pdf: Any) -> None:
    """A finisher for WeasyPrint's ``write_pdf``; does nothing to a PDF without tags."""
    if "StructTreeRoot" not in pdf.catalog:
        return
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    reached = {root.number}
    for element in _below(pdf, root):
        reached.add(element.number)
        if element["S"] == "/L":
            _pair_terms(pdf, element)
        elif element["S"] == "/TH":
            element["A"]["Scope"] = "/Column"
    _say_scopes(document)
    _make_artifacts(pdf, root, reached)


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _kids(pdf: Any, element: Any) -> Iterator[Any]:
    for kid in element.get("K", ()):
        if isinstance(kid, bytes) and "S" in _at(pdf, kid):
            yield _at(pdf, kid)


def _below(pdf: Any, element: Any) -> Iterator[Any]:
    waiting = list(_kids(pdf, element))
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(_kids(pdf, one))


def _pair_terms(pdf: Any, terms: Any) -> None:
    """``dl > div > dt, dd``: each div an item, whose first element is its label and the others its body."""
    for pair in _kids(pdf, terms):
        if pair["S"] != "/Div":
            continue
        pair["S"] = "/LI"
        for number, item in enumerate(_kids(pdf, pair)):
            item["S"] = "/LBody" if number else "/Lbl"
            for inner in _kids(pdf, item):
                inner["S"] = "/NonStruct"


def _say_scopes(document: Any) -> None:
    """The scope that the HTML gives a header cell, as the layout remembers which element of the tree it became."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - WeasyPrint gives no other way to a page's boxes
            if box.element is not None and box.element_tag == "th" and hasattr(box, "mark"):
                scope = box.element.attrib.get("scope", "col")
                box.mark["A"]["Scope"] = _SCOPES.get(scope, "/Column")


def _make_artifacts(pdf: Any, root: Any, reached: set[int]) -> None:
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    for page_reference in pdf.page_references:
        page = _at(pdf, page_reference)
        parents = numbers[2 * page["StructParents"] + 1]
        lost = {mcid for mcid, parent in enumerate(parents) if int(parent.split()[0]) not in reached}
        if not lost:
            continue
        _unmark(_at(pdf, page["Contents"]).stream, lost)
        for mcid in sorted(lost, reverse=True):
            _at(pdf, parents[mcid]).clear()
            if mcid == len(parents) - 1:
                parents.pop()
            else:
                parents[mcid] = "null"


def _unmark(stream: list[Any], lost: set[int]) -> None:
    """Marks of those ids become artifacts; as WeasyPrint writes one: tag, properties, operator."""
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in lost:
            stream[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
