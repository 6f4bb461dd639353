"""Who gets gzip."""

import gzip

import pytest

from events import compression


@pytest.mark.parametrize(
    ("accept_encoding", "welcome"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("gzip;q=0, br", False),
        ("br, gzip; q=0.0", False),
        ("identity", False),
        ("", False),
    ],
)
def test_gzip_is_sent_to_who_asks_for_it(accept_encoding, welcome):
    assert compression.is_welcome(accept_encoding) == welcome


def test_the_same_page_gives_the_same_bytes():
    page = "현장중심 제조AX 전략".encode() * 100

    packed = compression.compressed(page)

    assert packed == compression.compressed(page)
    assert gzip.decompress(packed) == page
    assert len(packed) < len(page) / 10
