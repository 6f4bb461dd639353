"""Nameplates: whose, in which order, both faces readable, and nothing outside its face."""

from datetime import timedelta

import pytest

from agenda import releasing
from agenda.models import Appearance
from events.kinds import NothingToPrint
from registrations import nameplates
from registrations.nameplates import PLATES, PlateSize, Whose
from registrations.states import Category
from tests import pdfs
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, EventFactory, OrganizationFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.drawing import draw

pytestmark = pytest.mark.django_db

EDGE = 10  # mm that office printers and stands need


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def test_stage_has_a_plate_for_each_speaker_once_as_the_programme_has_them(event):
    speaker = SpeakerFactory(
        name="박정호", organization=OrganizationFactory(name="명지대학교", short_name="")
    )
    other = SpeakerFactory(name="김사회")
    for one, minutes in ((speaker, 0), (other, 10), (speaker, 20)):
        starts_at = event.starts_at + timedelta(minutes=minutes)
        session = SessionFactory(event=event, room=None, starts_at=starts_at)
        Appearance.objects.create(session=session, speaker=one)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    RegistrationFactory(event=event, name="청중")

    found = nameplates.bearers(event, whose=Whose.STAGE, language="ko")

    assert [one.name for one in found] == ["박정호", "김사회"]
    assert found[0].organization == "명지대학교"


def test_guests_of_honour_come_in_protocol_order(event):
    RegistrationFactory(event=event, name="가사원", category=Category.COMPANY)
    RegistrationFactory(event=event, name="나패널", category=Category.PANEL)
    RegistrationFactory(event=event, name="하내빈", category=Category.VIP)

    assert [one.name for one in nameplates.bearers(event, whose=Whose.INVITED, language="ko")] == [
        "하내빈",
        "나패널",
    ]
    assert len(nameplates.bearers(event, whose=Whose.ALL, language="ko")) == 3


@pytest.mark.parametrize("size", PlateSize)
def test_each_plate_stays_within_its_page_and_folded_ones_say_it_twice(event, size):
    people = 5
    for number in range(people):
        RegistrationFactory(
            event=event, name=f"김명패{number}", organization="산업통상부 산업인공지능정책과", title="과장"
        )

    content = draw(event, "nameplates", size=size.value, whose=Whose.ALL.value)

    plate = PLATES[size]
    assert len(pdfs.pages(content)) == -(-people // plate.on_page)
    assert pdfs.text(content).count("과장") == people * (2 if plate.is_folded else 1)
    width, height = (297, 210) if plate.is_landscape else (210, 297)
    for page in range(1, len(pdfs.pages(content)) + 1):
        for word in pdfs.words(content, page=page):
            assert word.left >= EDGE
            assert word.right <= width - EDGE
            assert 0 <= word.top < word.bottom <= height


@pytest.mark.parametrize("size", PlateSize)
@pytest.mark.parametrize(
    "name", ["이", "권순목", "남궁민수", "Maximilian Alexander von Habsburg", "뷁쀍" * 30]
)
def test_type_fits_its_face(size, name):
    plate = PLATES[size]

    face = nameplates.face(nameplates.Bearer(name, "한국" * 50, "수석연구위원"), plate)

    high = sum(one.size * len(one.lines) for one in (face.name, face.about)) * nameplates.LINE
    assert (high + face.about.size * 0.25) * nameplates.MM_PER_POINT <= plate.height


def test_short_name_is_as_large_as_the_face_allows():
    face = nameplates.face(nameplates.Bearer("권순목", "산업통상부", "과장"), PLATES[PlateSize.A4_FOLDED])

    assert face.name.size >= 136
    assert face.is_short


def test_nobody_on_stage_is_refused(event):
    with pytest.raises(NothingToPrint, match="명패를 만들 사람이 없습니다"):
        draw(event, "nameplates", whose=Whose.STAGE.value)
