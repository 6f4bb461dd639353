"""Pictures from strangers: of two kinds, small enough to unpack, and whole or not at all."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile, UnidentifiedImageError


class PictureRefused(Exception):
    """The picture is not taken."""


class OtherKind(PictureRefused):
    """It is neither PNG nor JPEG."""


class TooManyPixels(PictureRefused):
    """Unpacked it would be too large."""


class Damaged(PictureRefused):
    """It cannot be read, or ends too soon."""


@contextmanager
def opened(content: bytes, *, most_pixels: int) -> Iterator[Image.Image]:
    """The picture, its size told by its head; the block unpacks it, and what it meets then is refused as well.

    :raises PictureRefused: in one of the three ways
    """
    try:
        with _refusing_cut_ones(), Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            if picture.width * picture.height > most_pixels:
                raise TooManyPixels
            yield picture
    except UnidentifiedImageError as error:
        raise OtherKind from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Damaged from error


@contextmanager
def _refusing_cut_ones() -> Iterator[None]:
    """Within the block Pillow raises OSError for a picture that ends too soon, also where the PDF engine is loaded.

    WeasyPrint tells Pillow for the whole process to fill up what is missing. Web processes do not load it, so nothing is
    switched there while other threads read.
    """
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
