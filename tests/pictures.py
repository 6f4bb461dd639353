"""Pictures for tests."""

import io

from PIL import Image


def png(size: tuple[int, int] = (4, 4), colour: str = "red", *, mode: str = "RGB") -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()
