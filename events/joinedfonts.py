"""One copy of each font for PDFs that are joined, instead of a subset of it in each of them."""

import re
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from events.truetype import DifferentFont, United

_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_PAIRS_A_BLOCK = 100  # as the CMap format allows
_CMAP_START = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_END = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass
class _Shared:
    font: Object
    file: United = field(default_factory=United)
    widths: dict[int, float] = field(default_factory=dict)
    texts: dict[bytes, bytes] = field(default_factory=dict)


class JoinedFonts:
    """The fonts of a PDF that others are joined to. Fonts that cannot be shared stay with their pages."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self._whole = whole
        self._shared: dict[str, _Shared] = {}

    def take(self, fonts: Object) -> dict[str, Object]:
        """What a chunk's font dictionary says goes over to the whole; it is left without what is shared.

        Returns the shared fonts by the names that the chunk's pages have for them.
        """
        taken = {}
        for name in [name for name, font in fonts.items() if _can_be_shared(font)]:
            font = fonts[name]
            shared = self._shared_like(font)
            widths = _widths(font)
            try:
                file = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
                shared.file.add(file, glyphs=widths)
            except DifferentFont:
                continue
            shared.widths |= widths
            shared.texts |= dict(_PAIR.findall(font.ToUnicode.read_bytes()))
            taken[name] = shared.font
            del fonts[name]
        return taken

    def finish(self) -> None:
        """Write out what was gathered; nothing is taken after it."""
        for shared in self._shared.values():
            file = shared.file.file()
            descendant = shared.font.DescendantFonts[0]
            descriptor = descendant.FontDescriptor
            descriptor.FontFile2 = self._whole.make_stream(file, Length1=len(file))
            descriptor.FontBBox[2] = max(shared.widths.values(), default=0)
            descendant.W = _width_array(shared.widths)
            shared.font.ToUnicode = self._whole.make_stream(_cmap(shared.texts))

    def _shared_like(self, font: Object) -> _Shared:
        key = str(font.BaseFont)
        if key not in self._shared:
            old = font.DescendantFonts[0]
            descendant = _copy(old, without={"/W", "/FontDescriptor"})
            descriptor = _copy(old.FontDescriptor, without={"/FontFile2"})
            copy = _copy(font, without={"/DescendantFonts", "/ToUnicode"})
            descendant.FontDescriptor = self._whole.make_indirect(descriptor)
            copy.DescendantFonts = Array([self._whole.make_indirect(descendant)])
            self._shared[key] = _Shared(self._whole.make_indirect(copy))
        return self._shared[key]


def _copy(dictionary: Object, *, without: set[str]) -> Object:
    """A dictionary that belongs to no PDF yet, without the entries that lead to other objects."""
    kept = Dictionary({key: value for key, value in dictionary.items() if key not in without})
    return Object.parse(kept.unparse())


def _can_be_shared(font: Object) -> bool:
    """A TrueType subset whose glyph numbers are those of the font itself."""
    if font.get(Name.Subtype) != Name.Type0 or font.get(Name.Encoding) != Name("/Identity-H"):
        return False
    descendant = font.DescendantFonts[0]
    return descendant.Subtype == Name.CIDFontType2 and Name.FontFile2 in descendant.FontDescriptor


def _widths(font: Object) -> dict[int, float]:
    widths = {}
    entries = list(font.DescendantFonts[0].W.as_list())
    for first, run in zip(entries[::2], entries[1::2], strict=True):
        for glyph, width in enumerate(run, start=int(first)):
            widths[glyph] = float(width)
    return widths


def _width_array(widths: dict[int, float]) -> Array:
    entries: list[object] = []
    run: list[float] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            run = []
            entries += [glyph, run]
        run.append(widths[glyph])
    return Array([Array(entry) if isinstance(entry, list) else entry for entry in entries])


def _cmap(texts: dict[bytes, bytes]) -> bytes:
    pairs = [b"<%s> <%s>\n" % pair for pair in sorted(texts.items())]
    blocks = [pairs[start : start + _PAIRS_A_BLOCK] for start in range(0, len(pairs), _PAIRS_A_BLOCK)]
    body = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
    return _CMAP_START + body + _CMAP_END
