"""Reading a registration code off a camera's picture, where the browser cannot."""

import zxingcpp

from events import wholepictures
from events.wholepictures import PictureRefused, TooManyPixels
from registrations.desk import reading

MOST_BYTES = 400_000
MOST_SIDE = 1600  # pixels


def code_in(picture: bytes) -> str:
    """The registration code in a JPEG or PNG, "" where there is none.

    :raises PictureRefused: it is no picture of a camera: too large, of another kind, damaged
    """
    if len(picture) > MOST_BYTES:
        raise PictureRefused("so many bytes are no camera's picture")
    with wholepictures.opened(picture, most_pixels=MOST_SIDE**2) as opened:
        if max(opened.size) > MOST_SIDE:
            raise TooManyPixels
        grey = opened.convert("L")
    # Only what our badges and mails bear is looked for: other symbols cost time and mean nothing here.
    wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
    for found in zxingcpp.read_barcodes(grey, formats=wanted):
        codes = reading.read(found.text).codes
        if codes:
            return codes[0]
    return ""
