"""What a guest does from the own page: the calendar entry, the own data, consents, requests."""

import json

import pytest
from django.test import Client
from icalendar import Calendar

from agenda import releasing
from events.models import EventState, Message
from registrations import booking, consents, links, seatplans
from registrations.models import (
    Consent,
    ConsentItem,
    DataRequest,
    DataRequestKind,
    Move,
    Registration,
    SessionChoice,
    SessionOffer,
)
from registrations.states import RegistrationState
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.factories.seating import make_area, sit
from tests.registrations.invited import invite, yes

pytestmark = pytest.mark.django_db
ADDRESSES = ["event.ics", "data/", "data.json"]


@pytest.fixture
def registration():
    """A guest of a released event who agreed to everything and has the mail."""
    event = EventFactory(slug="demo", open_now=True)
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(),
        consent_answers={**CONSENTS, "photo": True, "news": True},
        language="ko",
        at=NOON,
    )


def _own(registration, page=""):
    return f"/r/{links.token(registration)}/{page}"


@pytest.mark.parametrize("page", ADDRESSES)
def test_own_file_is_kept_by_nobody(client, registration, page):
    response = client.get(_own(registration, page))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page", [*ADDRESSES, "ticket.pdf"])
def test_forged_link_opens_nothing(client, page):
    assert client.get(f"/r/forged/{page}").status_code == 404


def test_calendar_entry_is_the_one_of_the_mail(client, registration):
    response = client.get(_own(registration, "event.ics"))

    (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="demo.ics"'
    assert str(entry["uid"]) == "event-demo@testserver"
    assert links.token(registration) not in response.content.decode()


def test_who_has_no_seat_or_no_programme_has_no_calendar_entry(client, registration):
    unreleased = RegistrationFactory(event__open_now=True)
    Registration.objects.filter(pk=registration.pk).update(state=RegistrationState.CANCELLED)

    for one in (registration, unreleased):
        assert client.get(_own(one, "event.ics")).status_code == 404


def test_own_page_offers_ticket_calendar_and_data(client, registration):
    page = client.get(_own(registration)).content.decode()

    for name in ("ticket.pdf", "event.ics", "data/"):
        assert f'href="{_own(registration, name)}"' in page
    assert 'href="/my/"' in page


def test_file_holds_all_that_is_kept(client, registration):
    response = client.get(_own(registration, "data.json"))

    data = json.loads(response.content)
    assert data["registration"] == {
        "code": registration.code,
        "name": "홍길동",
        "organization": "한국기계",
        "department": "",
        "title": "과장",
        "phone": "010-1234-5678",
        "email": registration.email,
        "category": "company",
        "protocol_rank": None,
        "language": "ko",
        "state": "confirmed",
        "waiting_number": None,
        "registered_at": "2027-03-01T12:00:00+09:00",
        "changed_at": "2027-03-01T12:00:00+09:00",
        "offer_ends_at": None,
        "is_deputy": False,
        "stands_in_for": None,
        "invitation": None,
    }
    assert data["moves"] == [
        {"at": "2027-03-01T12:00:00+09:00", "from": "", "to": "confirmed", "way": "form", "note": ""}
    ]
    assert [(consent["item"], consent["given"]) for consent in data["consents"]] == [
        ("privacy", True),
        ("age", True),
        ("photo", True),
        ("news", True),
    ]
    assert data["consents"][0]["text"].startswith("개인정보 수집·이용에 동의합니다.\n목적:")
    assert [mail["to"] for mail in data["mails"]] == [registration.email]
    assert "(개인 링크)" in data["mails"][0]["text"]
    assert Message.LINK_TOKEN not in data["mails"][0]["text"]
    assert (data["check_ins"], data["badge_prints"], data["requests"]) == ([], [], [])


def test_file_holds_the_sessions_the_reasons_and_what_the_roster_says(client):
    event = EventFactory()
    one = invite(event, name="김초청", email="kim@example.com", note="전 위원장")
    guest = yes(one)
    offer = SessionOffer.objects.create(event=event, session=SessionFactory(event=event))
    SessionChoice.objects.create(registration=guest, offer=offer, title="제조 AX", chosen_at=NOON)
    Move.objects.create(
        registration=guest, from_state="x", to_state="y", at=NOON, way="admin", note="자리 부족"
    )

    data = json.loads(client.get(_own(guest, "data.json")).content)
    page = client.get(_own(guest, "data/")).content.decode()

    assert data["sessions"] == [
        {"session": "제조 AX", "chosen_at": "2027-03-01T12:00:00+09:00", "cancelled_at": None}
    ]
    assert data["moves"][-1]["note"] == "자리 부족"
    assert (data["invitation"]["name"], data["invitation"]["note"]) == ("김초청", "전 위원장")
    assert [step["what"] for step in data["invitation"]["steps"]] == ["created", "accepted"]
    for told in ("제조 AX", "자리 부족", "전 위원장"):
        assert told in page


def test_every_column_of_a_registration_is_in_the_file_but_for_what_is_technical(client, registration):
    columns = {field.name for field in Registration._meta.concrete_fields}
    technical = {"id", "event", "token_hash", "link_code", "erased_at", "name_key", "organization_key"}
    technical |= {"name_bare", "organization_bare"}  # what the two are found by

    data = json.loads(client.get(_own(registration, "data.json")).content)

    assert set(data["registration"]) == columns - technical


def test_optional_consent_is_withdrawn_by_a_new_row_with_its_text(client, registration):
    page = client.get(_own(registration, "data/")).content.decode()
    assert page.count(">동의 철회</button>") == 2

    for _time in range(2):
        response = client.post(_own(registration, "data/withdraw/"), {"item": ConsentItem.NEWS})

    assert response.url == _own(registration, "data/")
    rows = registration.consents.filter(item=ConsentItem.NEWS).order_by("pk")
    assert [row.given for row in rows] == [True, False]
    assert rows[0].text == rows[1].text
    assert not consents.standing(registration)[ConsentItem.NEWS].given
    assert client.get(response.url).content.decode().count(">동의 철회</button>") == 1


@pytest.mark.parametrize("item", [ConsentItem.PRIVACY, ConsentItem.AGE, "", "no-such-item"])
def test_required_consent_is_not_withdrawn_by_itself(client, registration, item):
    client.post(_own(registration, "data/withdraw/"), {"item": item})

    assert Consent.objects.count() == 4


@pytest.mark.parametrize("kind", DataRequestKind)
def test_request_is_taken_and_shown_with_its_day(client, registration, kind):
    response = client.post(_own(registration, "data/ask/"), {"kind": kind})

    assert response.url == _own(registration, "data/")
    assert DataRequest.objects.get().kind == kind
    page = client.get(response.url).content.decode()
    assert f'name="kind" value="{kind}"' not in page
    assert "기한 " in page


def test_request_of_no_known_kind_is_no_request(client, registration):
    assert client.post(_own(registration, "data/ask/"), {"kind": "x"}).status_code == 422
    assert not DataRequest.objects.exists()


@pytest.mark.parametrize("page", ["data/withdraw/", "data/ask/"])
def test_forms_need_their_own_page(registration, page):
    strict = Client(enforce_csrf_checks=True)

    assert strict.get(_own(registration, page)).status_code == 405
    assert strict.post(_own(registration, page), {"kind": "deletion", "item": "news"}).status_code == 403
    assert (DataRequest.objects.count(), Consent.objects.count()) == (0, 4)


@pytest.mark.parametrize("count", [1, 3])
def test_data_costs_the_same_queries_for_one_and_three(
    client, registration, count, django_assert_num_queries
):
    for number in range(count - 1):
        consents.withdraw(registration_id=registration.pk, item=["photo", "news"][number], at=NOON)
        DataRequest.objects.create(
            registration=registration, kind=DataRequestKind.values[number], at=NOON, due_at=NOON
        )

    with django_assert_num_queries(14):
        client.get(_own(registration, "data/"))


def test_cancelled_event_has_its_entry_struck_out(client, registration):
    registration.event.state = EventState.CANCELLED
    registration.event.save()

    assert b"STATUS:CANCELLED" in client.get(_own(registration, "event.ics")).content


def test_own_page_says_the_seat_once_the_organizer_tells(client, registration):
    area = make_area(registration.event)
    sit(registration, area, "가-3")

    assert "내빈석 가-3" not in client.get(_own(registration)).content.decode()
    seatplans.tell(event_id=area.event_id, is_told=True)
    assert "내빈석 가-3" in client.get(_own(registration)).content.decode()
    seatplans.tell(event_id=area.event_id, is_told=False)
    assert "내빈석 가-3" not in client.get(_own(registration)).content.decode()


def test_seat_is_among_what_is_kept(client, registration):
    sit(registration, make_area(registration.event), "가-3")

    assert "내빈석 가-3" in client.get(_own(registration, "data/")).content.decode()
    assert client.get(_own(registration, "data.json")).json()["seat"] == "내빈석 가-3"
