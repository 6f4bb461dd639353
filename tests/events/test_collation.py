"""The order of Korean lists, as the database keeps it."""

import pytest

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
    "Zoe",
    "3M",
    "9호",
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
