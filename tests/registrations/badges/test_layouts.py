"""Which badge a guest gets."""

import pytest

from registrations.badges import design, layouts
from registrations.models import BadgeLayout, CategoryBadge
from registrations.states import Category
from tests import pdfs
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.drawing import draw


def own(event, name="우리 명찰", **values):
    data = design.standard(99.1, 67.7).as_data()
    return BadgeLayout.objects.create(event=event, name=name, sheet="sticker-2x4", design=data, **values)


@pytest.mark.django_db
def test_layout_is_the_one_asked_for_else_the_events_default_else_the_usual():
    event = EventFactory()
    plain, default = own(event), own(event, name="기본", is_default=True)

    assert layouts.get(event.pk, f"own-{plain.pk}").label == "우리 명찰"
    assert layouts.get(event.pk, "").label == "기본"
    assert layouts.get(EventFactory().pk, "").name == "hanging-95x123"
    assert [name for name, _label in layouts.offered(event.pk)][:3] == [
        f"own-{default.pk}",
        f"own-{plain.pk}",
        "sticker-2x4",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["sticker", "own-", "own-x", "own-99999999999999999999", "own-1' or 1=1", "../x"]
)
def test_unknown_layout_is_refused_with_those_there_are(name):
    with pytest.raises(layouts.UnknownLayout, match="sticker-2x4"):
        layouts.get(EventFactory().pk, name)


@pytest.mark.django_db
def test_layout_of_another_event_is_unknown():
    theirs = own(EventFactory())

    with pytest.raises(layouts.UnknownLayout):
        layouts.get(EventFactory().pk, f"own-{theirs.pk}")


@pytest.mark.django_db
def test_category_has_its_own_layout_word_and_colour_or_no_badge_at_all():
    event = EventFactory()
    small = own(event)
    CategoryBadge.objects.create(
        event=event, category=Category.VIP, layout=small, word="귀빈", colour="#ffcc00"
    )
    CategoryBadge.objects.create(event=event, category=Category.PRESS, is_omitted=True)
    for category in (Category.VIP, Category.PRESS, Category.COMPANY):
        RegistrationFactory(event=event, category=category, name=str(category.label))

    paper = draw(event, "badges")

    sizes = [pdfs.text(paper).count(word) for word in ("귀빈", "언론", "기업")]
    assert len(pdfs.pages(paper)) == 2  # one sheet of stickers, one of hanging badges
    assert sizes == [1, 0, 2]  # the company's name is its category here
    assert layouts.coloured(layouts.get(event.pk, ""), layouts.terms(event.pk).colours).design.colours == {
        "vip": "#ffcc00"
    }
