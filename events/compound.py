"""Compound files (.hwp) from strangers: their streams counted before the library unpacks them."""

import struct
import zlib

from hwpx.errors import Hwp5Error
from hwpx.hwp5.cfb import CompoundFile

from events.sheets.packages import MOST_BYTES
from events.sheets.refusing import damaged, too_large

MOST_RECORDS = 100_000  # each becomes an object; three pages have about 3,000
_MOST_BODY_BYTES = 10_000_000  # unpacked: the text and its shapes, without pictures
_BODY = ("DocInfo", "BodyText/", "ViewText/")
_LONG = 0xFFF  # a record of this size or more says its size in four bytes more


def check(content: bytes) -> None:
    """:raises FileRefused: the file is damaged, or unpacks to more than any brief needs"""
    try:
        compound = CompoundFile(content)
        streams = {path: compound.read(path) for path in compound.stream_paths()}
    except Hwp5Error as error:
        raise damaged() from error
    total = records = 0
    for path, stream in streams.items():
        is_body = path.startswith(_BODY)
        unpacked = _unpacked(stream, _MOST_BODY_BYTES if is_body else MOST_BYTES)
        total += len(unpacked)
        records += _records(unpacked) if is_body else 0
        if total > MOST_BYTES or records > MOST_RECORDS:
            raise too_large()


def _unpacked(stream: bytes, most: int) -> bytes:
    """The stream without its compression, if it has any."""
    try:
        unpacked = zlib.decompressobj(-15).decompress(stream, most + 1)
    except zlib.error:
        return stream
    if len(unpacked) > most:
        raise too_large()
    return unpacked


def _records(body: bytes) -> int:
    """How many records the body has, counted no further than is needed to refuse it."""
    count = offset = 0
    while offset + 4 <= len(body) and count <= MOST_RECORDS:
        size = struct.unpack_from("<I", body, offset)[0] >> 20
        offset += 4
        if size == _LONG and offset + 4 <= len(body):
            size = struct.unpack_from("<I", body, offset)[0]
            offset += 4
        offset += size
        count += 1
    return count
