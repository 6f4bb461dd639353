"""Finding a guest at the desk."""

import unicodedata

import pytest

from registrations import finding
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory()
    RegistrationFactory(
        event=event,
        code="ACDE3467",
        name="박정호",
        organization="명지대학교",
        phone="+821087654321",
        email="park@mju.ac.kr",
    )
    RegistrationFactory(
        event=event, code="ACDE3469", name="남궁 민수", organization="(주)인터엑스", phone="+821087651234"
    )
    RegistrationFactory(code="ACDE3474", name="박정호")
    return event


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("박정", ["박정호"]),
        ("남궁민", ["남궁 민수"]),
        ("남 궁", ["남궁 민수"]),
        (unicodedata.normalize("NFD", "박정호"), ["박정호"]),
        ("인터엑스", ["남궁 민수"]),
        ("인터엑스 (주)", []),
        ("(주)인터", ["남궁 민수"]),
        ("ㅂㅈㅎ", ["박정호"]),
        ("ㄴㄱㅁㅅ", ["남궁 민수"]),
        ("남궁ㅁ", ["남궁 민수"]),
        ("ㅁㅈㄷ", ["박정호"]),
        ("박저", ["박정호"]),
        ("ㅁㅊㅇㄷ3467", ["박정호"]),
        ("4321", ["박정호"]),
        ("010-8765-4321", ["박정호"]),
        ("8765-1234", ["남궁 민수"]),
        ("PARK@mju", ["박정호"]),
        (".*", []),
        ("[", []),
        ("acde-3467", ["박정호"]),
        ("ACDE3469\n", ["남궁 민수"]),
        ("ACDE3474", []),
        ("없는사람", []),
        ("   ", []),
        ("%", []),
        ("\\", []),
        ("\0", []),
        ("박\0정호", ["박정호"]),
    ],
)
def test_find(event, query, names):
    assert [person.name for person in finding.find(event_id=event.pk, query=query)] == names


def test_find_tells_namesakes_apart(event):
    RegistrationFactory(event=event, name="박정호", organization="다른 곳")

    assert [person.same_name for person in finding.find(event_id=event.pk, query="박정호")] == [True, True]


@pytest.mark.parametrize("guests", [1, 3])
def test_find_takes_one_query(event, guests, django_assert_num_queries):
    RegistrationFactory.create_batch(guests, event=event, name="홍길동")

    with django_assert_num_queries(1):
        assert len(finding.find(event_id=event.pk, query="홍길동")) == guests
