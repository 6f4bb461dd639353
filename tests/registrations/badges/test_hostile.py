"""Hostile people on every sheet there is: inside their badge, off the code, nothing lost unsaid."""

import unicodedata
from collections import Counter

import pytest
from django.db import transaction

from events import lettering, rendering
from registrations import labels
from registrations.badges import design, faces, preflight
from registrations.badges.choosing import Choice
from registrations.badges.design import MM_PER_POINT, Block, Design, Field, QrPlace
from registrations.badges.faces import Person
from registrations.badges.preflight import Checked, Problem
from registrations.labels import Sheet
from registrations.states import Category
from tests import hostilepeople, pdfs
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

PEOPLE = hostilepeople.people()
TOUCH = 0.1  # mm: what a box may lie beyond its edge


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def guests(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        event = EventFactory(name="제1회 M.AX 컨퍼런스 겸 산업성장포럼")
        yield [
            RegistrationFactory(
                event=event,
                name=one.name,
                organization=one.organization,
                title=one.title,
                code=f"H{number:07}",
            )
            for number, one in enumerate(PEOPLE)
        ]
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", labels.presets())
def test_hostile_people_stay_inside_their_badge_and_lose_nothing_unsaid(name, guests):
    sheet = labels.get(name)
    drawn = design.standard(sheet.width, sheet.height)
    options = {"layout": name, "order": "code", "crop_marks": "no"}
    paper = rendering.render(
        event_id=guests[0].event_id,
        kind="badges",
        language="ko",
        at=NOON,
        progress=lambda done, total: None,
        options=options,
    ).content

    cells = list(_cells(paper, sheet))[: len(guests)]

    assert [problem for words in cells for problem in _outside(words, sheet, drawn)] == []
    form = faces.Form(design=drawn, width=sheet.width, height=sheet.height, event_name=guests[0].event.name)
    unlike = []
    for guest, words in zip(guests, cells, strict=True):
        set_ = "".join(line.text for line in form.face(faces.person(guest)).lines)
        if _letters(set_) != _letters("".join(word.text for word in words)):
            unlike.append((guest.name, guest.organization, set_, [word.text for word in words]))
    assert unlike == []


@pytest.mark.parametrize("name", labels.presets())
def test_what_is_not_on_the_badge_is_named_and_nothing_else_is(name, guests):
    report = preflight.look(guests[0].event, Choice(layout=name), language="ko")

    wrong = [
        (field, getattr(guest, field), lost, named)
        for guest, badge in zip(guests, sorted(report.checked, key=lambda one: one.person.code), strict=True)
        for field in ("name", "organization", "title")
        if (lost := _is_lost(getattr(guest, field), badge, field)) != (named := _is_named(badge, field))
    ]

    assert wrong == []


def _is_lost(registered: str, badge: Checked, field: str) -> bool:
    """Whether a letter, whatever it is, was registered and is not printed."""
    printed = "".join(line.text for line in badge.face.lines if line.field == field)
    return bool(_letters(registered) - _letters(printed))


def _is_named(badge: Checked, field: str) -> bool:
    label = str(Field(field).label)
    return any(
        finding.problem in {Problem.BOXED, Problem.CUT, Problem.REMOVED} and finding.seen.startswith(label)
        for finding in badge.findings
    )


@pytest.mark.parametrize("short", ["WWW", "뷁쀍햏", "MW", "W", "i", "가"])
@pytest.mark.parametrize("size", [96, 88, 60])
def test_short_name_whose_letters_stand_apart_still_fits(short, size):
    for width in range(30, 120):
        drawn = Design(blocks=(Block(Field.NAME, size, is_bold=True),), qr_place=QrPlace.NONE)
        form = faces.Form(design=drawn, width=width, height=200, event_name="")

        (line,) = form.face(Person("K7QF3XRT", Category.PUBLIC, short)).lines

        apart = faces.SPACING * len(short) if "badge-short" in line.classes else 0
        ems = max(lettering.width(one, bold=True) for one in line.setting.lines) + apart
        assert ems * line.setting.size * MM_PER_POINT <= width - 2 * drawn.margin + 0.01


def _cells(paper: bytes, sheet: Sheet):
    """The words of each badge, moved so that its upper left corner is at zero."""
    for words in pdfs.words_of_pages(paper):
        left_over = set(words)
        for left, top in sheet.corners():
            inside = [
                word
                for word in words
                if left <= (word.left + word.right) / 2 < left + sheet.width
                and top <= (word.top + word.bottom) / 2 < top + sheet.height
            ]
            left_over -= set(inside)
            yield [word.moved(-left, -top) for word in inside]
        assert left_over == set()


def _outside(words, sheet: Sheet, drawn: Design):
    corner = drawn.qr_corner(sheet.width, sheet.height)
    for word in words:
        within = (
            word.left >= drawn.margin - TOUCH
            and word.right <= sheet.width - drawn.margin + TOUCH
            and word.top >= 0
            and word.bottom <= sheet.height
        )
        on_code = corner and (
            word.right > corner[0] + TOUCH
            and word.left < corner[0] + drawn.qr_side - TOUCH
            and word.bottom > corner[1] + TOUCH
            and word.top < corner[1] + drawn.qr_side - TOUCH
        )
        if not within or on_code:
            yield word, "code" if on_code else "edge"


def _letters(text: str) -> Counter:
    # Compatibility forms may share a glyph, and are then one letter to who reads the paper.
    return Counter("".join(unicodedata.normalize("NFKD", text).split()))
