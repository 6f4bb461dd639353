"""axe-core finds nothing on the public pages and the desk, in both languages, on a phone and a desk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from registrations.models import Registration
from tests.browser import scene
from tests.browser.conftest import DESK, PHONE
from tests.factories.registrations import RegistrationFactory

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

pytestmark = pytest.mark.django_db(transaction=True)


def violations(page: Page, address: str) -> list[str]:
    """What axe finds on a page, and whether it is wider than the screen."""
    page.goto(address)
    return _found(page)


def _found(page: Page) -> list[str]:
    address = page.url
    found = [
        f"{address}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in Axe().run(page, options=RULES).response["violations"]
        for node in rule["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: scrolls sideways at {page.viewport_size}")
    return found


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages(open_page, prefix, width):
    page = open_page(width)
    problems: list[str] = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if "Content Security" in message.text else None,
    )

    for address in scene.build().pages():
        problems += violations(page, prefix + address)

    assert problems == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_form_with_errors(open_page, prefix, width):
    scene.build()
    page = open_page(width)
    page.goto(f"{prefix}/events/demo/register/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[role=alert]")

    found = Axe().run(page, options=RULES).response["violations"]

    assert found == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_desk(open_page, prefix, width):
    made = scene.build()
    client = Client()
    client.force_login(scene.desk_user(made.event))
    page = open_page(
        width, cookies={settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    )

    problems = []
    for address in ("/desk/", "/desk/demo/", "/desk/demo/?q=박정호", "/desk/demo/?q=없음"):
        problems += violations(page, prefix + address)

    assert problems == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_way_to_all_registrations(open_page, prefix, width, mailoutbox):
    """The address, a wrong code, the right one, the list."""
    scene.build()
    guest = Registration.objects.confirmed().get()
    RegistrationFactory(event__open_now=True, email=guest.email)
    page = open_page(width)
    problems = violations(page, f"{prefix}/my/")

    page.locator("main form button[type=submit]").click()
    problems += _found(page)
    page.locator("input[name=email]").fill(guest.email)
    page.locator("main form button[type=submit]").click()
    problems += _found(page)
    page.locator("input[name=code]").fill("0000-0000")
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[role=alert]")
    problems += _found(page)
    page.locator("input[name=code]").fill(re.search(r"\d{4}-\d{4}", mailoutbox[-1].body)[0])
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector(".card")
    problems += _found(page)

    assert page.locator(".card").count() == 2
    assert problems == []
