"""Codes off a camera's picture, and pictures that are none."""

import io

import pytest
from PIL import Image

from events.wholepictures import PictureRefused
from registrations import codeimages
from registrations.desk import decoding


def photo(code="ACDE3467", *, angle=0, size=(640, 480), kind="JPEG"):
    qr = Image.open(io.BytesIO(codeimages.qr_png(code, scale=6)))
    picture = Image.new("L", size, 180)
    picture.paste(qr, (200, 120))
    out = io.BytesIO()
    picture.rotate(angle, fillcolor=180).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("angle", [0, 17, 90, 180])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_code_is_read_however_it_is_held(angle, kind):
    assert decoding.code_in(photo(angle=angle, kind=kind)) == "ACDE3467"


def test_other_codes_mean_nothing():
    assert decoding.code_in(photo("https://example.com/")) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 100,
        b"\xff\xd8\xff\xe0 no jpeg",
        photo()[:2000],
        photo(size=(1601, 400)),
        b"\xff" * 400_001,
    ],
)
def test_what_is_no_cameras_picture_is_refused(content):
    with pytest.raises(PictureRefused):
        decoding.code_in(content)
