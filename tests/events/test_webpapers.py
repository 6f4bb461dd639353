"""Papers as web pages: one file that brings all it needs, runs nothing, and says what the PDF says."""

import base64
import hashlib
import re
import subprocess

import pytest
from lxml import html as markup

from events import kinds, stylesheets, webpapers
from events.kinds import OnlyAsPdf, Pages
from events.printjobs import Part
from tests import conference, papers
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

HEAD = '<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>제목</title></head>'
FOOT = '<div class="paper-release">확정본 1호 (2026. 5. 13.)</div><div class="paper-printed">출력 &lt;지금&gt;</div>'
MARKS = str.maketrans("", "", "□ㅇ-*")  # which style sheets put before the lines of a paper
RUNNING = ("paper-release", "paper-printed", "paper-mark")  # artifacts in the PDF: in the foot of each page


def _finish(*bodies: str, is_served: bool = False, **pictures: bytes) -> webpapers.WebPaper:
    parts = [Part(f"{HEAD}<body>{body}</body></html>", pictures) for body in bodies]
    return webpapers.finish(Pages(parts=parts, css=["p{color:red}"], name="paper"), is_served=is_served)


def test_page_runs_nothing_and_loads_nothing_but_its_own_style():
    paper = _finish("<p>본문</p>")

    [style] = re.findall(r"<style>(.*?)</style>", paper.html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert paper.policy == {
        "default-src": ["'none'"],
        "style-src": [f"'sha256-{digest}'"],
        "img-src": ["data:"],
        "font-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in paper.html
    assert style.startswith("p{color:red}\n")
    assert "url(" not in style


def test_served_page_fetches_the_sites_fonts():
    paper = _finish("<p>본문</p>", is_served=True)

    assert paper.policy["font-src"] == ["'self'"]
    assert paper.html.count('url("/static/fonts/PretendardGOV-') == 2


def test_pictures_are_in_the_page():
    paper = _finish('<img src="picture:a" alt="가">', a=b"PNG")

    assert '<img src="data:image/png;base64,UE5H" alt="가">' in paper.html


def test_text_that_looks_like_a_picture_or_a_tag_stays_text():
    text = "src=&quot;picture:a&quot; &lt;/body&gt; &lt;meta charset=&quot;utf-8&quot;&gt;"

    paper = _finish(f"<p>{text}</p>")

    assert f"<p>{text}</p></body></html>" in paper.html


def test_all_parts_are_in_one_page():
    paper = _finish("<p>하나</p>", "<p>둘</p>", "<p>셋</p>")

    assert "<body><p>하나</p><p>둘</p><p>셋</p></body></html>" in paper.html


def test_what_runs_in_the_foot_of_pages_is_in_margin_boxes():
    css = stylesheets.read(webpapers.SCREEN_CSS)

    [boxes] = re.findall(r"@page \{ (@.*) \}</style>", _finish(FOOT).html)

    assert "@bottom-left" in css
    assert re.findall(r'@([a-z-]+) \{ content: "(.*?)"; \}', boxes) == [
        ("bottom-left", r"확정본\0000201호\000020\0000282026\00002e\0000205\00002e\00002013\00002e\000029"),
        ("bottom-right", r"출력\000020\00003c지금\00003e"),
    ]


def test_paper_that_is_no_html_says_so():
    plain = kinds.Kind(name="plain", label="그림", renderer="nowhere")

    with pytest.raises(OnlyAsPdf, match="PDF로만 만들 수 있는 문서입니다: 그림"):
        plain.web_page(event_id=1, language="ko", at=conference.PRINTED_AT, options={})


@pytest.mark.django_db
def test_markup_in_a_name_stays_text():
    event = EventFactory()
    name = """<script>alert("1")</script>{{ event }}' onload='"""
    RegistrationFactory(event=event, name=name, organization="</title></style><style>*{display:none}")

    page = markup.fromstring(papers.page(event, "register").html)

    first, *_blank = page.find_class("register-name")[1:]
    assert first.text_content() == name
    assert page.xpath("//script") == []
    assert len(page.xpath("//style")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", papers.LANGUAGES)
@pytest.mark.parametrize("kind", papers.as_html())
def test_html_and_pdf_say_the_same(kind, language):
    drawn = papers.of_conference_1(kind)[language]

    said, written = _spoken(drawn.pdf), _written(drawn.html)

    assert len(written) > 30
    assert said == written


@pytest.mark.django_db
@pytest.mark.parametrize("kind", papers.as_html())
def test_page_has_language_and_title(kind):
    for language, drawn in papers.of_conference_1(kind).items():
        page = markup.fromstring(drawn.html)
        assert page.get("lang") == language
        assert page.findtext(".//title").strip()


def _spoken(pdf: bytes) -> str:
    """What a screen reader says of the PDF, without the spaces and the marks of lines."""
    tree = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return _plain("".join(re.findall(r'^\s*"(.*)"$', tree, re.MULTILINE)))


def _written(page: str) -> str:
    body = markup.fromstring(page).find("body")
    for name in RUNNING:
        for element in body.find_class(name):
            element.drop_tree()
    return _plain("".join(body.itertext()))


def _plain(text: str) -> str:
    return "".join(text.split()).translate(MARKS)
