"""The page behind an invitation's link: it shows, and only a POST answers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Message
from registrations import invitation_sending, inviting, links
from registrations.models import Invitation, InvitationStep, Move, Registration
from registrations.states import InvitationKind, InvitationState, RegistrationState, Step, Way
from tests.factories.events import EventFactory
from tests.factories.registrations import InvitationFactory

pytestmark = pytest.mark.django_db
PARTICULARS = {
    "name": "홍길동",
    "organization": "한국기계",
    "department": "",
    "title": "과장",
    "phone": "010-1234-5678",
    "email": "hong@example.com",
    "consent_privacy": "on",
    "consent_age": "on",
}


@pytest.fixture
def invitation():
    return InvitationFactory(event=EventFactory(open_now=True))


def address(invitation, rest=""):
    return f"/i/{links.invitation_token(invitation)}/{rest}"


def rows():
    """All that answers leave behind."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Invitation, InvitationStep, Registration, Move)
    ]


def test_page_shows_the_three_answers(client, invitation):
    page = client.get(address(invitation)).content.decode()

    assert [rest for rest in ("yes/", "no/", "deputy/") if address(invitation, rest) in page] == [
        "yes/",
        "no/",
        "deputy/",
    ]
    assert invitation.name in page


def test_scanner_that_opens_every_link_twice_changes_no_answer(client, invitation):
    invitation_sending.send(
        event_id=invitation.event_id, invitation_ids=[invitation.pk], by_id=None, at=timezone.now()
    )
    mail = Message.objects.get()
    token = links.invitation_token(invitation)
    found = re.findall(
        r"https?://[^/\s\"]+(/[^\s\"<]+)", f"{mail.text} {mail.html}".replace(Message.LINK_TOKEN, token)
    )
    pages = [client.get(link).content.decode() for link in found]
    inside = re.findall(r'href="(/i/[^"]+)"', " ".join(pages))
    before = rows()

    for link in [*found, *inside] * 2:
        client.get(link)
        client.head(link)

    assert address(invitation, "yes/") in inside
    assert rows() == before


def test_yes_registers_the_invited_person(client, invitation):
    response = client.post(address(invitation, "yes/"), PARTICULARS)

    guest = Registration.objects.get()
    invitation.refresh_from_db()
    assert (response.status_code, response.url) == (302, address(invitation))
    assert (guest.name, guest.category, guest.state) == (
        "홍길동",
        invitation.category,
        RegistrationState.CONFIRMED,
    )
    assert (invitation.state, invitation.answered_way) == (InvitationState.ACCEPTED, Way.LINK)


def test_no_leaves_a_reason(client, invitation):
    client.post(address(invitation, "no/"), {"reason": "해외 출장"})

    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == (InvitationState.DECLINED, "해외 출장")
    assert Registration.objects.count() == 0


def test_deputy_comes_instead_and_the_invited_person_stays_on_record(client, invitation):
    client.post(address(invitation, "deputy/"), {**PARTICULARS, "name": "이대참"})

    guest = Registration.objects.get()
    invitation.refresh_from_db()
    assert (guest.name, guest.is_deputy, invitation.name) == ("이대참", True, "김초청")
    assert invitation.state == InvitationState.DEPUTED
    assert "이대참" in client.get(address(invitation)).content.decode()


@pytest.mark.parametrize("missing", ["name", "consent_privacy", "consent_age"])
def test_what_is_missing_is_said_and_nothing_is_written(client, invitation, missing):
    values = {name: value for name, value in PARTICULARS.items() if name != missing}
    before = rows()

    response = client.post(address(invitation, "yes/"), values)

    assert response.status_code == 422
    assert rows() == before


def test_another_category_is_not_taken_from_the_form(client, invitation):
    client.post(address(invitation, "yes/"), {**PARTICULARS, "category": "public"})

    assert Registration.objects.get().category == invitation.category


def test_coordinator_names_people_until_the_seats_are_given(client):
    body = InvitationFactory(
        event=EventFactory(open_now=True),
        kind=InvitationKind.SEATS,
        name="",
        seats=2,
        email="desk@example.com",
    )
    for number in range(3):
        client.post(address(body, "people/"), {**PARTICULARS, "email": f"p{number}@example.com"})

    assert sorted(Registration.objects.values_list("email", flat=True)) == [
        "p0@example.com",
        "p1@example.com",
    ]


def test_coordinator_takes_a_seat_back(client):
    body = InvitationFactory(event=EventFactory(open_now=True), kind=InvitationKind.SEATS, name="", seats=2)
    client.post(address(body, "people/"), PARTICULARS)
    guest = Registration.objects.get()

    client.post(address(body, f"people/{guest.code}/withdraw/"))

    guest.refresh_from_db()
    assert guest.state == RegistrationState.CANCELLED


def test_touching_the_page_is_noted_once_and_answers_nothing(client, invitation):
    for _time in range(2):
        assert client.post(address(invitation, "opened/")).status_code == 204

    invitation.refresh_from_db()
    assert invitation.steps.filter(step=Step.OPENED).count() == 1
    assert invitation.state == InvitationState.SENT


def test_link_of_a_revoked_invitation_opens_nothing(client, invitation):
    inviting.revoke(invitation_id=invitation.pk, at=timezone.now(), by_id=None)

    assert client.get(address(invitation)).status_code == 410
    assert client.post(address(invitation, "yes/"), PARTICULARS).status_code == 410
    assert Registration.objects.count() == 0


def test_link_of_an_event_long_over_is_gone(client):
    at = timezone.now()
    event = EventFactory(starts_at=at - timedelta(days=61), ends_at=at - timedelta(days=60))

    assert client.get(address(InvitationFactory(event=event))).status_code == 410


def test_pages_are_kept_out_of_search_engines(client, invitation):
    response = client.get(address(invitation))

    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
