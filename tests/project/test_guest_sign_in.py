"""My registrations: an address, a code by mail, the list; and what a guest's session and a staff's address never open."""

import re
import time

import pytest
from django.core import mail as django_mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from events import access, pacing
from events.models import EventRole, Message, MessageState, User
from maxforum import accounts
from registrations import links
from registrations.states import RegistrationState
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, UserFactory
from tests.factories.registrations import RegistrationFactory

CODE = r"\d{4}-\d{4}"
GUEST = "gildong@example.com"


@pytest.fixture
def registration(db):
    return RegistrationFactory(event__open_now=True, email=GUEST)


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Asks for a code; the mails that are queued by it are sent."""

    def post(email=GUEST, prefix="", **extra):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{prefix}/my/", {"email": email}, **extra)

    return post


def _code():
    return re.search(CODE, django_mail.outbox[-1].body)[0]


def _sign_in(client, ask, email=GUEST):
    ask(email)
    return client.post("/my/code/", {"code": _code()})


def _is_signed_in(client):
    return "_auth_user_id" in client.session


def _shape(response):
    """All that a reader could tell two answers apart by, without what is random in each."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    cookies = {
        name: {key: value for key, value in morsel.items() if key != "expires"}
        for name, morsel in response.cookies.items()
    }
    return response.status_code, dict(response.headers), body, cookies


def test_code_from_the_mail_opens_the_list_of_all_registrations(client, registration, ask):
    other = RegistrationFactory(event__open_now=True, email=GUEST, state=RegistrationState.CANCELLED)
    RegistrationFactory(event__open_now=True, email="another@example.com")

    response = _sign_in(client, ask)

    assert response.url == "/my/"
    page = client.get("/my/").content.decode()
    assert re.findall(r'href="(/r/[^"]+/)"', page) == [
        f"/r/{links.token(own)}/" for own in (registration, other)
    ]


def test_code_may_be_typed_without_its_dash(client, registration, ask):
    ask()

    client.post("/my/code/", {"code": _code().replace("-", " ")})

    assert _is_signed_in(client)


def test_english_page_has_an_english_mail(client, registration, ask, mailoutbox):
    ask(prefix="/en")

    assert mailoutbox[0].subject == "[M.AX Forum] Your code"


def test_known_and_unknown_addresses_are_answered_alike_to_the_byte(client, registration, ask):
    shapes = {}
    for email in (GUEST, "nobody12@example.com"):
        client.cookies.clear()
        answers = [
            ask(email),
            client.get("/my/code/"),
            client.post("/my/code/", {"code": "0000-0000"}),
            client.post("/my/code/", {"code": "0000-0001"}),
            client.post("/my/code/", {"code": "0000-0002"}),
            client.get("/my/code/"),
        ]
        shapes[email] = [
            (status, headers, body.replace(email.encode(), b"ADDRESS"), cookies)
            for status, headers, body, cookies in map(_shape, answers)
        ]
        for _status, headers, *_rest in shapes[email]:
            headers.pop("Content-Length", None)

    assert shapes[GUEST] == shapes["nobody12@example.com"]
    assert [shape[0] for shape in shapes[GUEST]] == [302, 200, 422, 422, 422, 302]


def test_unknown_address_gets_neither_mail_nor_account(registration, ask, mailoutbox):
    ask("nobody@example.com")

    assert mailoutbox == []
    assert not User.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("email", [GUEST, "nobody@example.com", "staff@example.com"])
def test_time_does_not_tell_who_is_registered(registration, ask, email):
    UserFactory(email="staff@example.com")
    began = time.monotonic()

    ask(email)

    assert time.monotonic() - began >= pacing.LEAST


def test_no_row_of_the_mail_holds_the_code(client, registration, ask, mailoutbox):
    ask()

    message = Message.objects.get()
    assert (message.state, message.event) == (MessageState.SENT, None)
    code = _code()
    kept = " ".join(str(value) for value in Message.objects.values_list().get())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert Message.LINK_TOKEN in message.text
    assert Message.LINK_TOKEN in message.html


def test_third_wrong_code_spends_it(client, registration, ask):
    ask()
    right = _code()
    for wrong in ("0000-0000", "0000-0001", "0000-0002"):
        response = client.post("/my/code/", {"code": wrong})

    assert "새 코드가 필요합니다" in response.content.decode()
    client.post("/my/code/", {"code": right})
    assert not _is_signed_in(client)


def test_code_works_in_the_browser_that_asked_for_it_alone(client, registration, ask):
    ask()
    code = _code()
    client.cookies.clear()

    response = client.post("/my/code/", {"code": code})

    assert response.url == "/my/"
    assert not _is_signed_in(client)


def test_code_runs_out(client, registration, ask, settings):
    ask()
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1

    client.post("/my/code/", {"code": _code()})

    assert not _is_signed_in(client)


def test_fourth_request_for_one_address_is_told_to_wait_known_or_not(registration, ask, mailoutbox):
    for email in (GUEST, "nobody@example.com"):
        assert [ask(email).status_code for _time in range(4)] == [302, 302, 302, 429]
    assert len(mailoutbox) == 3


def test_sender_of_many_requests_is_told_to_wait(registration, ask):
    statuses = [ask(f"nobody{number}@example.com").status_code for number in range(21)]

    assert statuses == [302] * 20 + [429]


def test_guests_session_is_short(client, registration, ask, settings):
    _sign_in(client, ask)

    assert client.session.get_expiry_age() <= settings.GUEST_SESSION_SECONDS


def test_guest_leaves(client, registration, ask):
    _sign_in(client, ask)

    client.post("/my/leave/")

    assert not _is_signed_in(client)
    assert "확인 코드 받기" in client.get("/my/").content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "admin:index",
        "admin:registrations_registration_changelist",
        "staff-start",
        "desk:events",
        "account_change_password",
        "account_set_password",
        "account_email",
        "mfa_index",
        "mfa_activate_totp",
    ],
)
def test_guests_session_opens_no_page_of_staff(client, registration, ask, page):
    _sign_in(client, ask)

    response = client.get(reverse(page), follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


def test_guests_session_opens_no_desk_of_an_event(client, registration, ask):
    _sign_in(client, ask)

    assert client.get(f"/desk/{registration.event.slug}/").url.startswith("/accounts/login/")
    assert client.get(f"/en/desk/{registration.event.slug}/").url.startswith("/accounts/login/")


def test_guest_sets_no_password(client, registration, ask, django_capture_on_commit_callbacks):
    _sign_in(client, ask)
    fields = {"password1": "correct horse battery", "password2": "correct horse battery"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_set_password"), fields)
        client.post(reverse("account_reset_password"), {"email": GUEST})

    assert len(django_mail.outbox) == 1  # the code
    assert not User.objects.get().has_usable_password()
    with pytest.raises(User.DoesNotExist):
        accounts.reset_key(f"password-reset:{User.objects.get().pk}")


@pytest.mark.parametrize("role", [EventRole.ORGANIZER, EventRole.DESK, None])
def test_staff_never_sign_in_by_a_code(client, registration, ask, mailoutbox, role):
    staff = UserFactory(email="staff@example.com")
    if role:
        access.grant(event_id=registration.event.pk, user_id=staff.pk, role=role, by_id=None, at=NOON)

    ask("staff@example.com")

    assert mailoutbox == []
    client.post("/my/code/", {"code": ""})
    client.post("/my/code/", {"code": "0000-0000"})
    assert not _is_signed_in(client)


def test_code_that_somehow_reached_staff_is_refused_at_the_door(client, registration, ask, rf):
    ask()
    code = _code()
    User.objects.filter(email=GUEST).update(is_guest=False, is_staff=True)

    response = client.post("/my/code/", {"code": code})

    assert response.status_code == 403
    assert not _is_signed_in(client)


def test_guest_account_is_refused_by_any_other_way_at_the_door(registration, rf, client):
    request = rf.get("/")
    request.session = client.session

    with pytest.raises(PermissionDenied):
        accounts.AccountAdapter().login(request, User.objects.guest(GUEST))


@pytest.mark.parametrize("address", ["/accounts/login/code/", "/accounts/login/code/confirm/"])
def test_allauths_own_pages_for_codes_lead_to_the_guests_ones(client, registration, address):
    assert client.get(address, follow=True).redirect_chain[-1][0] == "/my/"
    client.post(address, {"email": GUEST})
    assert not Message.objects.exists()


def test_staff_sign_in_after_a_guest_in_one_browser_leaves_nothing_of_the_guest(client, registration, ask):
    organizer = organizer_of(registration.event, email="organizer@example.com")
    _sign_in(client, ask)

    client.post(reverse("account_login"), {"login": organizer.email, "password": "correct horse battery"})

    assert client.get(reverse("admin:index")).status_code == 200
    assert "확인 코드 받기" in client.get("/my/").content.decode()


def test_second_factor_that_staff_need_is_not_asked_of_guests(client, registration, ask, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    _sign_in(client, ask)

    assert client.get("/my/").status_code == 200
    assert client.get("/").status_code == 200


def test_operator_makes_a_guest_a_member_of_staff_with_a_password(client, registration, ask):
    ask()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    fields = {
        "email": GUEST,
        "name": "홍길동",
        "password1": "another long one",
        "password2": "another long one",
    }

    client.post(reverse("admin:events_user_add"), fields)

    person = User.objects.get(email=GUEST)
    assert (person.name, person.is_guest, person.check_password("another long one")) == (
        "홍길동",
        False,
        True,
    )


def test_operators_list_of_staff_leaves_guests_out(client, registration, ask):
    ask()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert GUEST not in client.get(reverse("admin:events_user_changelist")).content.decode()


def test_role_is_not_given_to_a_guests_account(client, registration, ask):
    ask()
    client.force_login(organizer_of(registration.event))
    fields = {"event": registration.event.pk, "email": GUEST, "role": EventRole.DESK}

    response = client.post(reverse("admin:events_rolegrant_add"), fields)

    assert response.status_code == 200
    assert not registration.event.role_grants.filter(user__email=GUEST).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_queries_for_one_and_three(
    client, registration, ask, count, django_assert_num_queries
):
    for _number in range(count - 1):
        RegistrationFactory(event__open_now=True, email=GUEST)
    _sign_in(client, ask)

    with django_assert_num_queries(5):  # session, account, registrations, answers, choices
        client.get("/my/")


def test_public_page_costs_a_signed_in_guest_no_query_more(
    client, registration, ask, django_assert_num_queries
):
    _sign_in(client, ask)
    address = f"/events/{registration.event.slug}/"
    client.get(address)

    with django_assert_num_queries(2):
        client.get(address)
