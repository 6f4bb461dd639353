"""Logos and backgrounds: whatever comes, what is kept is a plain PNG of bounded size, or a sentence says why not."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from events.sheets.refusing import FileRefused
from registrations.badges import pictures
from registrations.badges.firstpage import LONGEST


def png(size=(40, 20), mode="RGBA", colour=(200, 0, 0, 128), **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG", **options)
    return out.getvalue()


def pdf(*, width=200.0, height=100.0, content=b"1 0 0 rg 0 0 50 50 re f", **encryption) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(width, height))
        page.obj.Contents = document.make_stream(content)
        document.save(out, **encryption)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_png_keeps_its_transparency_and_loses_what_else_it_held():
    kept = pictures.read(png() + b"<script>alert(1)</script>")

    assert opened(kept).mode == "RGBA"
    assert opened(kept).getpixel((0, 0)) == (200, 0, 0, 128)
    assert b"script" not in kept


def test_jpeg_becomes_a_png():
    out = io.BytesIO()
    Image.new("CMYK", (30, 30), (0, 255, 255, 0)).save(out, "JPEG")

    kept = pictures.read(out.getvalue())

    assert (opened(kept).format, opened(kept).mode, opened(kept).size) == ("PNG", "RGB", (30, 30))


def test_first_page_of_a_pdf_is_drawn_at_300_dots_an_inch_on_nothing():
    kept = opened(pictures.read(pdf()))

    assert kept.size == pytest.approx((200 / 72 * 300, 100 / 72 * 300), abs=1)
    assert kept.getpixel((5, kept.height - 5)) == (255, 0, 0, 255)
    assert kept.getpixel((kept.width - 5, 5))[3] == 0


def test_page_of_five_metres_is_drawn_small():
    assert opened(pictures.read(pdf(width=14_400, height=7_200))).size == (LONGEST, LONGEST // 2)


def test_large_picture_is_made_smaller():
    kept = opened(pictures.read(png((5_000, 1_000), "L", 128)))

    assert kept.size == (LONGEST, LONGEST // 5)


def test_picture_that_hardly_packs_is_made_smaller_until_it_does():
    noise = Image.effect_noise((2_000, 2_000), 120)
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)

    kept = pictures.read(out.getvalue())

    assert len(kept) <= pictures.MOST_KEPT
    assert opened(kept).width < 2_000


def png_claiming(width: int, height: int) -> bytes:
    """A picture of that many pixels by its head, with hardly any content."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    body = zlib.compress(bytes(1_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\0" * 10_000_000, "그림 파일이 너무 큽니다(최대 5MB)."),
        (png_claiming(60_000, 60_000), "그림이 너무 큽니다."),
        (png_claiming(7_000, 7_000), "그림이 너무 큽니다."),
        (png_claiming(300, 300), "파일이 손상되었거나"),
        (png()[:60], "파일이 손상되었거나"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "PNG, JPEG 또는 PDF 파일로"),
        (b"GIF89a" + b"\0" * 100, "PNG, JPEG 또는 PDF 파일로"),
        (b"", "PNG, JPEG 또는 PDF 파일로"),
        (b"%PDF-1.7 nothing more", "PDF의 첫 쪽을 그릴 수 없습니다."),
    ],
    ids=["ten-megabytes", "bomb", "pixels", "short", "cut", "svg", "gif", "empty", "no-pdf"],
)
def test_what_is_no_picture_is_refused(content, sentence):
    with pytest.raises(FileRefused) as refusal:
        pictures.read(content)

    assert sentence in str(refusal.value)


def test_locked_pdf_is_refused():
    locked = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(FileRefused):
        pictures.read(locked)


def test_pdf_that_unpacks_to_gigabytes_harms_nothing():
    packed = zlib.compress(zlib.compress(bytes(400_000_000), 9), 9)
    out = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(100, 100))
        stream = pikepdf.Stream(document, packed)
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        page.obj.Contents = document.make_indirect(stream)
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    try:
        kept = pictures.read(out.getvalue())
    except FileRefused:
        return
    assert opened(kept).size == pytest.approx((417, 417), abs=1)
