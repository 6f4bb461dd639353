"""Which badge each category of an event gets."""

import pytest

from registrations.badges import bycategory, colours, layouts
from registrations.badges.bycategory import Choice
from registrations.badges.editing import LayoutRefused
from registrations.models import CategoryBadge
from registrations.states import Category
from tests.factories.badges import make_layout
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def save(event, *chosen):
    seen = bycategory.version(bycategory.choices(event.pk))
    bycategory.save(event_id=event.pk, chosen=chosen, seen=seen)


def test_what_is_chosen_holds_for_the_events_badges():
    event = EventFactory()
    row = make_layout(event)

    save(event, Choice("vip", row.pk, "#ffcc00", "귀빈"), Choice("press", is_omitted=True), Choice("public"))

    terms = layouts.terms(event.pk)
    assert terms.layouts == {"vip": f"own-{row.pk}"}
    assert (terms.words, terms.colours, terms.omitted) == (
        {"vip": "귀빈"},
        {"vip": "#ffcc00"},
        {"press"},
    )
    assert [one.category for one in bycategory.choices(event.pk)] == list(Category.values)


def test_usual_colour_is_no_choice():
    event = EventFactory()

    save(event, *[Choice(category, colour=colours.COLOURS[category]) for category in Category.values])

    assert not CategoryBadge.objects.exists()


def test_choices_that_another_has_changed_are_not_overwritten():
    event = EventFactory()
    seen = bycategory.version(bycategory.choices(event.pk))
    save(event, Choice("vip", word="귀빈"))

    with pytest.raises(LayoutRefused, match="다른 담당자가"):
        bycategory.save(event_id=event.pk, chosen=[Choice("vip", word="손님")], seen=seen)

    assert CategoryBadge.objects.get().word == "귀빈"


def test_layout_of_another_event_is_no_choice():
    event, theirs = EventFactory(), make_layout(EventFactory())

    with pytest.raises(LayoutRefused, match="지워졌습니다"):
        save(event, Choice("vip", theirs.pk))

    assert not CategoryBadge.objects.exists()
