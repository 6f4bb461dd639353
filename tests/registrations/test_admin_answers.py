"""Organizers enter answers that came by telephone, fax or letter."""

import pytest
from django.urls import reverse

from registrations.models import Consent, Invitation, Registration
from registrations.states import InvitationKind, InvitationState, Way
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.factories.registrations import InvitationFactory

pytestmark = pytest.mark.django_db
COMES = {"way": "phone", "name": "김초청", "organization": "한국기계", "has_agreed": "on"}


@pytest.fixture
def invitation():
    return InvitationFactory(event=EventFactory(open_now=True))


@pytest.fixture
def organizer(client, invitation):
    user = organizer_of(invitation.event)
    client.force_login(user)
    return user


def address(invitation):
    return reverse("admin:registrations_invitation_answer", args=[invitation.pk])


def state(invitation):
    return Invitation.objects.get(pk=invitation.pk).state


@pytest.mark.parametrize("way", ["phone", "fax", "letter"])
def test_yes_is_kept_with_its_way_and_who_entered_it(client, invitation, organizer, way):
    response = client.post(address(invitation), {**COMES, "answer": "accept", "way": way})

    step = invitation.steps.get(step="accepted")
    assert response.status_code == 302
    assert (state(invitation), step.way, step.by) == (InvitationState.ACCEPTED, way, organizer)
    assert Consent.objects.filter(given=True).count() == 2


def test_no_needs_neither_a_name_nor_an_agreement(client, invitation, organizer):
    client.post(address(invitation), {"answer": "decline", "way": "fax", "reason": "해외 출장"})

    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason, invitation.answered_way) == (
        InvitationState.DECLINED,
        "해외 출장",
        Way.FAX,
    )
    assert not Registration.objects.exists()


def test_deputy_comes_without_an_address_or_a_telephone(client, invitation, organizer):
    client.post(address(invitation), {**COMES, "answer": "deputy", "name": "이대참"})

    guest = Registration.objects.get()
    assert (guest.name, guest.is_deputy, guest.email, guest.phone) == ("이대참", True, "", "")
    assert (guest.category, state(invitation)) == (invitation.category, InvitationState.DEPUTED)


def test_people_are_named_for_the_seats_of_a_body(client, organizer, invitation):
    body = InvitationFactory(event=invitation.event, kind=InvitationKind.SEATS, name="", seats=1)

    first = client.post(address(body), {**COMES, "answer": "name"})
    second = client.post(address(body), {**COMES, "answer": "name", "name": "이둘째"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert list(body.registrations.values_list("name", flat=True)) == ["김초청"]


@pytest.mark.parametrize("answer", ["accept", "deputy"])
def test_body_is_not_answered_for_like_a_person(client, organizer, invitation, answer):
    body = InvitationFactory(event=invitation.event, kind=InvitationKind.SEATS, name="", seats=2)

    response = client.post(address(body), {**COMES, "answer": answer})

    assert response.status_code == 422
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("name", "참석하시는 분의 성명을 적어 주세요."),
        ("organization", "소속을 적어 주세요."),
        ("has_agreed", "동의를 확인한 다음 저장해 주세요."),
        ("way", "필수"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(client, organizer, invitation, missing, sentence):
    values = {name: value for name, value in {**COMES, "answer": "accept"}.items() if name != missing}

    response = client.post(address(invitation), values)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert (state(invitation), Registration.objects.count()) == (InvitationState.SENT, 0)


def test_refusal_of_the_rules_is_shown_on_the_page(client, organizer, invitation):
    Invitation.objects.filter(pk=invitation.pk).update(state=InvitationState.REVOKED)

    response = client.post(address(invitation), {**COMES, "answer": "accept"})

    assert response.status_code == 422
    assert "지금은 답변을 받지 않는 초청입니다." in response.content.decode()


def test_organizer_of_another_event_enters_nothing(client, invitation):
    client.force_login(organizer_of(EventFactory()))

    assert client.get(address(invitation)).status_code == 404
    assert client.post(address(invitation), {**COMES, "answer": "accept"}).status_code == 404
    assert (state(invitation), Registration.objects.count()) == (InvitationState.SENT, 0)
