"""What is found about badges before they are printed, and that nothing is found about those that are fine."""

import pytest

from events.models import Event
from registrations.badges import correcting, layouts, preflight, printing
from registrations.badges.choosing import Choice
from registrations.badges.design import Block, Design, Field, QrPlace
from registrations.badges.preflight import Problem
from registrations.models import BadgeBack, BadgeLayout, CategoryBadge, Registration
from registrations.states import Category, RegistrationState
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
STICKER = Choice(layout="sticker-2x4")
SMALL_PRINT = Design(
    qr_place=QrPlace.NONE,
    blocks=(Block(Field.NAME, 40), Block(Field.ORGANIZATION, 9), Block(Field.DEPARTMENT, 9)),
)


def found(event: Event, choice: Choice = STICKER) -> dict[str, list[tuple[Problem, str]]]:
    """What was found, by name, as the kind and the words about it."""
    report = preflight.look(event, choice, language="ko")
    return {
        one.person.name: [(finding.problem, finding.seen) for finding in one.findings] for one in report.found
    }


def own_layout(event: Event, design: Design = SMALL_PRINT, **fields: object) -> str:
    row = BadgeLayout.objects.create(
        event=event, name="작은 명찰", sheet="hanging-86x54", design=design.as_data(), **fields
    )
    return f"{layouts.OWN}{row.pk}"


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"name": "남궁 민"},
        {"name": "洪吉童", "title": "Director"},
        {"name": "Łukasz Żółć", "organization": "산업통상자원부 산업인공지능혁신과"},
        {"department": "뷁" * 60},  # no preset shows it
    ],
)
def test_badge_that_is_fine_is_not_named(words):
    guest = RegistrationFactory(**words)

    report = preflight.look(guest.event, STICKER, language="ko")

    assert (len(report.checked), report.found, sum(report.counts.values())) == (1, [], 0)


@pytest.mark.parametrize(
    ("words", "findings"),
    [
        ({"name": "홍길동😀"}, [(Problem.BOXED, "성명: 😀")]),
        ({"organization": "𠮷野工業 𠮷"}, [(Problem.BOXED, "소속: 𠮷")]),
        ({"name": "홍\u200b길동"}, [(Problem.REMOVED, "성명: U+200B")]),
        ({"name": "\u200b"}, [(Problem.NO_NAME, ""), (Problem.REMOVED, "성명: U+200B")]),
        ({"organization": ""}, [(Problem.NO_ORGANIZATION, "")]),
        ({"title": ""}, [(Problem.NO_TITLE, "")]),
        ({"name": "Alexander von Habsburg Lothringen"}, [(Problem.BROKEN_NAME, "2줄")]),
        ({"title": "쀍" * 60}, [(Problem.SPLIT, f"직위: {'쀍' * 60}"), (Problem.SMALL, "직위: 6pt")]),
    ],
)
def test_badge_that_is_not_fine_is_named_with_what_was_seen(words, findings):
    guest = RegistrationFactory(**words)

    assert found(guest.event) == {guest.name: findings}


def test_name_of_sixty_wide_letters_is_small_broken_and_split():
    guest = RegistrationFactory(name="W" * 60)

    kinds = [kind for kind, _seen in found(guest.event)[guest.name]]

    assert kinds == [Problem.SPLIT, Problem.SMALL_NAME, Problem.BROKEN_NAME]


def test_words_that_a_small_layout_cuts_or_makes_small_are_named():
    event = EventFactory()
    RegistrationFactory(event=event, organization="가나다라마바사 " * 12, department="연구소 " * 10)

    findings = found(event, Choice(layout=own_layout(event)))["홍길동"]

    cut = " ".join("가나다라마바사" for _ in range(12))
    assert findings == [
        (Problem.CUT, f"소속: {cut}"),
        (Problem.SMALL, "소속: 6pt"),
        (Problem.SMALL, "부서: 7pt"),
    ]


def test_people_with_the_same_name_and_organization_are_told_of():
    event = EventFactory()
    RegistrationFactory(event=event, name="Hong Gil", organization="한국기계")
    RegistrationFactory(event=event, name="HONG GIL", organization="한국 기계")
    RegistrationFactory(event=event, name="Hong Gil", organization="다른 기계")

    report = preflight.look(event, STICKER, language="ko")

    assert [one.person.name for one in report.found] == ["Hong Gil", "HONG GIL"]
    assert report.counts[Problem.TWIN] == 2


def test_correction_for_the_badge_is_what_is_looked_at():
    guest = RegistrationFactory(name="홍길동😀")
    correcting.correct(registration_id=guest.pk, words={"name": "홍길동"}, by_id=None, at=NOON)

    assert found(guest.event) == {}


def test_correction_that_stopped_is_named():
    guest = RegistrationFactory()
    correcting.correct(registration_id=guest.pk, words={"name": "洪吉童"}, by_id=None, at=NOON)
    Registration.objects.update(name="홍길순")

    assert found(guest.event) == {"홍길순": [(Problem.OUTDATED, "성명")]}


def test_badge_that_says_something_else_since_its_last_print_is_named():
    guest = RegistrationFactory()
    printing.print_at_desk(registration_id=guest.pk, by_id=None, at=NOON)
    assert found(guest.event) == {}

    Registration.objects.update(title="부장", phone="+821011112222")

    assert found(guest.event) == {"홍길동": [(Problem.CHANGED, "")]}


def test_only_those_who_get_a_badge_are_looked_at():
    event = EventFactory()
    CategoryBadge.objects.create(event=event, category=Category.PRESS, is_omitted=True)
    RegistrationFactory(event=event, organization="", category=Category.PRESS)
    RegistrationFactory(event=event, organization="", state=RegistrationState.CANCELLED)
    RegistrationFactory(organization="")

    report = preflight.look(event, STICKER, language="ko")

    assert (report.checked, report.found) == ([], [])


def test_each_category_is_looked_at_in_its_own_layout():
    event = EventFactory()
    small = own_layout(event)
    CategoryBadge.objects.create(
        event=event, category=Category.PRESS, layout_id=int(small.removeprefix(layouts.OWN))
    )
    RegistrationFactory(event=event, name="기자", category=Category.PRESS, title="")
    RegistrationFactory(event=event, name="회원", title="")

    assert found(event, Choice()) == {"회원": [(Problem.NO_TITLE, "")]}


def test_worst_come_first():
    event = EventFactory()
    for name, words in (("가", {"title": ""}), ("나", {"organization": ""}), ("다😀", {"title": ""})):
        RegistrationFactory(event=event, name=name, **words)

    assert list(found(event)) == ["다😀", "나", "가"]


@pytest.mark.parametrize(("text", "cut"), [("환영합니다.", []), ("가나다라마바사 " * 75, ["작은 명찰"])])
def test_back_that_is_cut_short_is_told_of(text, cut):
    guest = RegistrationFactory()
    layout = own_layout(guest.event, back=BadgeBack.TEXT, back_text=text)

    assert preflight.look(guest.event, Choice(layout=layout), language="ko").cut_backs == cut


@pytest.mark.parametrize("count", [1, 3])
def test_looking_asks_the_same_however_many(count, django_assert_num_queries):
    event = EventFactory()
    for number, guest in enumerate(RegistrationFactory.create_batch(count, event=event, name="홍길동😀")):
        correcting.correct(registration_id=guest.pk, words={"title": f"{number}"}, by_id=None, at=NOON)

    with django_assert_num_queries(2):
        preflight.look(event, STICKER, language="ko")


def test_unknown_layout_is_refused():
    guest = RegistrationFactory()

    with pytest.raises(layouts.UnknownLayout):
        preflight.look(guest.event, Choice(layout="sticker-9x9"), language="ko")
