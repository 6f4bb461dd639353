"""Pictures from strangers are taken whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from PIL import ImageFile


@contextmanager
def refusing_cut_ones() -> Iterator[None]:
    """Within the block Pillow raises OSError for a picture that ends too soon, also where the PDF engine is loaded.

    WeasyPrint tells Pillow for the whole process to fill up what is missing. Web processes do not load it, so nothing is
    switched there while other threads read.
    """
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
