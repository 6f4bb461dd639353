"""The order of Korean lists, as the database keeps it."""

import pytest

from events import collation
from registrations.models import Registration
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db

NAMES = [
    "가나",
    "가나다",
    "강 감찬",
    "강감철",
    "나",
    "뷁쀍",
    "홍길동",
    "李舜臣",
    "金九",
    "Anna",
    "Émile",
    "Nguyễn An",
    "Nguyen Be",
    "Zoe",
    "3M",
    "9호",
    "Юрий",
    "محمد",
]
BODIES = [
    "가온",
    "(주)나래",
    "주식회사 다솜",
    "재단법인 마루",
    "㈜바람",
    "한국기계(주)",
    "中央會",
    "ABB",
    "(주) 3D",
    "وزارة",
]


@pytest.fixture
def event():
    return EventFactory()


def test_names_go_hangul_hanja_latin_digits(event):
    for name in reversed(NAMES):
        RegistrationFactory(event=event, name=name)

    assert list(Registration.objects.order_by("name_key").values_list("name", flat=True)) == NAMES


def test_bodies_are_ordered_without_the_legal_form_before_them(event):
    for body in reversed(BODIES):
        RegistrationFactory(event=event, organization=body)

    ordered = Registration.objects.order_by("organization_key").values_list("organization", flat=True)
    assert list(ordered) == BODIES


def test_spaces_and_marks_do_not_count(event):
    one, other = (RegistrationFactory(event=event, name=name) for name in ("홍 길·동", "홍길동"))

    keys = Registration.objects.in_bulk([one.pk, other.pk])
    assert keys[one.pk].name_key == keys[other.pk].name_key


def test_key_follows_a_corrected_name(event):
    person = RegistrationFactory(event=event, name="홍길동")

    Registration.objects.filter(pk=person.pk).update(name="가나다")

    person.refresh_from_db()
    assert person.name_key == "가나다"


@pytest.mark.parametrize("initial", collation.INITIALS)
def test_under_a_heading_stands_what_has_that_initial(initial):
    event = EventFactory()
    for name in (
        "가",
        "깋",
        "나",
        "닣",
        "까",
        "다",
        "따",
        "띻",
        "라",
        "하",
        "힣",
        "Ann",
        "é",
        "7",
        "洪",
        "ㄱ",
    ):
        RegistrationFactory(event=event, name=name)

    found = Registration.objects.filter(collation.under(initial, "name_key")).values_list("name", flat=True)

    every = Registration.objects.values_list("name", flat=True)
    latin = {"é"} if initial == collation.LATIN else set()  # stands with e, though it is no ASCII letter
    assert set(found) == {name for name in every if collation.initial(name) == initial} | latin


def test_rows_stand_under_each_heading_once_and_the_rest_last():
    names = ["محمد", "강감찬", "곽재우", "홍길동", "金九", "Anna", "3M", "*"]

    headed = collation.headed(names, of=str, rest="기타")

    assert headed == [
        ("ㄱ", ["강감찬", "곽재우"]),
        ("ㅎ", ["홍길동"]),
        ("A–Z", ["Anna"]),
        ("0–9", ["3M"]),
        ("기타", ["محمد", "金九", "*"]),
    ]


def test_under_no_heading_stands_nothing():
    with pytest.raises(ValueError, match="가"):
        collation.under("가", "name_key")
