"""Certificates of attendance: only for those who came, numbered without gaps, one standing for each."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from events.models import Event
from registrations import certificates, privacy
from registrations.certificates import CertificateRefused
from registrations.desk import checkin
from registrations.models import Certificate, DestructionReason
from tests.factories.events import START, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import race

pytestmark = pytest.mark.django_db

AFTER = START + timedelta(hours=5)


@pytest.fixture
def event():
    return EventFactory(slug="demo", ends_at=START + timedelta(hours=2))


def come(event: Event, **fields):
    guest = RegistrationFactory(event=event, **fields)
    checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=UserFactory().pk, at=START)
    return guest


def issue(guest, *, at=AFTER) -> Certificate:
    return certificates.issue(registration_id=guest.pk, by_id=None, at=at)


def test_who_came_has_a_certificate_with_a_number_and_a_code(event):
    certificate = issue(come(event, name="홍길동", organization="한국기계", title="부장"))

    assert (certificate.serial, certificate.name, certificate.organization) == (
        "DEMO-0001",
        "홍길동",
        "한국기계",
    )
    assert len(certificate.code) == certificates.CODE_LENGTH
    assert certificates.find(certificate.readable_code.lower()) == certificate


def test_asking_again_gives_the_same_certificate(event):
    guest = come(event)

    assert issue(guest) == issue(guest)


def test_who_did_not_come_has_none(event):
    guest = RegistrationFactory(event=event)

    with pytest.raises(CertificateRefused, match="입장 기록이 없어"):
        issue(guest)
    assert not Certificate.objects.exists()


def test_there_is_none_before_the_event_is_over(event):
    guest = come(event)

    with pytest.raises(CertificateRefused, match="행사가 끝난 뒤에"):
        issue(guest, at=START + timedelta(hours=1))
    assert not certificates.may_have(guest, at=START)
    assert certificates.may_have(guest, at=AFTER)


def test_corrected_name_makes_the_older_certificate_void(event):
    guest = come(event, name="홍길둥")
    wrong = issue(guest)
    guest.name = "홍길동"
    guest.save()
    assert certificates.standing(guest) is None

    right = issue(guest)

    wrong.refresh_from_db()
    assert wrong.revoked_at == AFTER
    assert (right.serial, right.name) == ("DEMO-0002", "홍길동")
    assert certificates.standing(guest) == right


def test_revoked_certificate_stays_revoked_until_an_organizer_issues_another(event):
    guest = come(event)
    first = issue(guest)
    person = UserFactory()

    assert certificates.revoke(certificate_id=first.pk, reason="잘못 발급", by_id=person.pk, at=AFTER)
    assert not certificates.revoke(certificate_id=first.pk, reason="또", by_id=person.pk, at=AFTER)

    assert certificates.standing(guest) is None
    assert certificates.find(first.code).revocation == "잘못 발급"
    assert not certificates.may_have(guest, at=AFTER)
    assert certificates.issue_all(event_id=event.pk, by_id=None, at=AFTER) == []
    with pytest.raises(CertificateRefused, match="취소한"):
        issue(guest)
    again = certificates.issue(registration_id=guest.pk, by_id=person.pk, at=AFTER, is_again=True)
    assert (again.number, certificates.standing(guest)) == (2, again)


def test_after_a_revocation_a_corrected_name_may_have_one(event):
    guest = come(event, name="홍길둥")
    certificates.revoke(certificate_id=issue(guest).pk, reason="오타", by_id=None, at=AFTER)
    guest.name = "홍길동"
    guest.save()

    assert certificates.may_have(guest, at=AFTER)
    assert issue(guest).name == "홍길동"


def test_revoking_needs_a_reason(event):
    certificate = issue(come(event))

    with pytest.raises(CertificateRefused, match="사유"):
        certificates.revoke(certificate_id=certificate.pk, reason=" ", by_id=None, at=AFTER)


def test_all_who_came_get_theirs_by_name_and_keep_what_they_have(event):
    has = issue(come(event, name="하하하"))
    for name in ("나나나", "가가가"):
        come(event, name=name)
    RegistrationFactory(event=event, name="안온이")

    every = certificates.issue_all(event_id=event.pk, by_id=None, at=AFTER)

    assert [(one.name, one.number) for one in every] == [("가가가", 2), ("나나나", 3), ("하하하", 1)]
    assert every[2] == has


@pytest.mark.parametrize("count", [1, 3])
def test_all_are_issued_with_the_same_queries_however_many(event, count, django_assert_num_queries):
    for _ in range(count):
        come(event)

    with django_assert_num_queries(7):
        certificates.issue_all(event_id=event.pk, by_id=None, at=AFTER)


def test_destruction_leaves_the_number_and_takes_the_name(event):
    guest = come(event, name="홍길동")
    certificate = issue(guest)

    privacy.erase(registration_id=guest.pk, reason=DestructionReason.EXPIRED, by_id=None, at=AFTER)

    certificate.refresh_from_db()
    assert (certificate.name, certificate.organization, certificate.number) == (privacy.GONE, "", 1)
    assert certificates.issue_all(event_id=event.pk, by_id=None, at=AFTER) == []


def test_database_refuses_two_standing_certificates_of_one_guest(event):
    first = issue(come(event))
    first.pk, first.number, first.code = None, 2, "ANOTHER"

    with pytest.raises(IntegrityError, match="certificate_one_standing"):
        first.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_when_many_ask_at_once(event):
    guests = [come(event) for _ in range(4)]

    race(lambda number: issue(guests[number]), racers=4)

    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
