"""Subsets of one TrueType font that kept its glyph numbers, united to one: what a PDF viewer needs of it, no more."""

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator

_LONG_OFFSETS = 1  # head.indexToLocFormat
_SCALE = slice(18, 20)  # units an em, in head
_HEAD_CHECKSUM = 8  # where head holds a checksum of the file, which a viewer does not ask for
_HEAD_LOCA_FORMAT = 50
_COUNT = 4  # where maxp holds the number of glyphs
_METRICS = 34  # where hhea holds the number of long metrics
_KEPT_AS_THEY_ARE = ("cvt ", "fpgm", "prep")


class DifferentFont(ValueError):
    """A subset is not of the font that the others are of."""


class United:
    """One font, growing by the subsets that it is given."""

    def __init__(self) -> None:
        self._tables: dict[str, bytes] = {}
        self._limits = [0] * 13  # maxp's maxima, behind the number of glyphs
        self._outlines: dict[int, bytes] = {}
        self._metrics: dict[int, tuple[int, int]] = {}

    def add(self, subset: bytes, *, glyphs: Iterable[int]) -> None:
        """Take in a subset; ``glyphs`` are those it is asked for, with an outline or without.

        :raises DifferentFont: it has another outline, or another scale, than a subset before it
        """
        tables = _tables(subset)
        if self._tables and tables["head"][_SCALE] != self._tables["head"][_SCALE]:
            raise DifferentFont
        outlines = _outlines(tables, glyphs)
        if any(self._outlines.get(glyph, outline) != outline for glyph, outline in outlines.items()):
            raise DifferentFont
        self._tables = self._tables or tables
        self._outlines |= outlines
        self._limits = [max(pair) for pair in zip(self._limits, _limits(tables["maxp"]), strict=True)]
        for glyph in outlines.keys() - self._metrics.keys():
            self._metrics[glyph] = _metric(tables, glyph)

    def file(self) -> bytes:
        """The font's file."""
        count = max(self._metrics, default=0) + 1
        offsets, outlines, metrics = array("I"), bytearray(), bytearray()
        for glyph in sorted(self._metrics):
            skipped = glyph - len(offsets)  # glyphs that are not in use have no outline and no width
            offsets.extend(array("I", [len(outlines)]) * (skipped + 1))
            metrics += bytes(4 * skipped) + struct.pack(">Hh", *self._metrics[glyph])
            outline = self._outlines.get(glyph, b"")
            outlines += outline + bytes(-len(outline) % 4)
        offsets.append(len(outlines))
        if sys.byteorder == "little":
            offsets.byteswap()
        head = bytearray(self._tables["head"])
        struct.pack_into(">I", head, _HEAD_CHECKSUM, 0)
        struct.pack_into(">h", head, _HEAD_LOCA_FORMAT, _LONG_OFFSETS)
        hhea = bytearray(self._tables["hhea"])
        struct.pack_into(">H", hhea, _METRICS, count)
        maxp = self._tables["maxp"][:_COUNT] + struct.pack(">14H", count, *self._limits)
        tables = {name: self._tables[name] for name in _KEPT_AS_THEY_ARE if name in self._tables}
        tables |= {"glyf": bytes(outlines), "head": bytes(head), "hhea": bytes(hhea), "hmtx": bytes(metrics)}
        tables |= {"loca": offsets.tobytes(), "maxp": maxp}
        return _file(tables)


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    found = {}
    for number in range(count):
        tag, _checksum, start, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        found[tag.decode("latin-1")] = font[start : start + length]
    return found


def _outlines(tables: dict[str, bytes], glyphs: Iterable[int]) -> dict[int, bytes]:
    """What draws each of the glyphs, with the glyphs that some of them are composed of."""
    (is_long,) = struct.unpack_from(">h", tables["head"], _HEAD_LOCA_FORMAT)
    offsets = array("I" if is_long else "H", tables["loca"])
    if sys.byteorder == "little":
        offsets.byteswap()
    unit = 1 if is_long else 2
    found: dict[int, bytes] = {}
    wanted = [0, *glyphs]  # 0 stands for every character that the font does not have
    while wanted:
        glyph = wanted.pop()
        if glyph not in found and glyph < len(offsets) - 1:
            outline = tables["glyf"][unit * offsets[glyph] : unit * offsets[glyph + 1]]
            found[glyph] = outline
            wanted += _components(outline)
    return found


def _components(outline: bytes) -> Iterator[int]:
    """The glyphs that a composite glyph is made of."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return
    place, more = 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        yield glyph
        place += 8 if flags & 0x0001 else 6  # offsets are words, or bytes
        place += 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0  # scales
        more = bool(flags & 0x0020)


def _limits(maxp: bytes) -> list[int]:
    return list(struct.unpack_from(">13H", maxp, _COUNT + 2))


def _metric(tables: dict[str, bytes], glyph: int) -> tuple[int, int]:
    """Advance and left bearing; glyphs behind the last long metric share its advance."""
    (count,) = struct.unpack_from(">H", tables["hhea"], _METRICS)
    if glyph < count:
        advance, bearing = struct.unpack_from(">Hh", tables["hmtx"], 4 * glyph)
    else:
        (advance,) = struct.unpack_from(">H", tables["hmtx"], 4 * (count - 1))
        (bearing,) = struct.unpack_from(">h", tables["hmtx"], 4 * count + 2 * (glyph - count))
    return advance, bearing


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * count - 16 * power
    )
    start = 12 + 16 * count
    directory, content = bytearray(), bytearray()
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        directory += struct.pack(">4sIII", tag.encode(), _checksum(padded), start + len(content), len(table))
        content += padded
    return header + bytes(directory) + bytes(content)


def _checksum(padded: bytes) -> int:
    words = array("I", padded)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
