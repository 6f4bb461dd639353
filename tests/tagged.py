"""Checking the tags of a PDF as a screen reader walks them."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name


def faults(pdf: bytes) -> list[str]:
    """What is wrong with the tags: each piece of a page must have its element, each element its place in the tree."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [str(problem) for problem in document.check_pdf_syntax()]
        root = document.Root
        if not (root.MarkInfo.Marked and str(root.Lang) and root.ViewerPreferences.DisplayDocTitle):
            found.append("the document does not say that it is tagged, its language or its title")
        tree = root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums.as_list())
        keys = [int(key) for key in numbers[::2]]
        if keys != list(range(len(keys))):
            found.append(f"the parent tree's keys are {keys}")
        parents = dict(zip(keys, numbers[1::2], strict=True))
        in_tree = {element.objgen: element for element in _walk(tree)}
        used = set()
        for number, page in enumerate(document.pages):
            used.add(int(page.obj.StructParents))
            elements = parents[int(page.obj.StructParents)].as_list()
            if _marked(page) != list(range(len(elements))):
                found.append(f"page {number} marks {_marked(page)}, the tree has {len(elements)}")
            for mark, element in enumerate(elements):
                if element.objgen not in in_tree:
                    found.append(f"the element of mark {mark} on page {number} is in no tree")
                if element.Pg.objgen != page.obj.objgen or mark not in list(element.K.as_list()):
                    found.append(f"mark {mark} on page {number} resolves to another one's element")
            for annotation in page.obj.get(Name.Annots, pikepdf.Array()).as_list():
                used.add(int(annotation.StructParent))
                if parents[int(annotation.StructParent)].objgen not in in_tree:
                    found.append(f"a link on page {number} has no element")
        if used != set(keys):
            found.append("the parent tree has entries that nothing uses")
        figures = [element for element in in_tree.values() if Name.Figure == element.S]
        found += ["a figure has no text" for figure in figures if not str(figure.get(Name.Alt, ""))]
        ids = [str(element.ID) for element in in_tree.values() if Name.ID in element]
        if len(ids) != len(set(ids)):
            found.append("two elements have one ID")
        for element in in_tree.values():
            headers = element.get(Name.A, Dictionary()).get(Name.Headers, pikepdf.Array())
            found += [f"there is no head {head}" for head in headers.as_list() if str(head) not in ids]
    return found


def figures(pdf: bytes) -> list[str]:
    """The texts of the figures, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            str(element.Alt) for element in _walk(document.Root.StructTreeRoot) if Name.Figure == element.S
        ]


def _walk(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in parent.K.as_list():
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
            assert kid.P.objgen == parent.objgen, "an element names another parent"
            yield kid
            yield from _walk(kid)


def _marked(page: pikepdf.Page) -> list[int]:
    marks = []
    for instruction in pikepdf.parse_content_stream(page, "BDC"):
        properties = instruction.operands[1]
        if isinstance(properties, Dictionary) and Name.MCID in properties:
            marks.append(int(properties.MCID))
    return sorted(marks)
