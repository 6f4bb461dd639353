"""The admin and the sign-in in a real Chromium: both work under their content security policies."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from events.models import Document, DocumentState
from tests.factories.admin import make_world, organizer_of

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def organizer(world):
    return organizer_of(world.event, email="organizer@example.com")


def _sign_in(page, user):
    page.goto(reverse("account_login"))
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="로그인", exact=True).click()
    page.wait_for_url("**/admin/")


def _listen(page) -> list[str]:
    """What the page complains about."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_admin_pages_work_under_their_policy(open_page, world, organizer):
    page = open_page(1280)
    heard = _listen(page)
    _sign_in(page, organizer)

    for model, row in (world.rows() | world.shared_rows()).items():
        page.goto(reverse(f"admin:{model}_changelist"))
        page.goto(reverse(f"admin:{model}_change", args=[row.pk]))
    page.goto(reverse("admin:events_event_change", args=[world.event.pk]))
    contacts = page.locator("[name^=contacts-][name$=-department]:visible")
    before = contacts.count()
    page.get_by_role("link", name="담당 부서 더 추가하기").click()

    assert contacts.count() == before + 1
    assert heard == []


@pytest.mark.parametrize("width", [360, 1280])
def test_admin_pages_need_no_scrolling_sideways(open_page, world, organizer, width):
    page = open_page(width)
    _sign_in(page, organizer)
    rows = world.rows()
    event = world.event.pk
    addresses = [
        reverse("admin:index"),
        reverse("admin:events_event_change", args=[event]),
        reverse("admin:agenda_session_programme", args=[event]),
        reverse("admin:agenda_session_change", args=[rows["agenda_session"].pk]),
        reverse("admin:agenda_release_change", args=[rows["agenda_release"].pk]),
        reverse("admin:registrations_registration_changelist"),
        reverse("admin:events_document_of_event", args=[event]),
        reverse("admin:events_message_change", args=[rows["events_message"].pk]),
    ]

    def overflow(address: str) -> int:
        page.goto(address)
        return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert {address: overflow(address) for address in addresses} == dict.fromkeys(addresses, 0)


def test_progress_of_a_paper_moves_without_reloading(open_page, world, organizer):
    paper = Document.objects.create(
        event=world.event,
        kind="badges",
        state=DocumentState.RENDERING,
        done=3,
        total=40,
        requested_at=timezone.now(),
        claimed_at=timezone.now(),
    )
    page = open_page(1280)
    _sign_in(page, organizer)
    page.goto(reverse("admin:events_document_of_event", args=[world.event.pk]))
    page.evaluate("window.isTheSamePage = true")
    assert page.get_by_text("3/40 작성 중").is_visible()

    Document.objects.filter(pk=paper.pk).update(done=25)
    page.get_by_text("25/40 작성 중").wait_for()
    Document.objects.filter(pk=paper.pk).update(state=DocumentState.FAILED, error="확정된 참가자가 없습니다.")
    page.get_by_text("확정된 참가자가 없습니다.").wait_for()

    assert page.evaluate("window.isTheSamePage") is True


def test_passkey_is_added_and_signs_in(open_page, world, organizer):
    page = open_page(1280)
    heard = _listen(page)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    _sign_in(page, organizer)

    page.goto(reverse("mfa_add_webauthn"))
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="확인").click()
    page.fill("[name=name]", "업무용 노트북")
    page.check("[name=passwordless]")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")  # allauth makes them with the first factor
    assert Authenticator.objects.filter(user=organizer, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="패스키로 로그인").click()
    page.wait_for_url("**/admin/")

    assert page.get_by_text(organizer.email).first.is_visible()
    assert heard == []
