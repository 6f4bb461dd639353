"""QR codes (ISO/IEC 18004) and bar codes (ISO/IEC 15417) of registration codes, as PNG pictures."""

import base64
import io

import zxingcpp
from PIL import Image

BAR_QUIET_ZONE = 10  # modules


def qr_png(code: str, *, scale: int = 1) -> bytes:
    """The code as an 8-bit grey PNG, ``scale`` pixels a module, with the quiet zone of four that the standard asks.

    The picture holds the opaque code alone, no name and no address.
    """
    barcode = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = Image.fromarray(barcode.to_image(scale=scale, add_quiet_zones=True))
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)  # a higher level saves little on a few hundred bytes
    return out.getvalue()


def bar_png(code: str) -> bytes:
    """The code as Code 128, one pixel a module and one high, with the quiet zone of ten modules on either side."""
    barcode = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.Code128)
    symbol = Image.fromarray(barcode.to_image(scale=1, add_quiet_zones=False))
    bars = symbol.crop((0, 0, symbol.width, 1))
    picture = Image.new("L", (bars.width + 2 * BAR_QUIET_ZONE, 1), 255)
    picture.paste(bars, (BAR_QUIET_ZONE, 0))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def qr_data_uri(code: str, *, scale: int = 1) -> str:
    """The picture of ``qr_png`` as the address of an image inside a page."""
    return data_uri(qr_png(code, scale=scale))


def data_uri(png: bytes) -> str:
    """A PNG as the address of an image inside a page."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
