"""The desk's fallback list: everybody, a box to tick, a bar code that a scanner reads, and a page for each desk."""

import pytest
import zxingcpp

from events.kinds import NothingToPrint
from registrations import desklistpaper
from registrations.ordering import Order
from registrations.states import RegistrationState
from tests import pdfs
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.drawing import draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def test_scanner_reads_each_bar_code_off_the_page(event):
    codes = {RegistrationFactory(event=event, name=f"김손님{number}").code for number in range(12)}

    picture = pdfs.picture(draw(event, "desk-list"), dpi=300)

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.Code128)
    assert {code.text for code in found} == codes


def test_people_stand_under_their_first_consonant(event):
    for name in ("쌍둥이", "김가", "서나", "까치", "Anna", "3호", "محمد", "金九"):
        RegistrationFactory(event=event, name=name)

    groups = desklistpaper.groups_of(event.pk, order=Order.NAME)

    assert [(group.heading, [guest.name for guest in group.guests]) for group in groups] == [
        ("ㄱ", ["김가", "까치"]),
        ("ㅅ", ["서나", "쌍둥이"]),
        ("A–Z", ["Anna"]),
        ("0–9", ["3호"]),
        ("기타", ["金九", "محمد"]),
    ]


def test_bodies_stand_under_their_name_without_the_legal_form(event):
    RegistrationFactory(event=event, organization="(주)한국기계")
    RegistrationFactory(event=event, organization="가온")

    groups = desklistpaper.groups_of(event.pk, order=Order.ORGANIZATION)

    assert [group.heading for group in groups] == ["ㄱ", "ㅎ"]


def test_each_consonant_has_pages_of_its_own_where_desks_are_split(event):
    for name in ("김가", "나나", "하하"):
        RegistrationFactory(event=event, name=name)

    assert len(pdfs.pages(draw(event, "desk-list"))) == 1
    assert len(pdfs.pages(draw(event, "desk-list", pages="initial"))) == 3


def test_who_has_no_seat_is_not_on_it(event):
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    with pytest.raises(NothingToPrint):
        draw(event, "desk-list")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_one_query_however_many_come(event, count, django_assert_num_queries):
    RegistrationFactory.create_batch(count, event=event)

    with django_assert_num_queries(1):
        desklistpaper.groups_of(event.pk, order=Order.NAME)
