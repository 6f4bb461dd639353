"""The logo and the background of a badge: from a PNG, a JPEG or a PDF's first page to a PNG that is safe to keep."""

import io
import subprocess
import sys

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from events import wholepictures
from events.sheets.refusing import FileRefused, damaged
from registrations.badges.firstpage import LONGEST

ACCEPTED = ".png,.jpg,.jpeg,.pdf"  # for the browser, which only suggests
MOST_BYTES = 5_000_000  # of a file as it comes
MOST_PIXELS = 40_000_000  # of it unpacked
MOST_KEPT = 3_000_000  # bytes of the PNG, which each paper carries once
PATIENCE = 20  # seconds for a PDF's page


def read(content: bytes) -> bytes:
    """The picture as a PNG without whatever else the file held, a side at most ``LONGEST`` pixels.

    :raises FileRefused: it is too large, damaged, locked, or of another kind
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(_("그림 파일이 너무 큽니다(최대 %(size)dMB).") % {"size": MOST_BYTES // 1_000_000})
    return _kept(_opened(_first_page(content) if content.startswith(b"%PDF-") else content))


def small(png: bytes, side: int) -> bytes:
    """The same in so many pixels a side, for a look at it."""
    picture = Image.open(io.BytesIO(png))
    picture.thumbnail((side, side))
    return _png(picture)


def _first_page(content: bytes) -> bytes:
    command = [sys.executable, "-m", "registrations.badges.firstpage"]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=PATIENCE, cwd=settings.BASE_DIR, check=True
        )
    except subprocess.SubprocessError as error:
        raise FileRefused(
            _("PDF의 첫 쪽을 그릴 수 없습니다. 암호를 풀거나 PNG로 저장해 올려 주세요.")
        ) from error
    return done.stdout


def _opened(content: bytes) -> Image.Image:
    try:
        with wholepictures.opened(content, most_pixels=MOST_PIXELS) as picture:
            picture.draft("RGB", (LONGEST, LONGEST))  # a large photograph unpacks to a fraction of its size
            upright = ImageOps.exif_transpose(picture)
            has_alpha = upright.has_transparency_data
            return upright.convert("RGBA" if has_alpha else "RGB")
    except wholepictures.OtherKind:
        raise FileRefused(_("그림은 PNG, JPEG 또는 PDF 파일로 올려 주세요.")) from None
    except wholepictures.TooManyPixels:
        raise FileRefused(
            _("그림이 너무 큽니다. 가로와 세로를 %(side)d픽셀 이하로 줄여 올려 주세요.") % {"side": LONGEST}
        ) from None
    except wholepictures.Damaged as error:
        raise damaged() from error


def _kept(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST, LONGEST))
    png = _png(picture)
    while len(png) > MOST_KEPT:
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
        png = _png(picture)
    return png


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
