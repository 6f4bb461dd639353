"""A new code for a guest: what the old one opens from then on, and what stays as it was."""

from uuid import uuid4

import pytest
from django.urls import reverse

from events.models import Message, MessageState
from registrations import correspondence, finding, links, notices, privacy, renewing
from registrations.badges import printing
from registrations.desk import checkin
from registrations.models import CheckInOutcome, DestructionReason, PrintReason, Registration, RevokedCode
from registrations.renewing import RenewalRefused
from registrations.states import RegistrationState
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken


def renew(guest: Registration) -> str:
    """Give the guest a new code; the old one."""
    old = guest.code
    renewing.renew(registration_id=guest.pk, reason=PrintReason.LOST, by_id=None, at=NOON)
    guest.refresh_from_db()
    return old


def enter(guest: Registration, code: str) -> str:
    attempt = checkin.check_in(
        registration_id=guest.pk, scan_id=uuid4(), by_id=UserFactory().pk, at=START, code=code
    )
    return attempt.outcome


@pytest.mark.django_db
def test_old_code_finds_its_guest_and_says_that_the_badge_was_revoked():
    guest = RegistrationFactory()
    old = renew(guest)

    ((by_old,), (by_new,)) = (
        finding.find(event_id=guest.event_id, query=code) for code in (old.lower(), guest.code)
    )

    assert (by_old, by_old.revoked_code) == (guest, old)
    assert (by_new, by_new.revoked_code) == (guest, None)
    assert not finding.find(event_id=EventFactory().pk, query=old)


@pytest.mark.django_db
def test_old_code_lets_nobody_in_and_the_new_one_does():
    guest = RegistrationFactory()
    old = renew(guest)

    outcomes = [enter(guest, code) for code in (old, guest.code, old)]

    assert outcomes == [CheckInOutcome.REVOKED, CheckInOutcome.ENTERED, CheckInOutcome.REVOKED]


@pytest.mark.django_db
def test_desk_says_that_a_badge_was_revoked(client):
    guest, user = RegistrationFactory(name="홍길동"), UserFactory(is_superuser=True, is_staff=True)
    old = renew(guest)
    client.force_login(user)

    found = client.get(reverse("desk:search", args=[guest.event.slug]), {"q": old}).content.decode()
    answer = client.post(
        reverse("desk:check-in", args=[guest.event.slug, old]), {"scan_id": str(uuid4())}, follow=True
    )

    assert "폐기된 명찰" in found
    assert "폐기된 명찰입니다. 홍길동 과장 님 본인인지" in answer.content.decode()
    assert guest.check_ins.get().outcome == CheckInOutcome.REVOKED


@pytest.mark.django_db
def test_link_of_older_mails_still_opens_the_page_with_the_new_code(client):
    guest = RegistrationFactory()
    token = links.token(guest)
    old = renew(guest)
    older = renew(guest)

    assert links.find(token, at=NOON) == guest
    assert links.token(guest) == token
    links.renew(guest)
    page = client.get(reverse("registrations:mine", args=[token])).content.decode()
    assert guest.code in page
    assert (old in page, older in page) == (False, False)


@pytest.mark.django_db
def test_mails_of_before_and_after_are_the_guests_and_go_with_them():
    guest = RegistrationFactory()
    notices.received(guest, at=NOON)
    renew(guest)
    stray = Message.objects.get()
    Message.objects.filter(pk=stray.pk).update(key="of-no-row", state=MessageState.SENDING)

    assert correspondence.of(guest).get() == stray
    privacy.erase(registration_id=guest.pk, reason=DestructionReason.REQUEST, by_id=None, at=NOON)
    assert stray in correspondence.of_erased()


@pytest.mark.django_db
def test_old_badge_no_longer_counts_as_printed():
    guest = RegistrationFactory()
    printing.print_at_desk(registration_id=guest.pk, by_id=None, at=NOON)
    renew(guest)
    before = finding.find(event_id=guest.event_id, query=guest.code)[0].was_printed
    printing.print_at_desk(registration_id=guest.pk, by_id=None, at=NOON)

    assert (before, finding.find(event_id=guest.event_id, query=guest.code)[0].was_printed) == (
        False,
        True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({}, "made-up"),
        ({"state": RegistrationState.CANCELLED}, PrintReason.LOST),
        ({"erased_at": NOON}, PrintReason.LOST),
    ],
)
def test_renewal_without_a_reason_or_of_who_is_gone_changes_nothing(fields, reason):
    guest = RegistrationFactory(**fields)
    code = guest.code

    with pytest.raises(RenewalRefused):
        renewing.renew(registration_id=guest.pk, reason=reason, by_id=None, at=NOON)

    guest.refresh_from_db()
    assert (guest.code, RevokedCode.objects.count()) == (code, 0)


@pytest.mark.django_db(transaction=True)
def test_check_in_that_waits_for_a_renewal_sees_the_code_revoked():
    guest, user = RegistrationFactory(), UserFactory()
    scan = {"registration_id": guest.pk, "scan_id": uuid4(), "by_id": user.pk, "at": START}
    code = guest.code

    with overtaken(lambda: checkin.check_in(**scan, code=code).outcome) as attempt:
        renewing.renew(registration_id=guest.pk, reason=PrintReason.LOST, by_id=None, at=NOON)

    assert attempt.result() == CheckInOutcome.REVOKED
