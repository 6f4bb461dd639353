"""Every paper can be read to those who do not see it, and what is wrong with one is found."""

import subprocess

import pytest

from events import printjobs, typesetter
from events.printjobs import Part
from registrations import certificateprint
from tests import conference, papers, pdfchecks


def _set(body: str, *, css: str = "", head: str = "<title>제목</title>", lang: str = ' lang="ko"') -> bytes:
    html = f"<!doctype html><html{lang}><head>{head}</head><body>{body}</body></html>"
    return typesetter.typeset_part(Part(html), css=[css], variant=printjobs.ACCESSIBLE)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", papers.every_kind())
def test_paper_is_accessible(kind):
    for language, drawn in papers.of_conference_1(kind).items():
        assert (language, pdfchecks.faults(drawn.pdf)) == (language, [])


@pytest.mark.django_db
def test_paper_of_several_parts_is_accessible(monkeypatch):
    monkeypatch.setattr(certificateprint, "ON_A_PART", 2)

    assert pdfchecks.faults(papers.pdf(conference.held(), "certificates")) == []


def test_what_stands_in_the_margins_is_not_read_out():
    css = '@page { @bottom-center { content: "꼬리말" counter(page) } } p { break-after: page }'

    paper = _set("<p>하나</p><p>둘</p>", css=css)

    tree = subprocess.run(["pdfinfo", "-struct-text", "-"], input=paper, capture_output=True, check=True)
    assert [word for word in ("하나", "둘", "꼬리말") if word in tree.stdout.decode()] == ["하나", "둘"]
    text = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True)
    assert text.stdout.decode().count("꼬리말") == 2
    assert pdfchecks.faults(paper) == []


def test_terms_in_pairs_are_items_with_label_and_body():
    paper = _set("<dl><div><dt>성명</dt><dd>홍길동</dd></div></dl>")

    assert [role for role in pdfchecks.roles(paper) if role not in {"Span", "NonStruct"}] == [
        "Document",
        "L",
        "LI",
        "Lbl",
        "LBody",
    ]
    assert pdfchecks.faults(paper) == []


def test_paper_without_tags_is_left_alone():
    html = "<!doctype html><html lang=ko><title>가</title><p>나</p>"

    paper = typesetter.typeset_part(Part(html), css=[], variant=None)

    assert "It has no structure tree." in pdfchecks.faults(paper)
    assert "It is not marked as tagged." in pdfchecks.faults(paper)


ROW = "<tr><td>가</td></tr>"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>가</h1><h3>나</h3>", "A heading of level 3 follows one of level 1."),
        ("<h2>가</h2>", "A heading of level 2 follows one of level 0."),
        (f"<table>{ROW}</table>", "A table has no header cell."),
        ("<dl><section><dt>가</dt><dd>나</dd></section></dl>", "A /LI stands in /Sect."),
    ],
)
def test_what_is_wrong_with_a_paper_is_found(body, fault):
    assert fault in pdfchecks.faults(_set(body))


def test_paper_that_brings_no_title_is_found():
    assert "It has no title." in pdfchecks.faults(_set("<p>본문</p>", head=""))
