"""HTML becomes PDF with our fonts, and with nothing that the paper does not bring itself."""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
import psutil
import pytest

from events import pdf, printjobs, stylesheets
from events.printjobs import CannotBeSet, Job, Part, Refused
from events.stamps import Fill, Look, Picture, Stamp, Words
from tests import pdfs, tagged
from tests.pictures import png

RARE = "뷁쀍햏똠쌰 洪吉童 「」『』【】·※○●□■△▲▶①⑩㈜→ Nguyễn Сергей"
CSS = ['body { font-family: "Pretendard GOV" } b { font-weight: 700 }']


def _html(body: str, *, title: str = "시험", language: str = "ko") -> str:
    return f'<!doctype html><html lang="{language}"><head><title>{title}</title></head><body>{body}</body></html>'


def _write(html, *, css):
    return pdf.write_parts([Part(html)], css=css, progress=_no_progress)


def _no_progress(done: int, total: int) -> None:
    return


def test_write_embeds_only_our_fonts():
    paper = _write(_html("<p>본문 <b>굵게</b></p>"), css=CSS)

    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True), ("Pretendard-GOV-Bold", True, True)]


def test_write_shows_rare_syllables_and_hanja_in_our_font():
    paper = _write(_html(f"<p>{RARE}</p>"), css=CSS)

    assert pdfs.text(paper).split() == RARE.split()
    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True)]


def test_write_tags_the_pdf_with_title_and_language():
    paper = _write(_html("<h1>제목</h1>", title="프로그램", language="en"), css=CSS)

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
        _write(_html(f'<img src="{source}" alt="">'), css=CSS)


def test_write_refuses_what_a_style_sheet_fetches():
    with pytest.raises(Refused):
        _write(_html("<p>본문</p>"), css=["p { background: url(file:///etc/hostname) }"])


def test_write_parts_joins_them_in_order_with_their_pictures():
    parts = [
        Part(_html(f'<p>쪽{n}<img src="picture:a" alt="그림{n}">'), {"a": png(mode="L", colour="black")})
        for n in range(3)
    ]
    told = []

    paper = pdf.write_parts(parts, css=CSS, progress=lambda done, total: told.append((done, total)))

    assert [page.split() for page in pdfs.pages(paper)] == [["쪽0"], ["쪽1"], ["쪽2"]]
    assert told == [(3, 3)]
    assert tagged.faults(paper) == []


def test_write_parts_of_a_long_paper_keeps_order_title_and_fonts():
    parts = [
        Part(
            _html(f'<p>쪽{n}<img src="picture:a" alt="그림{n}">', title="긴 문서"),
            {"a": png(mode="L", colour="black")},
        )
        for n in range(7)
    ]
    told = []

    paper = pdf.write_parts(parts, css=CSS, progress=lambda done, total: told.append((done, total)))

    assert [page.split() for page in pdfs.pages(paper)] == [[f"쪽{n}"] for n in range(7)]
    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True)]
    with pikepdf.open(io.BytesIO(paper)) as document:
        assert str(document.docinfo["/Title"]) == "긴 문서"
        assert str(document.Root.Lang) == "ko"
    assert told == [(done, 7) for done in range(1, 8)]
    assert tagged.faults(paper) == []
    assert tagged.figures(paper) == [f"그림{n}" for n in range(7)]


def test_write_parts_asks_for_a_part_when_it_can_be_set():
    told, ahead = [], []

    def parts():
        for n in range(40):
            ahead.append(n + 1 - len(told))
            yield Part(_html(f"<p>쪽{n}"))

    paper = pdf.write_parts(
        parts(), css=CSS, progress=lambda done, total: told.append((done, total)), total=40
    )

    assert [page.split() for page in pdfs.pages(paper)] == [[f"쪽{n}"] for n in range(40)]
    assert told[-1] == (40, 40)
    assert max(ahead) < 20


def test_write_parts_needs_the_total_of_what_has_no_length():
    with pytest.raises(TypeError, match="total"):
        pdf.write_parts((Part("") for _ in range(2)), css=CSS, progress=_no_progress)


@pytest.mark.parametrize("count", [1, 7])
def test_write_parts_says_what_is_refused(count):
    parts = [
        *(Part(_html("<p>쪽")) for _ in range(count - 1)),
        Part(_html('<img src="file:///etc/hostname" alt="">')),
    ]

    with pytest.raises(Refused, match="file:///etc/hostname"):
        pdf.write_parts(parts, css=CSS, progress=_no_progress)


def test_write_parts_of_nothing_is_an_error():
    with pytest.raises(CannotBeSet):
        pdf.write_parts([], css=CSS, progress=_no_progress)


def _processes():
    return {child.pid: child for child in psutil.Process().children(recursive=True)}


@pytest.mark.parametrize("is_setter", [True, False])
def test_killed_process_is_an_error_and_leaves_nothing(is_setter, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before, killed = set(_processes()), []

    def progress(done, total):
        if not killed:
            new = [child for pid, child in _processes().items() if pid not in before]
            room = next(child for child in new if child.ppid() == os.getpid())
            killed.append(next(child for child in new if child != room) if is_setter else room)
            killed[0].kill()

    with pytest.raises(CannotBeSet, match="ended over"):
        pdf.write_parts([Part(_html(f"<p>쪽{n}")) for n in range(40)], css=CSS, progress=progress)

    psutil.wait_procs([child for pid, child in _processes().items() if pid not in before], timeout=10)
    assert set(_processes()) <= before
    assert list(tmp_path.iterdir()) == []


def test_parts_that_fail_midway_leave_no_process():
    before = set(_processes())

    def parts():
        yield from (Part(_html(f"<p>쪽{n}")) for n in range(6))
        raise LookupError

    with pytest.raises(LookupError):
        pdf.write_parts(parts(), css=CSS, progress=_no_progress, total=7)

    assert set(_processes()) <= before


def test_this_process_never_carries_the_engine():
    code = (
        "import sys; from django.conf import settings; settings.configure(BASE_DIR='.');"
        "from events import pdf, presses; sys.exit('weasyprint' in sys.modules or 'pikepdf' in sys.modules)"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_write_copies_no_font_for_a_font_face_rule():
    folders = set(Path(tempfile.gettempdir()).glob("weasyprint-*"))
    rule = '@font-face { font-family: "Pretendard GOV"; src: url("../fonts/PretendardGOV-Regular.ttf") }'

    paper = _write(_html("<p>본문"), css=[rule, *CSS])

    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True)]
    assert set(Path(tempfile.gettempdir()).glob("weasyprint-*")) == folders


def test_stylesheet_without_a_file_is_an_error():
    with pytest.raises(FileNotFoundError):
        stylesheets.read("css/none.css")


def test_pack_brings_everything_to_the_second_process():
    look = Look(12, 6, is_bold=True, colour="#000000")
    items = (
        Fill(0, 0, 1, 1, "#ffffff"),
        Words(0, 0, 9, "가\n나", "left", look),
        Picture(0, 0, 1, 1, "a", alt="가"),
    )
    parts = [Part("<p>가", {"a": b"\x00\xff"}, stamps=((Stamp(1, 2, 3, 4, items),), ())), Part("<p>나")]

    assert printjobs.unpack(printjobs.pack(parts, css=CSS)) == Job(parts, CSS, None)
