"""The proof: two sheets of the worst badges, and of each category one."""

import pytest

from events import rendering
from events.kinds import NothingToPrint
from events.models import Event
from registrations.badges import layouts, preflight, proof
from registrations.badges.choosing import Choice
from registrations.models import BadgeLayout, BadgePrint, CategoryBadge
from registrations.states import Category
from tests import pdfs
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def render(event: Event, **options: str) -> bytes:
    return rendering.render(
        event_id=event.pk,
        kind="badge-proof",
        language="ko",
        at=NOON,
        progress=lambda done, total: None,
        options={"layout": "sticker-2x4", **options},
    ).content


def names(event: Event, most: int) -> list[str]:
    report = preflight.look(event, Choice(layout="sticker-2x4"), language="ko")
    return [badge.person.name for badge in proof.worst(report.checked, most)]


def test_worst_of_each_kind_come_first():
    event = EventFactory()
    for number in range(9):
        RegistrationFactory(event=event, name=f"손님{number}")
    RegistrationFactory(event=event, name="긴소속", organization="가" * 100)
    RegistrationFactory(event=event, name="긴직위", title="나" * 60)
    RegistrationFactory(event=event, name="없는글자😀")
    RegistrationFactory(event=event, name="작은" * 30)
    RegistrationFactory(event=event, name="Gaius Julius Caesar Octavianus Augustus Princeps Imperator")

    assert set(names(event, 5)) == {
        "긴소속",
        "긴직위",
        "없는글자😀",
        "작은" * 30,
        "Gaius Julius Caesar Octavianus Augustus Princeps Imperator",
    }
    assert len(set(names(event, 50))) == 14


def test_each_category_has_one_badge_in_the_proof():
    event = EventFactory()
    for category in Category:
        RegistrationFactory.create_batch(3, event=event, category=category)

    text = pdfs.text(render(event))

    assert [category for category in Category if str(category.label) not in text] == []
    assert len(pdfs.pages(render(event))) == 2


def test_proof_of_several_layouts_has_two_sheets_of_each():
    event = EventFactory()
    own = BadgeLayout.objects.create(
        event=event,
        name="기자",
        sheet="sticker-2x5",
        design=layouts.standard("sticker-2x5").design.as_data(),
    )
    CategoryBadge.objects.create(event=event, category=Category.PRESS, layout=own)
    RegistrationFactory.create_batch(11, event=event, category=Category.PRESS)
    RegistrationFactory.create_batch(3, event=event)

    assert len(pdfs.pages(render(event, layout=""))) == 3


def test_proof_is_nobodys_badge():
    guest = RegistrationFactory()

    render(guest.event)

    assert BadgePrint.objects.count() == 0


def test_proof_of_nobody_says_so():
    with pytest.raises(NothingToPrint, match="출력할 명찰이 없습니다"):
        render(EventFactory())


def test_proof_of_an_unknown_layout_says_so():
    with pytest.raises(NothingToPrint, match="sticker-9x9"):
        render(RegistrationFactory().event, layout="sticker-9x9")


@pytest.mark.parametrize("count", [1, 3])
def test_proof_asks_the_database_the_same_however_many(count, django_assert_num_queries):
    event = EventFactory()
    RegistrationFactory.create_batch(count, event=event, name="홍길동😀")

    with django_assert_num_queries(5):
        render(event)
