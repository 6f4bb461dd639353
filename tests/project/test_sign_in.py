"""Signing in: by address and password, with a second factor where it is required; nobody signs up."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from events.models import User
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory, UserFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def organizer(db):
    return organizer_of(EventFactory(), email="organizer@example.com")


@pytest.fixture
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def _sign_in(client, email="organizer@example.com", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def _add_totp(user: User) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def _code(secret: str) -> str:
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_organizer_signs_in_with_address_and_password(client, organizer):
    response = _sign_in(client)

    assert response.url == reverse("staff-start")
    assert client.get(response.url).url == reverse("admin:index")


def test_address_may_be_typed_in_capitals(client, organizer):
    assert _sign_in(client, email="Organizer@Example.com").url == reverse("staff-start")


def test_desk_staff_start_at_the_desk(client, db):
    UserFactory(email="desk@example.com")

    _sign_in(client, email="desk@example.com")

    assert client.get(reverse("staff-start")).url == reverse("desk:events")


@pytest.mark.parametrize("email", ["organizer@example.com", "nobody@example.com"])
def test_wrong_password_and_unknown_address_read_alike(client, organizer, email):
    response = _sign_in(client, email=email, password="wrong")

    assert (
        response.context["form"].errors.as_data()["__all__"][0].message
        == "이메일 또는 비밀번호가 올바르지 않습니다."
    )


def test_account_that_was_closed_cannot_sign_in(client, organizer):
    organizer.is_active = False
    organizer.save()

    _sign_in(client)

    assert "_auth_user_id" not in client.session


def test_wrong_passwords_hold_up_their_sender_and_not_the_accounts_owner(client, organizer):
    for _attempt in range(10):
        _sign_in(client, password="wrong")

    held_up = _sign_in(client)
    assert held_up.status_code == 200
    assert "_auth_user_id" not in client.session

    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert _sign_in(client).url == reverse("staff-start")


def test_nobody_signs_up(client, db):
    fields = {"email": "new@example.com", "password1": PASSWORD}

    response = client.post(reverse("account_signup"), fields)

    assert response.status_code == 200
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()


def test_address_is_not_changed_by_its_owner(client, organizer):
    _sign_in(client)

    response = client.post("/accounts/email/", {"action_add": "", "email": "minister@example.com"})

    assert response.url == reverse("mfa_index")
    assert not EmailAddress.objects.filter(email="minister@example.com").exists()


def test_admin_sends_to_the_sites_own_sign_in(client, db):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    assert response.templates[0].name == "account/login.html"


def test_admin_is_closed_to_desk_staff(client, db):
    client.force_login(UserFactory())

    response = client.get(reverse("admin:index"), follow=True)

    assert response.status_code == 403


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("page", ["admin:index", "staff-start", "desk:events"])
def test_staff_without_a_second_factor_are_sent_to_set_one_up(client, organizer, page):
    client.force_login(organizer)

    response = client.get(reverse(page), follow=True)

    assert response.redirect_chain[-1][0] == reverse("mfa_index")
    assert [str(message) for message in response.context["messages"]] == [
        "계속하려면 2단계 인증을 먼저 설정해 주세요."
    ]


def test_staff_may_work_without_a_second_factor_where_none_is_required(client, organizer):
    client.force_login(organizer)

    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.usefixtures("_required")
def test_staff_with_an_authenticator_app_pass(client, organizer):
    secret = _add_totp(organizer)

    asked = _sign_in(client)
    assert asked.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session

    answered = client.post(asked.url, {"code": _code(secret)})

    assert answered.url == reverse("staff-start")
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.usefixtures("_required")
def test_wrong_code_of_the_app_does_not_pass(client, organizer):
    secret = _add_totp(organizer)
    _sign_in(client)
    right = _code(secret)
    wrong = f"{(int(right) + 500_000) % 1_000_000:06d}"

    response = client.post(reverse("mfa_authenticate"), {"code": wrong})

    assert response.context["form"].errors["code"] == ["올바르지 않은 코드."]
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_required")
def test_code_of_the_app_counts_once(client, organizer):
    secret = _add_totp(organizer)
    code = _code(secret)
    _sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()
    _sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code})

    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_required")
def test_recovery_code_stands_in_for_a_lost_phone(client, organizer):
    _add_totp(organizer)
    code = RecoveryCodes.activate(organizer).get_unused_codes()[0]
    _sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get(reverse("admin:index")).status_code == 200


def test_operator_takes_a_lost_second_factor_away(client, organizer):
    _add_totp(organizer)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(
        reverse("admin:events_user_changelist"),
        {"action": "reset_second_factor", "_selected_action": [organizer.pk]},
    )

    assert not Authenticator.objects.filter(user=organizer).exists()


@pytest.mark.usefixtures("_required")
def test_app_is_set_up_after_the_password_was_given_again(client, organizer):
    _sign_in(client)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    client.post(asked.url, {"password": PASSWORD})

    form = client.get(reverse("mfa_activate_totp")).context["form"]
    client.post(reverse("mfa_activate_totp"), {"code": _code(form.secret)})

    assert get_adapter().is_mfa_enabled(organizer)


PAGES = [
    "account_login",
    "account_logout",
    "account_signup",
    "account_change_password",
    "account_reset_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


@pytest.mark.parametrize("name", PAGES)
def test_account_page_is_korean_and_under_the_strict_policy(client, organizer, name):
    if name not in {"account_login", "account_reset_password", "account_signup"}:
        _sign_in(client)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    if name in {"mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"}:
        _add_totp(organizer)
        RecoveryCodes.activate(organizer)

    response = client.get(reverse(name))

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert '<html lang="ko">' in page
    assert "unsafe" not in response["Content-Security-Policy"]
    assert " style=" not in page
    assert " onclick=" not in page
