"""The kiosk's rules: one guest and no other, and nothing said of anybody else."""

from uuid import uuid4

import pytest

from registrations.desk import checkin, kiosk
from registrations.models import BadgePrint, CheckIn, RevokedCode, StationJob
from registrations.states import RegistrationState, Way
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


def guest_of(event, **fields):
    values = {"name": "홍길동", "phone": "+821012345678", "code": "ACDE3467", **fields}
    return RegistrationFactory(event=event, **values)


@pytest.mark.parametrize(
    "said",
    [
        {"code": "ACDE3467"},
        {"code": " acde 3467\n"},
        {"code": "ㅁㅊㅇㄷ3467"},  # a scanner under the Hangul keyboard
        {"digits": "5678", "initials": "ㅎㄱㄷ"},
        {"digits": "5678", "initials": "홍길동"},
    ],
)
def test_guest_is_found(event, said):
    guest = guest_of(event)
    guest_of(event, name="박정호", code="ACDE3469")

    assert kiosk.find(event_id=event.pk, **said) == guest


@pytest.mark.parametrize("initials", ["JS", "js", "john smith", "J.S."])
def test_guest_with_a_latin_name_is_found(event, initials):
    guest = guest_of(event, name="John Smith")

    assert kiosk.find(event_id=event.pk, digits="5678", initials=initials) == guest


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"code": "홍길동"},
        {"code": "ACDE3469"},
        {"digits": "5678"},
        {"digits": "5678", "initials": "ㅎㄱ"},
        {"digits": "5678", "initials": "ㅎ"},
        {"digits": "5678", "initials": "..."},
        {"digits": "5678", "initials": ".*"},
        {"digits": "345678", "initials": "ㅎㄱㄷ"},
        {"digits": "678", "initials": "ㅎㄱㄷ"},
        {"digits": "٥٦٧٨", "initials": "ㅎㄱㄷ"},
        {"initials": "ㅎㄱㄷ"},
    ],
)
def test_half_of_it_finds_nobody(event, said):
    guest_of(event)

    with pytest.raises(kiosk.NotClear, match="안내데스크"):
        kiosk.find(event_id=event.pk, **said)


def test_two_who_are_meant_are_nobody(event):
    guest_of(event)
    guest_of(event, name="한가당", code="ACDE3469")

    with pytest.raises(kiosk.NotClear):
        kiosk.find(event_id=event.pk, digits="5678", initials="ㅎㄱㄷ")


@pytest.mark.parametrize("state", [RegistrationState.CANCELLED, RegistrationState.WAITLISTED])
def test_who_has_no_seat_is_sent_to_the_desk_as_anybody(event, state):
    guest_of(event, state=state, waiting_number=1)

    with pytest.raises(kiosk.NotClear) as problem:
        kiosk.find(event_id=event.pk, code="ACDE3467")

    assert str(problem.value) == kiosk.to_the_desk()


def test_revoked_badge_and_other_events_guest_are_nobody(event):
    guest = guest_of(event)
    RevokedCode.objects.create(registration=guest, code="ACDE3469", reason="lost", at=NOON)
    guest_of(EventFactory(), code="ACDE346A")

    for code in ("ACDE3469", "ACDE346A"):
        with pytest.raises(kiosk.NotClear):
            kiosk.find(event_id=event.pk, code=code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("홍길동", "홍*동"),
        ("남궁민수", "남***"),
        ("김솔", "김*"),
        ("홍", "홍"),
        ("John Smith", "J*** S****"),
        ("한국기계 연구원", "한*** 연*원"),
        ("한국기계전기전자시험연구원", "한*****"),
        ("", ""),
    ],
)
def test_bystander_learns_little(text, shown):
    assert kiosk.masked(text) == shown


def let_in(guest, **fields):
    values = {"scan_id": uuid4(), "by_id": UserFactory().pk, "at": NOON, "device": "키오스크", **fields}
    return kiosk.let_in(registration_id=guest.pk, **values)


def test_guest_is_in_and_the_badge_is_on_its_way(event):
    guest = guest_of(event)

    assert let_in(guest)
    assert CheckIn.objects.get().device == "키오스크"
    assert StationJob.objects.get().registration == guest


def test_who_has_a_badge_gets_no_other(event):
    guest = guest_of(event)
    BadgePrint.objects.create(registration=guest, at=NOON, way=Way.ADMIN, code=guest.code)

    assert not let_in(guest)
    assert checkin.entry_of(guest)
    assert not StationJob.objects.exists()


def test_who_is_in_already_is_sent_to_the_desk_and_kept_in_the_ledger(event):
    guest = guest_of(event)
    let_in(guest)

    with pytest.raises(kiosk.NotClear):
        let_in(guest)

    assert list(CheckIn.objects.order_by("pk").values_list("outcome", flat=True)) == ["entered", "already"]
    assert StationJob.objects.count() == 1


def test_token_is_good_at_its_own_kiosk_alone(event):
    guest, scan_id = guest_of(event), uuid4()
    token = kiosk.token(guest, kiosk="one", scan_id=scan_id)

    assert kiosk.confirmed(token, kiosk="one") == (guest.pk, scan_id)
    for text, key in ((token, "two"), (token + "x", "one"), ("", "one")):
        with pytest.raises(kiosk.NotClear):
            kiosk.confirmed(text, kiosk=key)
