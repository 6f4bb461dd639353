"""A desk whose roster is loaded, at an event with three guests."""

import pytest
from playwright.sync_api import Page

from registrations.views import desk_app
from tests.browser.conftest import DESK
from tests.browser.offline.app import load
from tests.browser.scene import signed_in
from tests.factories.admin import desk_user
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory


@pytest.fixture
def event():
    return EventFactory(slug="demo", open_now=True, name="제1회 M.AX 컨퍼런스")


@pytest.fixture
def guests(event):
    people = [
        ("박정호", "명지대학교", "교수", "+821012345678", "QKRW3467"),
        ("김수진", "(주)한국기계", "부장", "+821022223333", "ACDE3467"),
        ("김수진", "전자신문", "기자", "+821044445555", "ACDE9976"),
    ]
    return {
        code: RegistrationFactory(
            event=event, name=name, organization=body, title=title, phone=phone, code=code
        )
        for name, body, title, phone, code in people
    }


# On a loaded machine an answer may take long: it is then no sign that the network is gone.
PATIENT = """const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = () => timeout(60_000);"""


@pytest.fixture
def open_desk(open_page, event, guests, monkeypatch):
    """Makes a device at the desk, with the roster loaded and open."""
    user = desk_user(event)
    monkeypatch.setattr(desk_app, "PATIENCE", 60_000)

    def make(label="데스크 1", width=DESK, script=PATIENT) -> Page:
        page = signed_in(open_page, user, width)
        page.context.add_init_script(script)
        page.goto("/desk/demo/app/")
        load(page, label)
        return page

    return make
