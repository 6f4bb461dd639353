"""Pictures for tests."""

import io

from PIL import Image


def png(size: tuple[int, int], colour: str) -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()
