"""The waiting list as it stands."""

import pytest

from registrations import seating, waiting
from registrations.models import CategoryTerms
from registrations.states import Category, RegistrationState
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def wait(event, number, category=Category.COMPANY):
    return RegistrationFactory(
        event=event, state=RegistrationState.WAITLISTED, waiting_number=number, category=category
    )


def test_line_is_by_priority_then_by_number():
    event = EventFactory()
    CategoryTerms.objects.create(event=event, category=Category.PRESS, priority=1)
    CategoryTerms.objects.create(event=event, category=Category.PUBLIC, priority=9)
    public, company = wait(event, 1, Category.PUBLIC), wait(event, 2)
    press, late = wait(event, 3, Category.PRESS), wait(event, 4)
    wait(EventFactory(), 1)

    assert list(waiting.queue(event.pk)) == [press, company, late, public]
    assert [waiting.place(one) for one in (press, company, late, public)] == [1, 2, 3, 4]


def test_who_does_not_wait_has_no_place():
    assert waiting.place(RegistrationFactory(waiting_number=3)) is None


@pytest.mark.parametrize("category", [Category.PRESS, Category.COMPANY, Category.PUBLIC])
def test_place_that_is_counted_under_the_lock_is_the_one_that_is_read(category):
    event = EventFactory()
    CategoryTerms.objects.create(event=event, category=Category.PRESS, priority=1)
    CategoryTerms.objects.create(event=event, category=Category.PUBLIC, priority=9)
    for number, before in enumerate([Category.PUBLIC, Category.COMPANY, Category.PRESS, Category.AGENCY]):
        wait(event, number + 1, before)
    last = wait(event, 5, category)

    assert seating.standing(event, at=NOON).place_of_last(category) == waiting.place(last)
