"""Whom a layout is shown on."""

import pytest

from registrations.badges import samples
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def shown(event) -> dict[str, tuple[str, str]]:
    return {one.label: (one.person.name, one.person.organization) for one in samples.of(event.pk)}


def test_widest_words_of_confirmed_guests_are_shown(django_assert_num_queries):
    event = EventFactory()
    RegistrationFactory(event=event, name="illilli illilli", organization="한국")
    RegistrationFactory(event=event, name="황보관우석진하늘별", organization="한국")
    RegistrationFactory(event=event, name="김하나", organization="한국산업기술기획평가원 전략기획본부")
    RegistrationFactory(event=event, name="가" * 60, state="cancelled")
    RegistrationFactory(name="나" * 60)

    with django_assert_num_queries(2):
        people = shown(event)

    assert people["가장 긴 성명"] == ("황보관우석진하늘별", "한국")
    assert people["가장 긴 소속"] == ("김하나", "한국산업기술기획평가원 전략기획본부")
    assert {"세 글자 성명", "외국인 성명"} < set(people)


def test_guest_with_both_is_shown_once_and_without_the_own_code():
    event = EventFactory()
    guest = RegistrationFactory(event=event)

    assert shown(event)["가장 긴 성명과 소속"] == (guest.name, guest.organization)
    assert {one.person.code for one in samples.of(event.pk)} == {samples.CODE}


def test_invented_people_stand_for_an_event_without_guests():
    assert len(shown(EventFactory())) == 4
