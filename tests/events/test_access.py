"""Who may work on which event."""

from contextlib import suppress

import pytest
from django.http import Http404

from events import access
from events.models import EventRole
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.racing import overtaken


def grant(event, user, role):
    return access.grant(event_id=event.pk, user_id=user.pk, role=role, by_id=None, at=NOON)


@pytest.mark.django_db
def test_roles_open_their_own_event_alone():
    mine, other, user = EventFactory(), EventFactory(), UserFactory()
    grant(mine, user, EventRole.DESK)

    assert access.event_for_desk(user, mine.slug) == mine
    for refused in (
        lambda: access.event_for_organizer(user, mine.slug),
        lambda: access.event_for_desk(user, other.slug),
    ):
        with pytest.raises(Http404):
            refused()


@pytest.mark.django_db
def test_organizer_may_run_the_desk():
    event, user = EventFactory(), UserFactory()
    grant(event, user, EventRole.ORGANIZER)

    assert access.event_for_organizer(user, event.slug) == event
    assert access.event_for_desk(user, event.slug) == event


@pytest.mark.django_db
def test_revoked_role_closes_at_once_and_stays_on_record():
    event, user = EventFactory(), UserFactory()
    granted = grant(event, user, EventRole.DESK)

    access.revoke(grant_id=granted.pk, at=NOON)

    with pytest.raises(Http404):
        access.event_for_desk(user, event.slug)
    granted.refresh_from_db()
    assert granted.revoked_at == NOON


@pytest.mark.django_db
@pytest.mark.parametrize("others", ["nobody", "desk", "inactive"])
def test_last_organizer_keeps_the_event(others):
    event, user = EventFactory(), UserFactory()
    granted = grant(event, user, EventRole.ORGANIZER)
    grant(EventFactory(), UserFactory(), EventRole.ORGANIZER)
    if others != "nobody":
        grant(
            event,
            UserFactory(is_active=others != "inactive"),
            EventRole.DESK if others == "desk" else EventRole.ORGANIZER,
        )

    with pytest.raises(access.RevokeRefused, match="마지막 주최 담당자"):
        access.revoke(grant_id=granted.pk, at=NOON)

    assert access.event_for_organizer(user, event.slug) == event


@pytest.mark.django_db(transaction=True)
def test_two_organizers_do_not_take_the_role_from_each_other():
    event = EventFactory()
    first, second = (grant(event, UserFactory(), EventRole.ORGANIZER) for _number in range(2))

    def revoke_second():
        with suppress(access.RevokeRefused):
            access.revoke(grant_id=second.pk, at=NOON)

    with overtaken(revoke_second):
        access.revoke(grant_id=first.pk, at=NOON)

    assert access.organizers(event.pk).get() == second


@pytest.mark.django_db
def test_granting_twice_gives_one_role():
    event, user = EventFactory(), UserFactory()

    assert grant(event, user, EventRole.DESK) == grant(event, user, EventRole.DESK)
    assert user.role_grants.count() == 1


@pytest.mark.django_db
def test_inactive_user_has_no_events():
    event, user = EventFactory(), UserFactory(is_active=False, is_superuser=True)

    with pytest.raises(Http404):
        access.event_for_organizer(user, event.slug)
