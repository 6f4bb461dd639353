"""HTML becomes PDF with our fonts, and with nothing that the paper does not bring itself."""

import gc
import io
import tempfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from events import pdf, printjobs, stylesheets
from events.printjobs import Job, Part
from events.typesetter import Refused
from tests import pdfs

RARE = "뷁쀍햏똠쌰 洪吉童 「」『』【】·※○●□■△▲▶①⑩㈜→ Nguyễn Сергей"
CSS = ['body { font-family: "Pretendard GOV" } b { font-weight: 700 }']


def _html(body: str, *, title: str = "시험", language: str = "ko") -> str:
    return f'<!doctype html><html lang="{language}"><head><title>{title}</title></head><body>{body}</body></html>'


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("L", (4, 4), 0).save(out, "PNG")
    return out.getvalue()


def _no_progress(done: int, total: int) -> None:
    return


def test_write_embeds_only_our_fonts():
    paper = pdf.write(_html("<p>본문 <b>굵게</b></p>"), css=CSS)

    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True), ("Pretendard-GOV-Bold", True, True)]


def test_write_shows_rare_syllables_and_hanja_in_our_font():
    paper = pdf.write(_html(f"<p>{RARE}</p>"), css=CSS)

    assert pdfs.text(paper).split() == RARE.split()
    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True)]


def test_write_tags_the_pdf_with_title_and_language():
    paper = pdf.write(_html("<h1>제목</h1>", title="프로그램", language="en"), css=CSS)

    with pikepdf.open(io.BytesIO(paper)) as document:
        assert bool(document.Root.MarkInfo.Marked) is True
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == "프로그램"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize(
    "source",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "data:image/png;base64,AAAA",
        "picture:missing",
        "a.png",
    ],
)
def test_write_refuses_whatever_the_paper_does_not_bring(source):
    with pytest.raises(Refused):
        pdf.write(_html(f'<img src="{source}" alt="">'), css=CSS)


def test_write_refuses_what_a_style_sheet_fetches():
    with pytest.raises(Refused):
        pdf.write(_html("<p>본문</p>"), css=["p { background: url(file:///etc/hostname) }"])


def test_write_parts_joins_them_in_order_with_their_pictures():
    parts = [Part(_html(f'<p>쪽{n}<img src="picture:a" alt="">'), {"a": _png()}) for n in range(3)]
    told = []

    paper = pdf.write_parts(parts, css=CSS, progress=lambda done, total: told.append((done, total)))

    assert [page.split() for page in pdfs.pages(paper)] == [["쪽0"], ["쪽1"], ["쪽2"]]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_write_parts_of_a_long_paper_keeps_order_title_and_fonts():
    parts = [
        Part(_html(f'<p>쪽{n}<img src="picture:a" alt="">', title="긴 문서"), {"a": _png()}) for n in range(7)
    ]
    told = []

    paper = pdf.write_parts(parts, css=CSS, progress=lambda done, total: told.append((done, total)))

    assert [page.split() for page in pdfs.pages(paper)] == [[f"쪽{n}"] for n in range(7)]
    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True)]
    with pikepdf.open(io.BytesIO(paper)) as document:
        assert str(document.docinfo["/Title"]) == "긴 문서"
        assert str(document.Root.Lang) == "ko"
    assert told == [(1, 7), (3, 7), (5, 7), (7, 7)]


def test_write_parts_says_when_the_second_process_fails(capfd):
    parts = [Part(_html("<p>쪽")) for _ in range(7)] + [
        Part(_html('<img src="file:///etc/hostname" alt="">'))
    ]

    with pytest.raises(RuntimeError, match="second typesetter"):
        pdf.write_parts(parts, css=CSS, progress=_no_progress)

    assert "Refused" in capfd.readouterr().err


def test_write_leaves_the_collector_as_it_was():
    pdf.write(_html("<p>본문"), css=CSS)
    assert gc.isenabled() is True

    gc.disable()
    try:
        pdf.write(_html("<p>본문"), css=CSS)
        assert gc.isenabled() is False
    finally:
        gc.enable()


def test_write_copies_no_font_for_a_font_face_rule():
    folders = set(Path(tempfile.gettempdir()).glob("weasyprint-*"))
    rule = '@font-face { font-family: "Pretendard GOV"; src: url("../fonts/PretendardGOV-Regular.ttf") }'

    paper = pdf.write(_html("<p>본문"), css=[rule, *CSS])

    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True)]
    assert set(Path(tempfile.gettempdir()).glob("weasyprint-*")) == folders


def test_stylesheet_without_a_file_is_an_error():
    with pytest.raises(FileNotFoundError):
        stylesheets.read("css/none.css")


def test_pack_brings_everything_to_the_second_process():
    parts = [Part("<p>가", {"a": b"\x00\xff"}), Part("<p>나")]

    assert printjobs.unpack(printjobs.pack(parts, css=CSS)) == Job(parts, CSS, None)
