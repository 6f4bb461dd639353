"""Pictures that end too soon, in a process that would fill them up."""

import io

import pytest
from PIL import Image, ImageFile

from events import wholepictures


def test_cut_picture_is_refused_and_the_process_is_left_as_it_was(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "PNG")
    cut = out.getvalue()[:1500]

    Image.open(io.BytesIO(cut)).load()
    with pytest.raises(OSError, match="truncated"), wholepictures.refusing_cut_ones():
        Image.open(io.BytesIO(cut)).load()

    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
