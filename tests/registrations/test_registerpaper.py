"""The sign-in register: everybody with a seat in the wanted order, room to sign, empty rows at the end."""

from datetime import timedelta
from itertools import pairwise

import pytest

from events import kinds
from events.kinds import NothingToPrint
from registrations import ordering, registerpaper
from registrations.ordering import Order
from registrations.states import Category, RegistrationState
from tests import pdfs
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.drawing import draw

pytestmark = pytest.mark.django_db

ROW_MM = 12.0


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def names(event, order):
    return [row.name for row in registerpaper.rows_of(event.pk, order=order)]


def test_register_names_everybody_with_a_seat_and_leaves_room_for_walk_ins(event):
    RegistrationFactory(event=event, name="홍길동", organization="(주)한국기계", title="부장")
    RegistrationFactory(event=event, name="강감찬", organization="명지대학교", title="교수")
    RegistrationFactory(event=event, name="안오는이", state=RegistrationState.CANCELLED)

    text = pdfs.text(draw(event, "register", blank_rows=3))

    assert text.index("강감찬") < text.index("홍길동")
    assert "안오는이" not in text
    assert "-1/1-" in "".join(text.split(" "))
    assert [word for word in text.split() if word in {"1", "2", "3", "4", "5", "6"}][:5] == list("12345")


def test_register_has_its_head_on_each_page(event):
    RegistrationFactory(event=event)

    pages = pdfs.pages(draw(event, "register", blank_rows=60))

    assert len(pages) > 2
    assert all("서명" in page for page in pages)


def test_rows_are_high_enough_to_sign(event):
    RegistrationFactory.create_batch(3, event=event)

    numbers = [
        word for word in pdfs.words(draw(event, "register", blank_rows=5)) if word.text in set("12345678")
    ]

    steps = [below.top - above.top for above, below in pairwise(numbers)]
    assert min(step for step in steps if step > 1) >= ROW_MM


def test_deputy_comes_with_whom_they_stand_in_for(event):
    original = RegistrationFactory(event=event, name="강감찬", state=RegistrationState.CANCELLED)
    RegistrationFactory(event=event, name="정대리", is_deputy=True, stands_in_for=original)

    [row] = registerpaper.rows_of(event.pk, order=Order.NAME)

    assert (row.name, row.remark) == ("정대리", "강감찬 대리")


def test_orders(event):
    vip = RegistrationFactory(event=event, name="하원장", organization="가온원", category=Category.VIP)
    first = RegistrationFactory(event=event, name="허장관", organization="나라부", category=Category.VIP)
    RegistrationFactory(event=event, name="가사원", organization="㈜다올", category=Category.COMPANY)
    ordering.rank(registration_id=first.pk, rank=1)

    assert names(event, Order.NAME) == ["가사원", "하원장", "허장관"]
    assert names(event, Order.ORGANIZATION) == ["하원장", "허장관", "가사원"]
    assert names(event, Order.PROTOCOL) == ["허장관", "하원장", "가사원"]
    ordering.rank(registration_id=vip.pk, rank=1)
    ordering.rank(registration_id=first.pk, rank=None)
    assert names(event, Order.PROTOCOL) == ["하원장", "허장관", "가사원"]


@pytest.mark.parametrize("count", [1, 3])
def test_register_takes_the_same_queries_however_many_come(event, count, django_assert_num_queries):
    RegistrationFactory.create_batch(count, event=event)

    with django_assert_num_queries(1):
        registerpaper.rows_of(event.pk, order=Order.PROTOCOL)


def test_register_of_nobody_is_only_empty_rows_or_refused(event):
    assert "등록부" in pdfs.text(draw(event, "register", blank_rows=5))
    with pytest.raises(NothingToPrint):
        draw(event, "register", blank_rows=0)


def test_hostile_names_stay_within_their_cells(event):
    RegistrationFactory(
        event=event,
        name="뷁쀍" * 15,
        organization="한국기계" * 25,
        title="<script>",
        registered_at=NOON + timedelta(1),
    )
    content = draw(event, "register", blank_rows=0)

    right = max(word.right for word in pdfs.words(content))
    assert right <= 210 - 15
    assert "<script>" in pdfs.text(content)


def test_what_can_be_chosen_is_checked():
    kind = kinds.get("register")

    assert kind.choices({}).is_valid()
    assert not kind.choices({"order": "none"}).is_valid()
    assert not kind.choices({"blank_rows": "-1"}).is_valid()
    assert kind.described({"order": "protocol", "blank_rows": 5}) == [
        "순서: 의전 순서",
        "현장등록용 빈 줄: 5",
    ]
