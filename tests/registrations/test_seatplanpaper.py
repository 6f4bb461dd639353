"""The seat plan on paper: everybody in their place, an index in Korean order, and nothing beyond its edges."""

import io

import pikepdf
import pytest

from agenda import releasing
from events.kinds import NothingToPrint
from registrations import seatassigning, seatcharts, seatplanpaper
from registrations.models import AreaKind
from tests import pdfs
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit
from tests.registrations.drawing import draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def guest(event, name="홍길동", **fields):
    return RegistrationFactory(event=event, name=name, **fields)


def test_plan_shows_each_seat_with_its_guest_below_the_stage(event):
    area = make_area(event, seats=3, aisle=1)
    sit(guest(event, "김장관", organization="산업통상부", title="장관"), area, "가-2")
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(area, "가-3").pk, word="예비")

    words = {word.text: word for word in pdfs.words(draw(event, "seat-plan", index="no"))}

    assert words["무대"].bottom < words["가-2"].top < words["김장관"].top
    assert words["김장관"].bottom < words["장관"].bottom < words["산업통상부"].bottom
    assert words["가-1"].right < words["김장관"].left < words["예비"].left


def test_index_names_everybody_in_korean_order(event):
    rows = make_area(event, seats=3)
    tables = make_area(event, "원탁", position=2, kind=AreaKind.TABLES, rows=1, seats=2)
    for name, area, seat in (("홍길동", rows, "가-1"), ("강감찬", tables, "1-2"), ("John", rows, "가-2")):
        sit(guest(event, name), area, seat)

    initials = seatplanpaper.index(seatcharts.of_event(event.pk))

    assert [initial.heading for initial in initials] == ["ㄱ", "ㅎ", "A–Z"]
    found = [(entry.guest.name, entry.seat) for initial in initials for entry in initial.entries]
    assert found == [("강감찬", "원탁 1-2"), ("홍길동", "내빈석 가-1"), ("John", "내빈석 가-2")]
    first, second = pdfs.pages(draw(event, "seat-plan"))
    assert "성명으로 찾기" in second
    assert "원탁 1-2" in " ".join(second.split())
    assert "성명으로 찾기" not in first


def test_paper_is_tagged_and_says_its_release_and_when_it_was_printed(event):
    sit(guest(event), make_area(event), "가-1")
    SessionFactory(event=event)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    content = draw(event, "seat-plan")

    text = pdfs.text(content)
    assert "확정본 1호" in text
    assert "출력 2027. 3. 1." in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "ko"
        assert "좌석표" in str(pdf.docinfo["/Title"])


@pytest.mark.parametrize(("seats", "is_landscape"), [(8, False), (12, True)])
def test_page_lies_as_the_plan_needs_it(event, seats, is_landscape):
    make_area(event, seats=seats)

    picture = pdfs.picture(draw(event, "seat-plan"), dpi=30)

    assert (picture.width > picture.height) is is_landscape


@pytest.mark.parametrize("kind", AreaKind)
def test_hostile_names_stay_on_the_page(event, kind):
    area = make_area(event, rows=3, seats=16, aisle=8, kind=kind)
    hostile = {"name": "뷁쀍" * 15, "organization": "한국기계" * 25, "title": "<script>"}
    for seat in area.places.all()[:20]:
        seat.registration = RegistrationFactory(event=event, **hostile)
        seat.save()

    content = draw(event, "seat-plan")

    assert "<script>" in pdfs.text(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [[float(side) for side in page.mediabox] for page in pdf.pages]
    for number, (_left, _bottom, width, height) in enumerate(boxes, 1):
        for word in pdfs.words(content, page=number):
            assert word.left >= 0
            assert word.right <= width / pdfs.MM - seatplanpaper.seatsheets.MARGIN + 1
            assert word.bottom <= height / pdfs.MM


def test_long_area_has_its_name_on_each_page(event):
    make_area(event, rows=14, seats=8)

    pages = pdfs.pages(draw(event, "seat-plan"))

    assert len(pages) > 1
    assert all("내빈석" in page for page in pages)


@pytest.mark.parametrize("count", [1, 3])
def test_laying_out_takes_the_same_queries_however_large_it_is(event, count, django_assert_num_queries):
    for number in range(count):
        area = make_area(event, f"구역{number}", position=number + 1)
        sit(guest(event), area, "가-1")

    with django_assert_num_queries(6):  # the event, areas, seats, the release, venue, room
        seatplanpaper.lay_out(event_id=event.pk, language="ko", at=NOON, options={"index": "yes"})


def test_hall_without_seats_is_refused(event):
    with pytest.raises(NothingToPrint, match="구역"):
        draw(event, "seat-plan")
