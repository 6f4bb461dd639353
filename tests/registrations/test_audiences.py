"""To whom a mass mail goes: each address once, and everybody who is left out by name and reason."""

from datetime import timedelta

import pytest

from events.models import Sector
from registrations import audiences, newsrefusals
from registrations.audiences import Audience, Group, Reason
from registrations.models import Consent, Registration
from registrations.states import Category, InvitationKind, InvitationState, RegistrationState
from tests.factories.events import (
    NOON,
    START,
    DivisionFactory,
    EventFactory,
    OrganizationFactory,
)
from tests.factories.registrations import InvitationFactory, RegistrationFactory, ScanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


def addresses(event, **chosen) -> list[str]:
    return [one.address for one in audiences.resolve(Audience(**chosen), event_id=event.pk).found]


def come_in(registration) -> None:
    ScanFactory(registration=registration, at=START)


def agree(registration, *, given=True, at=NOON) -> None:
    Consent.objects.create(
        registration=registration, item="news", given=given, version="1", text="x", text_hash="x", at=at
    )


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (Group.CONFIRMED, ["came@x.kr", "missed@x.kr"]),
        (Group.WAITING, ["waiting@x.kr", "offered@x.kr"]),
        (Group.REQUESTED, ["requested@x.kr"]),
        (Group.INVITED, ["invited@x.kr"]),
        (Group.DECLINED, ["declined@x.kr"]),
        (Group.CAME, ["came@x.kr"]),
        (Group.MISSED, ["missed@x.kr"]),
    ],
)
def test_groups_hold_those_in_their_state(event, group, expected):
    come_in(RegistrationFactory(event=event, email="came@x.kr"))
    RegistrationFactory(event=event, email="missed@x.kr")
    RegistrationFactory(
        event=event, email="waiting@x.kr", state=RegistrationState.WAITLISTED, waiting_number=1
    )
    RegistrationFactory(event=event, email="offered@x.kr", state=RegistrationState.OFFERED)
    RegistrationFactory(event=event, email="requested@x.kr", state=RegistrationState.REQUESTED)
    RegistrationFactory(event=event, email="cancelled@x.kr", state=RegistrationState.CANCELLED)
    InvitationFactory(event=event, email="invited@x.kr")
    InvitationFactory(event=event, email="unsent@x.kr", state=InvitationState.READY)
    InvitationFactory(event=event, email="declined@x.kr", state=InvitationState.DECLINED, answered_at=NOON)
    RegistrationFactory(email="elsewhere@x.kr")

    assert addresses(event, groups=[group]) == expected


def test_nothing_chosen_is_nobody(event):
    RegistrationFactory(event=event)

    assert addresses(event) == []


def test_groups_are_narrowed_by_category_language_sector_and_division(event):
    division = DivisionFactory()
    body = OrganizationFactory(sector=Sector.RESEARCH, divisions=[division, DivisionFactory()])
    invitation = InvitationFactory(event=event, body=body)
    RegistrationFactory(event=event, email="a@x.kr", category=Category.PRESS)
    RegistrationFactory(event=event, email="b@x.kr", category=Category.AGENCY, invitation=invitation)
    RegistrationFactory(event=event, email="c@x.kr", language="en")
    confirmed = {"groups": [Group.CONFIRMED]}

    assert addresses(event, **confirmed, categories=[Category.PRESS]) == ["a@x.kr"]
    assert addresses(event, **confirmed, languages=["en"]) == ["c@x.kr"]
    assert addresses(event, **confirmed, sectors=[Sector.RESEARCH]) == ["b@x.kr"]
    assert addresses(event, **confirmed, sectors=[Sector.PRESS, Sector.RESEARCH]) == ["a@x.kr", "b@x.kr"]
    assert addresses(event, **confirmed, divisions=[division.pk]) == ["b@x.kr"]


def test_chosen_rows_stand_alone_and_are_of_the_event(event):
    chosen = RegistrationFactory(event=event, email="a@x.kr", state=RegistrationState.CANCELLED)
    other = RegistrationFactory(email="other@x.kr")
    RegistrationFactory(event=event, email="b@x.kr")

    assert addresses(event, registration_ids=[chosen.pk, other.pk]) == ["a@x.kr"]


def test_each_address_is_written_to_once_and_the_rest_is_named_with_the_reason(event):
    first = RegistrationFactory(event=event, email="Kim@x.kr")
    invited = InvitationFactory(event=event, email="kim@X.kr")
    nowhere = RegistrationFactory(event=event, email="")
    body = InvitationFactory(
        event=event,
        kind=InvitationKind.SEATS,
        name="",
        email="desk@x.kr",
        seats=3,
        state=InvitationState.READY,
    )
    named = RegistrationFactory(event=event, email="", invitation=body)

    resolved = audiences.resolve(Audience(groups=[Group.CONFIRMED, Group.INVITED]), event_id=event.pk)

    assert [(one.row, one.address) for one in resolved.found] == [(first, "kim@x.kr"), (named, "desk@x.kr")]
    assert [(one.row, one.reason) for one in resolved.left_out] == [
        (nowhere, Reason.NOWHERE),
        (invited, Reason.TWICE),
    ]


def test_news_go_to_those_who_agreed_last_and_have_not_refused_since(event):
    agreed, refused, again, withdrawn, never = (RegistrationFactory(event=event) for _n in range(5))
    for one in (agreed, refused, again, withdrawn):
        agree(one)
    agree(withdrawn, given=False, at=NOON + timedelta(days=1))
    for one in (refused, again):
        token = newsrefusals.token(newsrefusals.subject(one.email))
        newsrefusals.refuse(token=token, at=NOON + timedelta(days=2))
    agree(again, at=NOON + timedelta(days=3))

    resolved = audiences.resolve(Audience(groups=[Group.CONFIRMED]), event_id=event.pk, only_news=True)

    assert [one.row for one in resolved.found] == [agreed, again]
    assert [(one.row, one.reason) for one in resolved.left_out] == [
        (refused, Reason.REFUSED),
        (withdrawn, Reason.NO_CONSENT),
        (never, Reason.NO_CONSENT),
    ]


def test_erased_and_revoked_rows_are_not_looked_at(event):
    RegistrationFactory(event=event, erased_at=NOON)
    row = InvitationFactory(event=event, state=InvitationState.REVOKED)

    assert addresses(event, groups=[Group.CONFIRMED]) == []
    assert addresses(event, invitation_ids=[row.pk]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_recipients_cost_the_same_however_many(event, django_assert_num_queries, count):
    for _n in range(count):
        invitation = InvitationFactory(event=event, body=OrganizationFactory())
        agree(RegistrationFactory(event=event, invitation=invitation))
        InvitationFactory(event=event)

    with django_assert_num_queries(5):  # registrations, invitations, refusals, two for the consents
        resolved = audiences.resolve(
            Audience(groups=[Group.CONFIRMED, Group.INVITED], sectors=list(Sector)),
            event_id=event.pk,
            only_news=True,
        )
        assert [one.address for one in resolved.found]
    assert Registration.objects.count() == count
