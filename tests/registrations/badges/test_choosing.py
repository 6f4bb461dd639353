"""Whose badges are printed: narrowed by what an organizer chose, in the order asked for."""

from typing import Any

import pytest

from registrations.badges import choosing, layouts, printing
from registrations.badges.choosing import Choice, Whose
from registrations.models import BadgeSpoil, CategoryBadge, Registration
from registrations.states import Category, RegistrationState, Way
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def names(event_id: int, **choice: Any) -> list[str]:
    omitted = layouts.terms(event_id).omitted
    return [guest.name for guest in choosing.guests(event_id, Choice(**choice), omitted=omitted)]


def print_once(*guests: Registration) -> None:
    for guest in guests:
        printing.print_at_desk(registration_id=guest.pk, by_id=None, at=NOON)


def test_only_unprinted_leaves_out_who_has_a_good_badge():
    event = EventFactory()
    first, second, third = (RegistrationFactory(event=event, name=name) for name in ("가", "나", "다"))
    print_once(first, second)
    BadgeSpoil.objects.create(printing=second.badge_prints.get(), at=START)

    assert names(event.pk, whose=Whose.UNPRINTED) == ["나", "다"]
    assert third.badge_prints.count() == 0


@pytest.mark.parametrize("field", ["name", "organization", "department", "title", "category"])
def test_only_changed_are_those_whose_words_differ_since_their_last_print(field):
    event = EventFactory()
    changed, same, unprinted = (RegistrationFactory(event=event, name=name) for name in ("가", "나", "다"))
    print_once(changed, same)
    value = Category.PRESS if field == "category" else "바뀜"
    Registration.objects.filter(pk=changed.pk).update(**{field: value})

    assert [guest.pk for guest in choosing.guests(event.pk, Choice(whose=Whose.CHANGED), omitted=set())] == [
        changed.pk
    ]
    assert unprinted.badge_prints.count() == 0


def test_changed_back_or_printed_again_is_changed_no_more():
    event = EventFactory()
    guest = RegistrationFactory(event=event, name="가")
    print_once(guest)
    Registration.objects.filter(pk=guest.pk).update(name="나")
    before = names(event.pk, whose=Whose.CHANGED)
    print_once(guest)

    assert (before, names(event.pk, whose=Whose.CHANGED)) == (["나"], [])


def test_word_on_the_band_changes_the_badges_of_its_category():
    event = EventFactory()
    print_once(
        RegistrationFactory(event=event, name="가", category=Category.PRESS),
        RegistrationFactory(event=event, name="나"),
    )
    CategoryBadge.objects.create(event=event, category=Category.PRESS, word="기자")

    assert names(event.pk, whose=Whose.CHANGED) == ["가"]


def test_print_of_before_fingerprints_says_nothing_of_a_change():
    event = EventFactory()
    guest = RegistrationFactory(event=event)
    printing.record_print(registration_ids=[guest.pk], way=Way.DESK, by_id=None, at=NOON)

    assert names(event.pk, whose=Whose.CHANGED) == []
    assert names(event.pk, whose=Whose.UNPRINTED) == []


@pytest.mark.parametrize(
    ("letter", "expected"),
    [("ㄱ", ["강", "깡"]), ("ㄴ", ["나"]), ("ㅎ", ["힣"]), ("A–Z", ["éa", "Zoe"]), ("0–9", ["3M"])],
)
def test_first_letter_finds_what_stands_under_it(letter, expected):
    event = EventFactory()
    for name in ("강", "깡", "나", "힣", "Zoe", "éa", "3M", "洪"):
        RegistrationFactory(event=event, name=name)

    assert names(event.pk, first_letter=letter) == expected


def test_organization_is_found_by_a_part_whatever_its_spaces():
    event = EventFactory()
    RegistrationFactory(event=event, name="가", organization="한국 산업 연구원")
    RegistrationFactory(event=event, name="나", organization="한국기계")

    assert names(event.pk, organization="산업연구") == ["가"]


def test_selection_is_narrowed_and_never_reaches_another_event_or_who_has_no_seat():
    event = EventFactory()
    first, second = (RegistrationFactory(event=event, name=name) for name in ("가", "나"))
    stranger = RegistrationFactory(name="다")
    gone = RegistrationFactory(event=event, name="라", state=RegistrationState.CANCELLED)
    ids = frozenset({first.pk, second.pk, stranger.pk, gone.pk})

    assert names(event.pk, ids=ids) == ["가", "나"]
    assert names(event.pk, ids=ids, leave_out=frozenset({first.pk})) == ["나"]


def test_category_without_a_badge_never_appears():
    event = EventFactory()
    guest = RegistrationFactory(event=event, category=Category.PRESS)
    CategoryBadge.objects.create(event=event, category=Category.PRESS, is_omitted=True)

    assert names(event.pk) == names(event.pk, ids=frozenset({guest.pk})) == []


@pytest.mark.parametrize("guests", [1, 3])
def test_choosing_takes_the_same_queries_for_any_number(guests, django_assert_num_queries):
    event = EventFactory()
    print_once(*(RegistrationFactory(event=event, name=f"손님{number}") for number in range(guests)))
    Registration.objects.update(name="바뀜")

    with django_assert_num_queries(4):
        found = names(event.pk, whose=Whose.CHANGED)

    assert found == ["바뀜"] * guests
