"""개최 알림 신청 over HTTP: the form on the event page, the same answer for everybody, a link that acts on POST alone."""

import re
import time

import pytest
from django.test import Client

from events import codes, pacing
from events.models import EventState, Message
from registrations import interestmails
from registrations.models import Interest
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(
        slug="robots", state=EventState.PLANNED, starts_at=None, ends_at=None, venue=None, room=None
    )


def _ask(client, email="gildong@example.com", consent="on", prefix=""):
    return client.post(f"{prefix}/events/robots/interest/", {"email": email, "consent": consent})


def _own(interest, prefix=""):
    return f"{prefix}/interest/{codes.derive_token(interestmails.subject(interest.code))}/"


def test_planned_event_leads_to_the_form(client, event):
    assert 'href="/events/robots/interest/"' in client.get("/events/robots/").content.decode()
    page = client.get("/events/robots/interest/").content.decode()
    for word in ("목적", "항목", "보유 기간", "거부할 권리"):
        assert f"<dt>{word}</dt>" in page
    assert "checked" not in page


def test_event_that_takes_registrations_has_no_form(client):
    EventFactory(slug="robots", open_now=True)

    assert "/interest/" not in client.get("/events/robots/").content.decode()
    assert "지금은 개최 알림을 받지 않습니다." in client.get("/events/robots/interest/").content.decode()
    assert _ask(client).status_code == 422
    assert not Interest.objects.exists()


def test_wish_is_confirmed_from_the_mail(client, event, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        response = _ask(client)

    assert response.url == "/events/robots/interest/asked/"
    link = re.search(r"http://testserver(/interest/\S+/)", mailoutbox[0].body)[1]
    assert "아직 확인하지 않으셨습니다." in client.get(link).content.decode()
    assert client.post(link, {"confirm": "1"}).url == link
    assert Interest.objects.get().confirmed_at
    assert "신청되어 있습니다." in client.get(link).content.decode()


def test_wish_in_english_is_kept_in_english(client, event):
    _ask(client, prefix="/en")

    interest = Interest.objects.get()
    assert interest.language == "en"
    assert "/en/interest/" in Message.objects.get().text


@pytest.mark.parametrize("fields", [{"email": ""}, {"email": "x"}, {"consent": ""}])
def test_form_without_address_or_consent_is_refused(client, event, fields):
    response = _ask(client, **fields)

    assert response.status_code == 422
    assert not Interest.objects.exists()


def test_known_and_unknown_addresses_are_answered_alike(client, event):
    answers = []
    for _time in range(2):
        began = time.monotonic()
        response = _ask(client)
        assert time.monotonic() - began >= pacing.LEAST
        headers = {name: value for name, value in response.headers.items() if name != "Expires"}
        answers.append((response.status_code, headers, response.content))

    assert answers[0] == answers[1]


def test_fourth_wish_of_one_address_is_told_to_wait(client, event):
    assert [_ask(client).status_code for _time in range(4)] == [302, 302, 302, 429]


@pytest.mark.parametrize("body", [{"leave": "1"}, {"List-Unsubscribe": "One-Click"}, {}])
def test_post_takes_the_wish_back_without_cookies_or_a_form_token(client, event, body):
    _ask(client)
    link = _own(Interest.objects.get())
    mail_program = Client(enforce_csrf_checks=True)

    for _time in range(2):
        response = mail_program.post(link, body)

    assert response.status_code == 200
    assert not Interest.objects.exists()


def test_link_that_is_used_up_and_one_that_never_was_read_alike(client, event):
    _ask(client)
    link = _own(Interest.objects.get())
    client.post(link, {"leave": "1"})

    used, forged = client.get(link), client.get("/interest/forged/")

    assert (used.status_code, used.content) == (forged.status_code, forged.content)
    assert client.post(link, {"confirm": "1"}).status_code == 404


def test_own_page_is_private(client, event):
    _ask(client)

    response = client.get(_own(Interest.objects.get()))

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


def test_name_of_an_event_does_not_forge_the_mails_head(client):
    EventFactory(
        slug="robots", state=EventState.PLANNED, name="행사\r\nBcc: x@example.com", registration_opens_at=NOON
    )

    _ask(client)

    assert "\n" not in Message.objects.get().subject


def test_mail_programs_one_click_takes_the_wish_back(
    client, event, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        _ask(client)
    headers = mailoutbox[0].extra_headers
    program = Client(enforce_csrf_checks=True)  # it has no cookies, and has seen no page before
    address = headers["List-Unsubscribe"].removeprefix("<http://testserver").removesuffix(">")

    response = program.post(
        address, headers["List-Unsubscribe-Post"], content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert not Interest.objects.exists()
