"""The brief's day on the workbench, and how the browser tests get about on it."""

from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import Locator, Page

from agenda import drafts
from agenda.models import Appearance, SessionKind
from tests.browser.looking import problems
from tests.browser.test_admin import PASSWORD
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import EventFactory, OrganizationFactory, RoomFactory


def build_day():
    """The brief's day: an opening, three talks and a panel, until the event's end."""
    event = EventFactory(open_now=True, slug="demo", name="제1회 M.AX 컨퍼런스")
    RoomFactory(venue=event.venue, name="소회의실")
    body = OrganizationFactory(name="명지대학교", short_name="명지대")
    rows = [("개회", SessionKind.OPENING, 10), ("발제1", SessionKind.TALK, 15), ("발제2", SessionKind.TALK, 15),
            ("발제3", SessionKind.TALK, 15), ("토론", SessionKind.PANEL, 65)]  # fmt: skip
    start = event.starts_at
    for number, (title, kind, minutes) in enumerate(rows):
        end = start + timedelta(minutes=minutes)
        session = SessionFactory(event=event, title=title, kind=kind, starts_at=start, ends_at=end)
        if kind != SessionKind.OPENING:
            speaker = SpeakerFactory(
                name=f"김연사{number}", organization=body, email=f"speaker{number}@example.com"
            )
            Appearance.objects.create(session=session, speaker=speaker)
        start = end
    return event


def times(event) -> dict[str, tuple[int, int]]:
    """Minutes from the event's start."""
    return {
        state.title: tuple(
            (moment - event.starts_at) // timedelta(minutes=1) for moment in (state.starts_at, state.ends_at)
        )
        for state in drafts.read(event.pk).values()
    }


def enter(page: Page, event, user, *, view: str = "") -> list[str]:
    """Signs in and opens the workbench; the list fills with what the page complains about."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda message: (
            heard.append(message.text)
            if message.type == "error" and "status of 4" not in message.text
            else None
        ),
    )
    page.goto(reverse("account_login"))
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="로그인", exact=True).click()
    page.wait_for_url("**/admin/")
    page.goto(reverse("admin:agenda_session_programme", args=[event.pk]) + view)
    return heard


def row(page: Page, title: str):
    return page.locator(f'[data-row][data-name="{title}"]')


def cell(page: Page, title: str, field: str = "title"):
    return row(page, title).locator(f"[data-field={field}]")


def said(page: Page):
    return page.locator("[data-live]")


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def opened(page: Page):
    return page.locator("[data-cell]")


def field(page: Page, name: str):
    return opened(page).locator(f"[name={name}]")


def axe(page: Page) -> list[str]:
    """What is wrong with the workbench; the frame around it is unfold's."""
    return problems(page, "[data-workbench]")
