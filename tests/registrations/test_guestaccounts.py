from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.models import Message, User
from registrations import guestaccounts, links
from registrations.models import DestroyedKind, Destruction, Registration
from registrations.states import RegistrationState
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
OVER = START + timedelta(hours=2) + links.LIFETIME + timedelta(seconds=1)


def test_address_with_a_registration_gets_an_account_that_is_no_staff():
    RegistrationFactory(email="gildong@example.com")

    account = guestaccounts.for_address("Gildong@example.com", at=NOON)

    assert account == User.objects.get()
    assert (account.email, account.is_guest, account.is_staff) == ("gildong@example.com", True, False)
    assert not account.has_usable_password()
    assert guestaccounts.for_address("gildong@example.com", at=NOON) == account


def test_unknown_address_gets_no_account():
    assert guestaccounts.for_address("nobody@example.com", at=NOON) is None
    assert not User.objects.exists()


def test_address_whose_links_have_run_out_gets_no_account():
    RegistrationFactory(email="gildong@example.com")

    assert guestaccounts.for_address("gildong@example.com", at=OVER) is None


def test_member_of_staff_gets_the_own_links_by_mail_and_no_code():
    UserFactory(email="staff@example.com")
    registration = RegistrationFactory(email="staff@example.com", registered_at=NOON - timedelta(days=1))
    RegistrationFactory(email="staff@example.com", state=RegistrationState.CANCELLED)

    assert guestaccounts.for_address("staff@example.com", at=NOON) is None

    assert [mail.token_subject for mail in Message.objects.all()] == [links.subject(registration.code)]


def test_member_of_staff_without_a_registration_gets_nothing():
    UserFactory(email="staff@example.com")

    assert guestaccounts.for_address("staff@example.com", at=NOON) is None
    assert not Message.objects.exists()


def test_account_goes_with_the_last_registration_that_can_be_shown():
    kept = RegistrationFactory(email="Kept@example.com")
    RegistrationFactory(email="idle@example.com")
    for email in ("kept@example.com", "idle@example.com"):
        guestaccounts.for_address(email, at=NOON)
    staff = UserFactory()
    Registration.objects.exclude(pk=kept.pk).delete()

    assert guestaccounts.delete_idle(at=NOON) == 1
    assert guestaccounts.delete_idle(at=NOON) == 0

    assert set(User.objects.values_list("email", flat=True)) == {"kept@example.com", staff.email}
    ledger = Destruction.objects.get()
    assert (ledger.kind, ledger.count) == (DestroyedKind.ACCOUNT, 1)


@pytest.mark.parametrize("change", [{"is_staff": True}, {"is_superuser": True}, {"password": "md5$x$y"}])
def test_guests_account_never_becomes_staff_by_the_way(change):
    account = User.objects.guest("guest@example.com")

    with pytest.raises(IntegrityError, match="user_guest_is_no_staff"), transaction.atomic():
        User.objects.filter(pk=account.pk).update(**change)


def test_guests_account_reaches_no_event():
    EventFactory()
    account = User.objects.guest("guest@example.com")

    assert account.is_active
    assert not type(account).objects.filter(is_staff=True).exists()
    assert not EventFactory._meta.model.objects.for_desk(account).exists()
