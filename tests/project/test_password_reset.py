"""A forgotten password: asked for by anybody, answered by mail, and nothing told about who has an account."""

import re
import time

import pytest
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone

from events import delivery, outbox, pacing
from events.models import Message, MessageState
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory, UserFactory
from tests.smtp import free_port

PASSWORD = "correct horse battery"
LINK = r"http://testserver(/accounts/password/reset/key/[^/]+/)"


@pytest.fixture
def organizer(db):
    return organizer_of(EventFactory(), email="organizer@example.com")


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Asks for a new password; the mails that are queued by it are sent."""

    def post(email="organizer@example.com", **extra):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("account_reset_password"), {"email": email}, **extra)

    return post


def _follow(client, body):
    """The form behind the link in a mail."""
    return client.get(re.search(LINK, body)[1], follow=True)


def test_forgotten_password_is_set_anew_by_mail(client, organizer, ask, mailoutbox):
    ask()

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["organizer@example.com"], "[M.AX 포럼] 비밀번호 재설정 안내")
    assert mail.body.startswith("안녕하세요, M.AX 포럼입니다.\n")
    form = _follow(client, mail.body)
    client.post(
        form.redirect_chain[-1][0], {"password1": "another long one", "password2": "another long one"}
    )
    organizer.refresh_from_db()
    assert organizer.check_password("another long one")


def test_link_works_once(client, organizer, ask, mailoutbox):
    ask()
    form = _follow(client, mailoutbox[0].body)
    client.post(
        form.redirect_chain[-1][0], {"password1": "another long one", "password2": "another long one"}
    )

    again = _follow(client, mailoutbox[0].body)

    assert again.context["token_fail"] is True


def test_forgotten_password_of_nobody_sends_nothing_and_reads_alike(organizer, ask, mailoutbox):
    known = ask()
    mailoutbox.clear()

    unknown = ask("nobody@example.com")

    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert mailoutbox == []
    assert not Message.objects.exclude(to="organizer@example.com").exists()


@pytest.mark.parametrize("email", ["organizer@example.com", "nobody@example.com"])
def test_time_does_not_tell_who_has_an_account(organizer, ask, email):
    began = time.monotonic()

    ask(email)

    assert time.monotonic() - began >= pacing.LEAST


def test_mail_server_that_is_down_is_no_matter_of_the_request(organizer, ask, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    known, unknown = ask(), ask("nobody@example.com")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Message.objects.get().state == MessageState.QUEUED


def test_row_of_the_mail_opens_nothing(client, organizer, ask, mailoutbox):
    ask()

    message = Message.objects.get()
    assert message.state == MessageState.SENT
    assert f"http://testserver/accounts/password/reset/key/{Message.LINK_TOKEN}/" in message.text
    sent_key = re.search(LINK, mailoutbox[0].body)[1].split("/")[-2]
    kept = " ".join(str(value) for value in Message.objects.values_list().get())
    assert sent_key not in kept
    assert sent_key.partition("-")[2] not in kept


def test_link_leads_to_the_public_address_whatever_host_was_asked(organizer, ask, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["other.example"]
    settings.PUBLIC_URL = "https://forum.example"

    ask(headers={"host": "other.example"})

    assert "https://forum.example/accounts/password/reset/key/" in mailoutbox[0].body
    assert "other.example" not in mailoutbox[0].body


def test_second_request_within_a_minute_sends_no_second_mail(organizer, ask, mailoutbox):
    minutes = {int(timezone.now().timestamp() // 60)}
    ask()
    ask()
    minutes.add(int(timezone.now().timestamp() // 60))

    assert len(mailoutbox) == len(minutes)


def test_sixth_request_for_one_address_is_told_to_wait(organizer, ask):
    answers = [ask() for _time in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "요청이 너무 많습니다" in answers[-1].content.decode()


def test_mail_for_an_account_that_was_closed_meanwhile_fails(organizer, ask):
    at = timezone.now()
    closed = UserFactory(is_active=False)
    mail = outbox.Mail(to=closed.email, subject="x", text="x", token_subject=f"password-reset:{closed.pk}")
    message = outbox.put(mail, key="x", event_id=None, at=at)

    delivery.deliver(message.pk, at=at)

    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert django_mail.outbox == []


def test_second_factor_can_be_set_up_after_a_reset_was_asked_for(client, organizer, ask):
    ask()

    client.post(reverse("account_login"), {"login": organizer.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(reverse("mfa_activate_totp")).status_code == 200
