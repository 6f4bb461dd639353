"""수신 거부: one click from any mail program, kept as a hash."""

import pytest
from django.test import Client
from django.urls import reverse

from registrations import newsrefusals
from registrations.models import NewsRefusal
from tests.factories.events import NOON

pytestmark = pytest.mark.django_db


def token_of(email: str) -> str:
    return newsrefusals.token(newsrefusals.subject(email))


def page(token: str) -> str:
    return reverse("registrations:news", args=[token])


def test_refusal_holds_for_the_address_in_any_spelling_and_keeps_no_address():
    newsrefusals.refuse(token=token_of("Kim@example.com"), at=NOON)

    assert newsrefusals.since(["kim@EXAMPLE.com", "lee@example.com"]) == {"kim@EXAMPLE.com": NOON}
    assert "kim" not in str(NewsRefusal.objects.values().get())


def test_bare_post_of_a_mail_program_refuses():
    program = Client(enforce_csrf_checks=True)  # no cookie, no token, no page before

    response = program.post(
        page(token_of("kim@example.com")), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert list(newsrefusals.since(["kim@example.com"])) == ["kim@example.com"]


def test_looking_at_the_link_refuses_nothing(client):
    response = client.get(page(token_of("kim@example.com")))

    assert response.status_code == 200
    assert "수신 거부하기" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert NewsRefusal.objects.count() == 0


def test_refusing_twice_is_one_refusal(client):
    for _n in range(2):
        response = client.post(page(token_of("kim@example.com")))

    assert "더 보내지 않습니다" in response.content.decode()
    assert NewsRefusal.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "a~b", "news:1", "0" * 64 + "~" + "x" * 43])
def test_forged_link_is_not_found_and_refuses_nothing(client, token):
    assert client.post(page(token)).status_code == 404
    assert NewsRefusal.objects.count() == 0


def test_page_is_there_in_english(client):
    token = token_of("kim@example.com")

    assert client.get(f"/en{page(token)}").status_code == 200
