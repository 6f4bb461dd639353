"""Papers as web pages in a browser: readable on a phone, loading nothing, and printed on as many pages as the PDF."""

import io

import pikepdf
import pytest

from tests import papers
from tests.browser.conftest import DESK, PHONE


@pytest.mark.parametrize("kind", papers.as_html())
def test_paper_fits_the_screen_and_prints_as_the_pdf_does(open_page, kind):
    for drawn in papers.of_conference_1(kind).values():
        for width in (PHONE, DESK):
            page = open_page(width)
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.on("request", lambda request, said=said: said.append(request.url))
            page.set_content(drawn.html)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert [text for text in said if not text.startswith("data:")] == []
            page.close()
        page = open_page(DESK)
        page.set_content(drawn.html)
        printed = page.pdf(prefer_css_page_size=True)
        page.close()
        assert _sizes(printed) == _sizes(drawn.pdf)


def _sizes(pdf: bytes) -> list[tuple[int, ...]]:
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return [tuple(round(float(side)) for side in page.mediabox) for page in paper.pages]
