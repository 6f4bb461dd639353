"""Joined PDFs: pages in order, one font, and tags that lead from every mark to its element."""

import io

import pikepdf
import pytest

from events import joining, pdf
from events.printjobs import ACCESSIBLE, CannotBeSet, Part
from events.typesetter import typeset_part
from tests import pdfs, tagged
from tests.pictures import png

CSS = ['body { font-family: "Pretendard GOV" } h1 { bookmark-level: 1 } p { break-after: page }']


def _chunk(body, *, title="시험", pictures=None):
    html = f'<!doctype html><html lang="ko"><head><title>{title}</title></head><body>{body}</body></html>'
    return typeset_part(Part(html, pictures or {}), css=CSS, variant=ACCESSIBLE)


def test_join_keeps_pages_in_order_and_what_the_first_says():
    paper = joining.join([_chunk(f"<p>가{n}</p><p>나{n}</p>", title=f"제목{n}") for n in range(3)])

    assert [page.split() for page in pdfs.pages(paper)] == [
        [f"{word}{n}"] for n in range(3) for word in "가나"
    ]
    with pikepdf.open(io.BytesIO(paper)) as document:
        assert str(document.docinfo["/Title"]) == "제목0"
        assert str(document.Root.Lang) == "ko"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_join_leads_every_mark_to_its_element():
    body = '<h1>제목{n}</h1><p>글 <a href="https://example.com/">길</a></p><div><img src="picture:a" alt="그림{n}"></div>'

    paper = joining.join(
        [_chunk(body.format(n=n), pictures={"a": png(mode="L", colour="black")}) for n in range(4)]
    )

    assert tagged.faults(paper) == []
    assert tagged.figures(paper) == ["그림0", "그림1", "그림2", "그림3"]


def test_join_tells_the_heads_of_two_tables_apart():
    table = "<table><tr><th>이름</th><th>소속</th></tr><tr><td>가</td><td>나</td></tr></table>"

    assert tagged.faults(joining.join([_chunk(table), _chunk(table), _chunk(table)])) == []


def test_join_has_one_copy_of_each_font_that_reads_back():
    bodies = ["<p>가나다 <b>굵게</b></p>", "<p>다라마</p>", "<p>뷁쀍 Nguyễn ㈜→</p>"]

    paper = joining.join([_chunk(body) for body in bodies])

    assert pdfs.text(paper).split() == ["가나다", "굵게", "다라마", "뷁쀍", "Nguyễn", "㈜→"]
    with pikepdf.open(io.BytesIO(paper)) as document:
        files = [obj for obj in document.objects if isinstance(obj, pikepdf.Stream) and "/Length1" in obj]
        assert len(files) == 2


def test_join_draws_what_the_chunks_draw():
    chunks = [_chunk(f"<p>{text} <b>{text}</b></p>") for text in ("가각간 Á", "힣뷁쀍 Ế", "ABC 1½ㄱ")]

    paper = joining.join(chunks)

    for number, chunk in enumerate(chunks):
        page = pdfs.picture(paper, page=number + 1)
        assert page.tobytes() == pdfs.picture(chunk, page=1).tobytes()


def test_join_keeps_characters_that_no_font_has():
    rare = "가\U000f0000나"

    paper = joining.join([_chunk(f"<p>{rare}</p>"), _chunk("<p>다</p>")])

    assert tagged.faults(paper) == []
    assert pdfs.text(paper).split()[-1] == "다"


def test_join_keeps_links_to_places_of_their_own_chunk():
    body = '<p><a href="#there">가기</a></p><h1 id="there">여기{n}</h1>'

    paper = joining.join([_chunk(body.format(n=n)) for n in range(3)])

    with pikepdf.open(io.BytesIO(paper)) as document:
        names = pikepdf.NameTree(document.Root.Names.Dests)
        places = {
            name: (place.D if isinstance(place, pikepdf.Dictionary) else place)[0].objgen
            for name, place in names.items()
        }
        links = [str(page.obj.Annots[0].Dest) for page in document.pages if "/Annots" in page.obj]
        assert sorted(places) == list(places) == sorted(links)
        assert len(places) == 3
        assert [places[name] for name in links] == [document.pages[n].obj.objgen for n in (1, 3, 5)]


def test_join_appends_the_outline_of_each_chunk():
    paper = joining.join([_chunk(f"<h1>가{n}</h1><p>글</p><h1>나{n}</h1>") for n in range(3)])

    with pikepdf.open(io.BytesIO(paper)) as document:
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
            pages = [item.destination[0].objgen for item in outline.root]
        assert titles == ["가0", "나0", "가1", "나1", "가2", "나2"]
        assert pages == [page.obj.objgen for page in document.pages]
        assert int(document.Root.Outlines.Count) == 6


def test_join_of_nothing_or_of_pages_without_tags_is_refused():
    untagged = typeset_part(Part("<html lang=ko><p>가"), css=CSS, variant=None)

    with pytest.raises(ValueError, match="nothing"):
        joining.join([])
    with pytest.raises(ValueError, match="no tags"):
        joining.join([_chunk("<p>가</p>"), untagged])


def test_files_are_joined_by_a_process_of_their_own(tmp_path):
    files = [tmp_path / f"{n}.pdf" for n in range(3)]
    for n, file in enumerate(files):
        file.write_bytes(_chunk(f"<div>쪽{n}</div>"))

    assert [page.split() for page in pdfs.pages(pdf.join(files))] == [["쪽0"], ["쪽1"], ["쪽2"]]


def test_file_that_is_no_pdf_is_an_error(tmp_path, capfd):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"x")

    with pytest.raises(CannotBeSet):
        pdf.join([broken])

    assert "PdfError" in capfd.readouterr().err
