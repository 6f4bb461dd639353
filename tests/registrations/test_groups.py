"""A group asks by itself."""

from datetime import timedelta

import pytest

from events.models import Message
from registrations import groups
from registrations.inviting import Invitee
from registrations.models import CategoryTerms, Consent, Invitation
from registrations.moving import BookingRefused
from registrations.states import Category, InvitationKind, InvitationState
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS
from tests.registrations.invited import invite, steps

pytestmark = pytest.mark.django_db


def ask(event, *, at=NOON, consents=CONSENTS, **fields):
    values = {
        "organization": "한국대",
        "category": Category.ACADEMIA,
        "name": "정담당",
        "email": "group@example.com",
        "phone": "+821012345678",
    }
    return groups.ask(
        event_id=event.pk, coordinator=Invitee(**{**values, **fields}), consent_answers=consents, at=at
    )


def test_group_is_opened_for_its_coordinator_who_gets_the_link():
    group = ask(EventFactory())

    message = Message.objects.get()
    assert (group.kind, group.state, group.seats, group.held_until) == (
        InvitationKind.GROUP,
        InvitationState.ACCEPTED,
        groups.MOST_PEOPLE,
        None,
    )
    assert (message.to, message.token_subject) == ("group@example.com", f"invitation:{group.code}")
    assert steps(group) == ["created", "accepted", "sent"]
    assert sorted(Consent.objects.values_list("item", "given", "invitation")) == [
        ("age", True, group.pk),
        ("privacy", True, group.pk),
    ]


def test_group_asked_for_again_is_the_same_and_is_mailed_once_in_ten_minutes():
    event = EventFactory()
    group = ask(event)

    again = ask(event, email="GROUP@example.com", at=NOON + timedelta(minutes=1))
    later = ask(event, at=NOON + timedelta(minutes=11))

    assert (again, later, Message.objects.count()) == (group, group, 2)


def test_group_of_somebody_who_is_invited_is_a_group_of_its_own():
    event = EventFactory()
    invite(event, email="group@example.com")

    ask(event)

    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"consents": {}},
        {"category": Category.VIP},
        {"category": Category.PRESS},
        {"at": NOON + timedelta(days=100)},
    ],
)
def test_group_is_refused_and_nothing_is_written(wrong):
    event = EventFactory()
    CategoryTerms.objects.create(event=event, category=Category.PRESS, is_open=False)

    with pytest.raises(BookingRefused):
        ask(event, **wrong)

    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)
