"""A forgotten password: asked for by anybody, answered by mail, and nothing told about who has an account."""

import re

import pytest
from django.urls import reverse

from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def organizer(db):
    return organizer_of(EventFactory(), email="organizer@example.com")


def _ask(client, email="organizer@example.com", **extra):
    return client.post(reverse("account_reset_password"), {"email": email}, **extra)


def test_forgotten_password_is_set_anew_by_mail(client, organizer, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "organizer@example.com"})

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["organizer@example.com"], "[M.AX 포럼] 비밀번호 초기화 이메일")
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.body)[1]
    form = client.get(link, follow=True)
    client.post(
        form.redirect_chain[-1][0], {"password1": "another long one", "password2": "another long one"}
    )
    organizer.refresh_from_db()
    assert organizer.check_password("another long one")


def test_forgotten_password_of_nobody_sends_nothing_and_reads_alike(client, organizer, mailoutbox):
    known = client.post(reverse("account_reset_password"), {"email": "organizer@example.com"}).url
    mailoutbox.clear()

    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"}).url

    assert unknown == known
    assert mailoutbox == []


def test_second_factor_can_be_set_up_after_a_reset_was_asked_for(client, organizer):
    _ask(client)

    client.post(reverse("account_login"), {"login": organizer.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(reverse("mfa_activate_totp")).status_code == 200
