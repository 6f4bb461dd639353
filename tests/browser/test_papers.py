"""Papers as web pages in a browser: readable on a phone, loading nothing, and printed on as many pages as the PDF."""

import io

import pikepdf
import pytest

from registrations.models import BadgeLayout
from tests import papers
from tests.browser.conftest import DESK, PHONE
from tests.factories.badges import make_layout
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory


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


@pytest.mark.parametrize("kind", ["register", "desk-list"])
def test_names_without_spaces_fit_a_phone(open_page, kind):
    event = EventFactory()
    RegistrationFactory(
        event=event, name="김" * 40, organization="가" * 60, title="Bundesangelegenheiten" * 2
    )
    page = open_page(PHONE)

    page.set_content(papers.page(event, kind).html)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_badges_wider_than_a_phone_are_scrolled_by_themselves(open_page):
    event = EventFactory()
    RegistrationFactory(event=event)
    own = {"material": "hanging", "page": [210, 297], "cells": [1, 2], "size": [150, 90]}
    layout = make_layout(event, sheet="hanging-86x54", own_sheet=own)
    BadgeLayout.objects.update(sheet="")
    page = open_page(PHONE)

    page.set_content(papers.page(event, "badges", layout=f"own-{layout.pk}").html)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def _sizes(pdf: bytes) -> list[tuple[int, ...]]:
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return [tuple(round(float(side)) for side in page.mediabox) for page in paper.pages]
