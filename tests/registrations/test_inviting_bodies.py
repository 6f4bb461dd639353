"""Bodies are invited by division and sector: each once, by its contact."""

import pytest
from django.urls import reverse

from events.models import Division
from registrations import inviting_bodies
from registrations.models import Invitation
from registrations.moving import BookingRefused
from registrations.states import Category, InvitationKind
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory, OrganizationFactory
from tests.factories.registrations import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def division():
    return Division.objects.create(name="AI팩토리")


def body(division=None, **fields):
    made = OrganizationFactory(**{"contact_name": "김담당", "contact_title": "팀장", **fields})
    if division:
        made.divisions.add(division)
    return made


def invite(event, *bodies, seats=None):
    return inviting_bodies.invite(
        event_id=event.pk,
        organization_ids=[one.pk for one in bodies],
        category=Category.COMPANY,
        seats=seats,
        held_until=None,
        by_id=None,
        at=NOON,
    )


def test_candidates_are_those_of_the_division(division):
    event, inside = EventFactory(), body(division)
    body()

    assert list(inviting_bodies.candidates(event_id=event.pk, division_ids=[division.pk])) == [inside]
    assert list(inviting_bodies.candidates(event_id=event.pk)) == []


def test_candidates_say_who_is_invited(division):
    event, known = EventFactory(), body(division, contact_email="kim@example.com")
    InvitationFactory(event=event, email="KIM@example.com")

    found = inviting_bodies.candidates(event_id=event.pk, division_ids=[division.pk])

    assert [(one, one.is_invited) for one in found] == [(known, True)]


def test_contact_person_is_invited_once(division):
    event, one = EventFactory(), body(division, contact_email="Kim@Example.com")

    invited = invite(event, one)

    row = Invitation.objects.get()
    assert invited == 1
    assert (row.name, row.organization, row.email, row.body, row.kind) == (
        "김담당",
        one.name,
        "kim@example.com",
        one,
        InvitationKind.PERSON,
    )
    with pytest.raises(BookingRefused):
        invite(event, one)
    assert Invitation.objects.count() == 1


def test_seats_go_to_the_body(division):
    event, one = EventFactory(), body(division, contact_name="", contact_email="desk@example.com")

    invite(event, one, seats=5)

    row = Invitation.objects.get()
    assert (row.kind, row.seats, row.who) == (InvitationKind.SEATS, 5, one.name)


def test_a_body_without_contact_is_left_out():
    event = EventFactory()

    with pytest.raises(BookingRefused):
        invite(event, body(contact_email=""))

    assert Invitation.objects.count() == 0


def test_two_bodies_of_one_contact_get_one_invitation():
    event = EventFactory()

    invited = invite(event, body(contact_email="kim@example.com"), body(contact_email="kim@example.com"))

    assert (invited, Invitation.objects.count()) == (1, 1)


def test_page_invites_the_chosen(client, division):
    event, one = EventFactory(open_now=True), body(division, contact_email="kim@example.com")
    client.force_login(organizer_of(event))
    address = f"{reverse('admin:registrations_invite_bodies', args=[event.pk])}?division={division.pk}"

    shown = client.get(address)
    response = client.post(address, {"body": one.pk, "category": "company", "seats": "", "held_until": ""})

    assert one.name in shown.content.decode()
    assert response.status_code == 302
    assert Invitation.objects.get().body == one
