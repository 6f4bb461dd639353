"""Pictures from strangers, also in a process that would fill up what is missing."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile

from events import wholepictures
from tests.pictures import png


def test_cut_picture_is_refused_and_the_process_is_left_as_it_was(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "PNG")
    cut = out.getvalue()[:1500]

    Image.open(io.BytesIO(cut)).load()
    with pytest.raises(wholepictures.Damaged), wholepictures.opened(cut, most_pixels=4096) as picture:
        picture.load()

    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_picture_is_opened_up_to_so_many_pixels():
    with wholepictures.opened(png((64, 64), "black", mode="L"), most_pixels=4096) as picture:
        assert picture.size == (64, 64)
    with (
        pytest.raises(wholepictures.TooManyPixels),
        wholepictures.opened(png((64, 65), "black", mode="L"), most_pixels=4096),
    ):
        pytest.fail("it was opened")


@pytest.mark.parametrize("pixels", [90_000_000, 200_000_000])  # what Pillow warns of, and what it refuses
def test_bomb_is_refused_as_too_large(pixels):
    bomb = png((1, 1), "black", mode="L").replace(
        b"IHDR" + struct.pack(">II", 1, 1), b"IHDR" + struct.pack(">II", pixels // 1000, 1000)
    )
    head = bomb[12:29]
    bomb = bomb[:29] + struct.pack(">I", zlib.crc32(head)) + bomb[33:]

    with pytest.raises(wholepictures.TooManyPixels), wholepictures.opened(bomb, most_pixels=4096):
        pytest.fail("it was opened")


@pytest.mark.parametrize("content", [b"", b"GIF89a" + b"\0" * 100, b"%PDF-1.7"])
def test_other_kind_is_told_from_a_damaged_one(content):
    with pytest.raises(wholepictures.OtherKind), wholepictures.opened(content, most_pixels=4096):
        pytest.fail("it was opened")
