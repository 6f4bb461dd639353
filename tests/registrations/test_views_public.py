"""The registration form and a guest's own page, over HTTP."""

import unicodedata
from datetime import datetime

import pytest
from django.test import Client

from events import notation
from events.models import EventState, Message
from registrations import links
from registrations.models import Registration
from registrations.states import RegistrationState
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "홍길동",
    "organization": "한국기계",
    "department": "생산기술팀",
    "title": "과장",
    "phone": "010-1234-5678",
    "email": "Gildong@Example.com",
    "category": "company",
    "consent_privacy": "on",
    "consent_age": "on",
}


def post(client, event, prefix="", **fields):
    data = {key: value for key, value in {**GOOD, **fields}.items() if value is not None}
    return client.post(f"{prefix}/events/{event.slug}/register/", data)


def nothing_is_written():
    return (Registration.objects.count(), Message.objects.count()) == (0, 0)


def test_form_leads_to_a_registration_and_a_mail(client, django_capture_on_commit_callbacks, mailoutbox):
    event = EventFactory(open_now=True)

    with django_capture_on_commit_callbacks(execute=True):
        response = post(client, event)

    assert response.status_code == 302
    assert response["Location"] == f"/events/{event.slug}/registered/"
    registration = Registration.objects.get()
    assert registration.email == "gildong@example.com"
    assert registration.phone.as_e164 == "+821012345678"
    assert [mail.to for mail in mailoutbox] == [["gildong@example.com"]]
    assert "gildong@example.com" in client.get(response["Location"]).content.decode()


def test_consents_are_asked_one_by_one_and_unticked(client):
    event = EventFactory(open_now=True)

    page = client.get(f"/events/{event.slug}/register/").content.decode()

    assert page.count('type="checkbox"') == 4
    assert "checked" not in page
    assert "행사 종료 후 30일까지" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "성명을 적어 주세요."),
        ("name", "가" * 200, "60자까지 쓸 수 있습니다. 지금은 200자입니다."),
        ("name", "홍길동\x07", "제어 문자"),
        ("name", "홍길동\x00", "제어 문자"),
        ("name", "홍길동😀", "이모지"),
        ("organization", "901231-1234567", "주민등록번호"),
        ("department", "9012311234567", "주민등록번호"),
        ("title", "과장 901231 1234567", "주민등록번호"),
        ("phone", "901231-1234567", "주민등록번호"),
        ("phone", "010-1234-567", "휴대전화 번호를 확인해 주세요"),
        ("phone", "12345", "휴대전화 번호를 확인해 주세요"),
        ("phone", "전화", "휴대전화 번호를 확인해 주세요"),
        ("phone", "", "휴대전화 번호를 적어 주세요."),
        ("email", "900101-1234567@example.com", "주민등록번호"),
        ("email", "gildong", "이메일 주소를 확인해 주세요"),
        ("email", "", "이메일 주소를 적어 주세요."),
        ("category", "", "참석구분을 골라 주세요."),
        ("category", "minister", "올바르게 선택해 주세요"),
        ("consent_privacy", None, "이 항목에 동의가 필요합니다"),
        ("consent_age", None, "이 항목에 동의가 필요합니다"),
    ],
)
def test_bad_input_gets_a_sentence_and_writes_nothing(client, field, value, sentence):
    event = EventFactory(open_now=True)

    response = post(client, event, **{field: value})

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="gildong@example.com"' in page.lower() or field == "email"
    assert nothing_is_written()


def test_decomposed_hangul_is_stored_composed(client):
    event = EventFactory(open_now=True)

    post(client, event, name=unicodedata.normalize("NFD", "홍길동"))

    assert Registration.objects.get().name == "홍길동"


@pytest.mark.parametrize(
    "state", [EventState.CLOSED, EventState.CANCELLED, EventState.POSTPONED, EventState.PLANNED]
)
def test_closed_event_refuses_a_hand_made_post(client, state):
    event = EventFactory(open_now=True, state=state)

    page = client.get(f"/events/{event.slug}/register/").content.decode()
    response = post(client, event)

    assert "지금은 참가 등록을 받지 않습니다" in page
    assert "<form" not in page
    assert response.status_code == 422
    assert nothing_is_written()


def test_full_event_says_so_before_and_puts_on_the_waiting_list(client):
    event = EventFactory(open_now=True, capacity=1)
    RegistrationFactory(event=event)

    page = client.get(f"/events/{event.slug}/register/").content.decode()
    post(client, event)

    assert "정원이 찼습니다" in page
    assert Registration.objects.get(email="gildong@example.com").waiting_number == 1


def test_known_and_new_address_see_the_same(client):
    event = EventFactory(open_now=True)
    RegistrationFactory(event=event, email="known@example.com", name="임꺽정")

    pages = []
    for email in ("known@example.com", "fresh@example.com"):
        response = post(client, event, email=email)
        pages.append(client.get(response["Location"]).content.decode().replace(email, "…"))

    assert pages[0] == pages[1]
    assert "임꺽정" not in pages[0]


def test_double_click_makes_one_registration_and_one_mail(client):
    event = EventFactory(open_now=True)

    responses = [post(client, event) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert (Registration.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize("state", RegistrationState)
def test_own_page_tells_how_it_stands(client, state):
    registration = RegistrationFactory(
        event__open_now=True, state=state, waiting_number=1 if state == RegistrationState.WAITLISTED else None
    )

    response = client.get(f"/r/{links.token(registration)}/")
    page = response.content.decode()

    sentences = {
        "confirmed": "참가가 확정되었습니다",
        "waitlisted": "대기 1번입니다",
        "cancelled": "취소된 등록입니다",
        "requested": "승인을 기다리고 있습니다",
        "offered": "자리가 났습니다",
        "declined": "이번에는 모시지 못하게 되었습니다",
    }
    assert [sentence in page for sentence in sentences.values()] == [value == state for value in sentences]
    assert ("data:image/png" in page) == (state == RegistrationState.CONFIRMED)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_change_by_the_link(client):
    registration = RegistrationFactory(event__open_now=True, name="홍길동")
    address = f"/r/{links.token(registration)}/change/"

    page = client.get(address).content.decode()
    response = client.post(address, {**GOOD, "name": "이순신", "phone": "010-9999-8888"})

    assert 'value="010-1234-5678"' in page
    assert response.status_code == 302
    registration.refresh_from_db()
    assert (registration.name, registration.phone.as_national) == ("이순신", "010-9999-8888")


@pytest.mark.parametrize("phone", ["+81312345678", "+12125550123", "+3906698123", "+821012345678"])
def test_number_of_any_country_is_shown_and_saved_unchanged(client, phone):
    registration = RegistrationFactory(event__open_now=True, phone=phone)
    address = f"/r/{links.token(registration)}/"
    shown = client.get(f"{address}change/").context["form"]["phone"].value()

    own_page = client.get(address).content.decode()
    client.post(f"{address}change/", {**GOOD, "name": "이순신", "phone": shown})

    registration.refresh_from_db()
    assert (registration.name, registration.phone.as_e164) == ("이순신", phone)
    assert shown in own_page


def test_change_with_bad_input_changes_nothing(client):
    registration = RegistrationFactory(event__open_now=True, name="홍길동")

    response = client.post(f"/r/{links.token(registration)}/change/", {**GOOD, "name": "😀"})

    assert response.status_code == 422
    registration.refresh_from_db()
    assert registration.name == "홍길동"


def test_get_never_cancels_and_post_does(client):
    registration = RegistrationFactory(event__open_now=True)
    address = f"/r/{links.token(registration)}/cancel/"

    client.get(address)
    client.head(address)
    registration.refresh_from_db()
    assert registration.state == RegistrationState.CONFIRMED

    client.post(address)
    registration.refresh_from_db()
    assert registration.state == RegistrationState.CANCELLED


@pytest.mark.parametrize("page", ["", "change/", "cancel/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_forged_token_opens_nothing(client, page, method):
    RegistrationFactory(event__open_now=True)

    response = getattr(client, method)(f"/r/{'A' * 32}/{page}", GOOD)

    assert response.status_code == (405 if (page, method) == ("", "post") else 404)
    assert Registration.objects.get().state == RegistrationState.CONFIRMED


def test_stale_link_says_that_the_event_is_over(client):
    registration = RegistrationFactory(
        event__starts_at=datetime(2020, 5, 20, 14, tzinfo=notation.SEOUL),
        event__ends_at=datetime(2020, 5, 20, 16, tzinfo=notation.SEOUL),
        event__registration_opens_at=None,
        event__state=EventState.CLOSED,
    )

    response = client.get(f"/r/{links.token(registration)}/")

    assert response.status_code == 410
    assert "기간이 지난 링크입니다" in response.content.decode()


def test_form_without_its_csrf_token_gets_a_sentence():
    event = EventFactory(open_now=True)

    response = post(Client(enforce_csrf_checks=True), event)

    assert response.status_code == 403
    assert "양식의 유효 시간이 지났습니다" in response.content.decode()
    assert nothing_is_written()


@pytest.mark.parametrize("guests", [1, 3])
def test_form_takes_the_same_queries_however_many_are_in(client, guests, django_assert_num_queries):
    event = EventFactory(open_now=True)
    RegistrationFactory.create_batch(guests, event=event)

    with django_assert_num_queries(3):
        client.get(f"/events/{event.slug}/register/")
