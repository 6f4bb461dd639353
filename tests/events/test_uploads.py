"""Hostile files: what they are is told by their content."""

import io
import zipfile

import pytest
from django.core.exceptions import RequestDataTooBig
from django.urls import reverse
from PIL import Image

from events import uploads
from events.sheets.refusing import FileRefused
from tests.agenda.briefs.files import making
from tests.factories.events import EventFactory

TEXT = "제1회 M.AX 컨퍼런스\n시간\t내용\n14:00\t개회"
OTHER = "받을 수 없는 파일"


def picture(form):
    packed = io.BytesIO()
    Image.new("RGB", (4, 4)).save(packed, form)
    return packed.getvalue()


def zipped(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


GOOD = {
    uploads.PDF: b"%PDF-1.7\n",
    uploads.PNG: picture("PNG"),
    uploads.JPEG: picture("JPEG"),
    uploads.DOCX: making.as_docx(TEXT),
    uploads.XLSX: making.as_xlsx(TEXT),
    uploads.HWPX: making.as_hwpx(TEXT),
    uploads.HWP: making.as_hwp(TEXT),
}


@pytest.mark.parametrize("kind", GOOD, ids=lambda kind: kind.extension)
def test_kind_is_told_by_the_content(kind):
    assert uploads.kind_of(GOOD[kind]) == kind


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "빈 파일"),
        (b"MZ\x90\x00" + b"\0" * 99, OTHER),
        (b"<html><script>alert(1)</script>", OTHER),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", OTHER),
        (b"GIF89a\x01\x00\x01\x00", OTHER),
        (b" %PDF-1.7", OTHER),
        (zipped(readme="nothing"), OTHER),
        (b"PK\x03\x04 no package", "손상"),
        (b"\x89PNG\r\n\x1a\n and nothing else", "손상"),
        (b"\xff\xd8\xff and nothing else", "손상"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "손상"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "암호"),
        (zipped(**{"word__document.xml": "<a/>", "word__vbaProject.bin": "x"}), "매크로"),
        (zipped(**{"word__document.xml": b"\0" * 50_000_000}), "너무 커지는"),
    ],
)
def test_other_file_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(FileRefused, match=sentence):
        uploads.kind_of(content)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("소개.pdf", "소개.pdf"),
        ("소개.exe", "소개.pdf"),
        ("소개.pdf.exe", "소개.pdf.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\소개 자료.hwp", "소개 자료.pdf"),
        ("소개\u202efdp.exe", "소개 fdp.pdf"),
        ('a"b\r\nX-Evil: 1.pdf', "a b X-Evil 1.pdf"),
        ("", "파일.pdf"),
        (".pdf", "파일.pdf"),
        ("..", "파일.pdf"),
        ("가" * 300 + ".pdf", "가" * 80 + ".pdf"),
    ],
)
def test_name_is_cleaned_and_has_the_extension_of_the_content(name, clean):
    assert uploads.clean_name(name, uploads.PDF) == clean


def test_request_that_announces_too_much_is_not_read(settings):
    settings.UPLOAD_MOST_BYTES = 1_000

    with pytest.raises(RequestDataTooBig):
        uploads.TotalLimit().handle_raw_input(None, {}, 1_001, b"")
    uploads.TotalLimit().handle_raw_input(None, {}, 1_000, b"")


def test_request_that_is_too_large_gets_a_page(client, db, settings):
    settings.UPLOAD_MOST_BYTES = 1_000
    event = EventFactory(open_now=True)

    response = client.post(
        reverse("registrations:register", args=[event.slug]), {"file": io.BytesIO(b"x" * 2_000)}
    )

    assert response.status_code == 400
