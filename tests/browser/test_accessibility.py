"""axe-core finds nothing on the public pages and the desk, in both languages, on a phone and a desk."""

import re

import pytest
from playwright.sync_api import Page

from registrations.models import Registration
from tests.browser import scene
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.factories.admin import desk_user
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def violations(page: Page, address: str) -> list[str]:
    """What is wrong with the page of an address."""
    page.goto(address)
    return problems(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages(open_page, prefix, width):
    page = open_page(width)
    found: list[str] = []
    page.on(
        "console",
        lambda message: found.append(message.text) if "Content Security" in message.text else None,
    )

    for address in scene.build().pages():
        found += violations(page, prefix + address)

    assert found == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_form_with_errors(open_page, prefix, width):
    scene.build()
    page = open_page(width)
    page.goto(f"{prefix}/events/demo/register/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[role=alert]")

    assert problems(page) == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_desk(open_page, prefix, width):
    made = scene.build()
    page = scene.signed_in(open_page, desk_user(made.event), width)

    found = []
    for address in ("/desk/", "/desk/demo/", "/desk/demo/?q=박정호", "/desk/demo/?q=없음"):
        found += violations(page, prefix + address)

    assert found == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_way_to_all_registrations(open_page, prefix, width, mailoutbox):
    """The address, a wrong code, the right one, the list."""
    scene.build()
    guest = Registration.objects.confirmed().get()
    RegistrationFactory(event__open_now=True, email=guest.email)
    page = open_page(width)
    found = violations(page, f"{prefix}/my/")

    page.locator("main form button[type=submit]").click()
    found += problems(page)
    page.locator("input[name=email]").fill(guest.email)
    page.locator("main form button[type=submit]").click()
    found += problems(page)
    page.locator("input[name=code]").fill("0000-0000")
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[role=alert]")
    found += problems(page)
    page.locator("input[name=code]").fill(re.search(r"\d{4}-\d{4}", mailoutbox[-1].body)[0])
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector(".card")
    found += problems(page)

    assert page.locator(".card").count() == 2
    assert found == []
