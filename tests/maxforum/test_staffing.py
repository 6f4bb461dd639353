"""The first accounts: made once, told once, with a role at every event and nothing more."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from events import access
from events.models import Event, EventRole, RoleGrant, User
from maxforum import staffing
from tests.factories.events import NOON, EventFactory, UserFactory

ADDRESSES = {"organizer_email": "organizer@example.com", "desk_email": "desk@example.com"}


@pytest.mark.django_db
def test_create_first_makes_an_organizer_and_a_desk_account():
    events = [EventFactory(), EventFactory()]

    accounts = staffing.create_first(**ADDRESSES, at=NOON)

    organizer, desk = (authenticate(username=one.email, password=one.password) for one in accounts)
    assert [(user.email, user.is_staff, user.is_superuser) for user in (organizer, desk)] == [
        ("organizer@example.com", True, False),
        ("desk@example.com", False, False),
    ]
    assert list(Event.objects.for_organizer(organizer).order_by("pk")) == events
    assert list(Event.objects.for_desk(desk).order_by("pk")) == events
    assert access.has_any_role(desk, EventRole.ORGANIZER) is False


@pytest.mark.django_db
def test_create_first_gives_each_its_own_password():
    passwords = {account.password for account in staffing.create_first(**ADDRESSES, at=NOON)}

    assert sorted(len(password) for password in passwords) == [19, 19]


@pytest.mark.django_db
def test_create_first_makes_nobody_where_somebody_has_an_account():
    EventFactory()
    UserFactory()

    assert staffing.create_first(**ADDRESSES, at=NOON) == []

    assert (User.objects.count(), RoleGrant.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_create_staff_tells_the_passwords_once():
    first, second = StringIO(), StringIO()

    call_command("create_staff", stdout=first)
    call_command("create_staff", stdout=second)

    email, password = first.getvalue().splitlines()[1].split()[1:]
    assert authenticate(username=email, password=password) == User.objects.get(email="organizer@example.com")
    assert second.getvalue() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("addresses", [["--desk", "nobody"], ["--desk", "Organizer@example.com"]])
def test_create_staff_refuses_addresses_that_cannot_be(addresses):
    with pytest.raises(CommandError) as caught:
        call_command("create_staff", *addresses)

    assert (caught.value.returncode, User.objects.count()) == (2, 0)
