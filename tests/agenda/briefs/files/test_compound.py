"""A .hwp is counted before it is unpacked."""

import struct
import zlib

import pytest
from hwpx.hwp5.cfb import CompoundFile, build_compound_file

from events import compound
from tests.agenda.briefs.files.test_opening import FILES, LOCKED, TOO_LARGE, refused


@pytest.mark.parametrize(
    "body",
    [b"\0" * 12_000_000, struct.pack("<I", 0x42) * (compound.MOST_RECORDS + 1)],
    ids=["12 MB of nothing", "too many records"],
)
def test_hwp_that_unpacks_to_too_much_is_refused(body):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    whole = CompoundFile(FILES["hwp"])
    streams = {path: whole.read(path) for path in whole.stream_paths()}
    streams["BodyText/Section0"] = packer.compress(body) + packer.flush()

    assert refused(build_compound_file(streams.items())).startswith(TOO_LARGE)


def test_hwp_with_a_password_is_refused():
    content = bytearray(FILES["hwp"])
    content[content.index(b"HWP Document File") + 36] |= 0x2

    assert refused(bytes(content)).startswith(LOCKED)
