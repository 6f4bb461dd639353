"""A QR code is read back as the code, and nothing but the code."""

import base64
import io

import pytest
from PIL import Image

from registrations.codeimages import qr_data_uri, qr_png
from tests import pdfs

CODE = "K7QF3XRT"


@pytest.mark.parametrize(("scale", "side"), [(1, 29), (4, 116)])
def test_qr_png_is_a_symbol_of_21_modules_in_a_white_quiet_zone_of_4(scale, side):
    picture = Image.open(io.BytesIO(qr_png(CODE, scale=scale)))

    dark = picture.point(lambda value: 255 - value).getbbox()
    assert (picture.mode, picture.size) == ("L", (side, side))
    assert dark == (4 * scale, 4 * scale, 25 * scale, 25 * scale)


def test_qr_png_is_read_back_as_the_code_alone():
    picture = Image.open(io.BytesIO(qr_png(CODE, scale=4)))

    assert pdfs.codes(picture) == [CODE]


def test_qr_data_uri_holds_the_same_picture():
    head, _, data = qr_data_uri(CODE, scale=2).partition(",")

    assert head == "data:image/png;base64"
    assert base64.b64decode(data) == qr_png(CODE, scale=2)
