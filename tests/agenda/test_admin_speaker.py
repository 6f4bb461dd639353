"""The speakers' form."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agenda.admin.speaker import SpeakerForm


def picture(kind, size=(40, 40)):
    buffer = BytesIO()
    Image.new("RGB", size).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.jpg", picture("JPEG"), None),
        ("a.png", picture("PNG"), None),
        ("a.gif", picture("GIF"), "사진은 JPEG, PNG, WebP 파일로 올려 주세요."),
        ("a.png", picture("PNG", (6001, 2)), "사진의 긴 변은 6000픽셀까지입니다."),
        ("a.jpg", picture("JPEG") + b"0" * (3 * 1024 * 1024), "사진은 3MB까지 올릴 수 있습니다."),
    ],
)
def test_portrait_is_a_picture_of_a_fit_size(db, name, content, error):
    upload = SimpleUploadedFile(name, content)
    form = SpeakerForm({"name": "박정호", "protocol_rank": 1}, {"portrait": upload})

    assert form.errors.get("portrait", [None])[0] == error
