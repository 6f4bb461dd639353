"""Reading a registration code off a camera's picture, where the browser cannot."""

import io

import zxingcpp
from PIL import Image, UnidentifiedImageError

from events import wholepictures
from registrations.desk import reading

MOST_BYTES = 400_000
MOST_SIDE = 1600  # pixels


class PictureRefused(Exception):
    """It is no picture of a camera: too large, another kind, damaged."""


def code_in(picture: bytes) -> str:
    """The registration code in a JPEG or PNG, "" where there is none.

    :raises PictureRefused: it is not looked at
    """
    if len(picture) > MOST_BYTES:
        raise PictureRefused
    try:
        with (
            wholepictures.refusing_cut_ones(),
            Image.open(io.BytesIO(picture), formats=["JPEG", "PNG"]) as opened,
        ):
            if max(opened.size) > MOST_SIDE:  # told by its head, before it is unpacked
                raise PictureRefused
            grey = opened.convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureRefused from error
    # Only what our badges and mails bear is looked for: other symbols cost time and mean nothing here.
    wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
    for found in zxingcpp.read_barcodes(grey, formats=wanted):
        codes = reading.read(found.text).codes
        if codes:
            return codes[0]
    return ""
