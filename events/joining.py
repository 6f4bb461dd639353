"""PDFs of one paper joined to one: pages, tags, links and outline, with one copy of each font.

A chunk is a tagged PDF as WeasyPrint writes it. To append its pages alone would lose the tags: a chunk's tree hangs in
its catalogue, and its pages find their elements by numbers that start from 0 in each chunk.
"""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from events.joinedfonts import JoinedFonts


def join(chunks: Iterable[bytes]) -> bytes:
    """The chunks' pages in their order as one tagged PDF; title, language and metadata are the first one's.

    :raises ValueError: there is no chunk, or one without tags
    :raises pikepdf.PdfError: a chunk is no PDF
    """
    rest = iter(chunks)
    first = next(rest, None)
    if first is None:
        raise ValueError("there is nothing to join")
    whole = Joint(first)
    for chunk in rest:
        whole.add(chunk)
    return whole.pdf()


class Joint:
    """A PDF that others are joined to."""

    def __init__(self, first: bytes) -> None:
        self._whole = pikepdf.open(io.BytesIO(first))
        self._fonts = JoinedFonts(self._whole)
        self._tree = _tree(self._whole)
        self._document = self._tree.K[0]
        self._parents: list[Object | int] = list(self._tree.ParentTree.Nums.as_list())
        self._next_parent = _parent_count(self._tree)
        self._count = 1
        self._put_shared_fonts(0, self._fonts.take(_font_names(self._whole)))

    def add(self, chunk: bytes) -> None:
        """Append a chunk."""
        with pikepdf.open(io.BytesIO(chunk)) as source:
            tree = _tree(source)
            _tell_apart(source, self._count)
            _renumber(source, self._next_parent)
            shared = self._fonts.take(_font_names(source))
            first_page = len(self._whole.pages)
            self._whole.add_pages_from(source)  # with the places that its links lead to
            self._put_shared_fonts(first_page, shared)
            self._add_tags(self._whole.copy_foreign(tree))
            if Name.Outlines in source.Root:
                self._add_outline(self._whole.copy_foreign(source.Root.Outlines))
        self._count += 1

    def pdf(self) -> bytes:
        """The whole; nothing is added after it."""
        self._fonts.finish()
        self._tree.ParentTree.Nums = Array(self._parents)
        out = io.BytesIO()
        with self._whole as whole:
            whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()

    def _put_shared_fonts(self, first_page: int, shared: dict[str, Object]) -> None:
        fonts = self._whole.pages[first_page].Resources.Font
        for name, font in shared.items():
            fonts[name] = font

    def _add_tags(self, tree: Object) -> None:
        kids = self._document.K
        for kid in tree.K[0].K.as_list():
            kid.P = self._document
            kids.append(kid)
        entries = tree.ParentTree.Nums.as_list()
        for key, elements in zip(entries[::2], entries[1::2], strict=True):
            self._parents += [int(key) + self._next_parent, elements]
        self._next_parent += len(entries) // 2

    def _add_outline(self, outline: Object) -> None:
        if Name.Outlines not in self._whole.Root:
            self._whole.Root.Outlines = outline
            return
        ours = self._whole.Root.Outlines
        item: Object | None = outline.First
        outline.First.Prev, ours.Last.Next = ours.Last, outline.First
        ours.Last = outline.Last
        ours.Count = int(ours.Count) + int(outline.Count)
        while item is not None:
            item.Parent = ours
            item = item.get(Name.Next)


def _tree(pdf: pikepdf.Pdf) -> Object:
    tree = pdf.Root.get(Name.StructTreeRoot)
    if tree is None:
        raise ValueError("a chunk to be joined has no tags")
    return tree


def _parent_count(tree: Object) -> int:
    """How many numbers of its parent tree a PDF uses, from 0."""
    return len(tree.ParentTree.Nums) // 2


def _font_names(pdf: pikepdf.Pdf) -> Object:
    """The fonts of all pages by the names they use: WeasyPrint gives a PDF's pages the same resources."""
    return pdf.pages[0].Resources.Font


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        yield from page.obj.get(Name.Annots, Array()).as_list()


def _renumber(pdf: pikepdf.Pdf, start: int) -> None:
    """Let the pages and links find their elements when the parent tree stands behind ``start`` other entries."""
    for page in pdf.pages:
        page.obj.StructParents = int(page.obj.StructParents) + start
    for annotation in _annotations(pdf):
        if Name.StructParent in annotation:
            annotation.StructParent = int(annotation.StructParent) + start


def _tell_apart(pdf: pikepdf.Pdf, number: int) -> None:
    """Give the chunk's number to the IDs of its table heads, so that they are unlike any other's in the whole."""

    def own(name: Object) -> String:
        return String(f"{number}.{name}")

    for element in pdf.objects:
        if not isinstance(element, Dictionary) or element.get(Name.Type) != Name.StructElem:
            continue
        if Name.ID in element:
            element.ID = own(element.ID)
        attributes = element.get(Name.A)
        if attributes is not None and Name.Headers in attributes:
            attributes.Headers = Array([own(name) for name in attributes.Headers.as_list()])


def main(files: Sequence[str]) -> None:
    """``python -m events.joining FILE …``: the whole goes to the standard output."""
    sys.stdout.buffer.write(join(Path(file).read_bytes() for file in files))


if __name__ == "__main__":
    main(sys.argv[1:])
