"""Seat labels: whose, on which cells, and each text within its label."""

import pytest

from events import kinds
from events.kinds import NothingToPrint
from registrations import labels, seatassigning, seatlabels
from registrations.seatlabels import LabelsFor
from tests import pdfs
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit
from tests.registrations.drawing import draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def area(event):
    area = make_area(event)
    sit(
        RegistrationFactory(event=event, name="김장관", organization="산업통상부", title="장관"), area, "가-3"
    )
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(area, "가-1").pk, word="예비")
    return area


def test_label_says_seat_name_title_and_organization(event, area):
    text = "".join(pdfs.text(draw(event, "seat-labels")).split())

    for part in ("내빈석가-3", "김장관", "장관", "산업통상부"):
        assert part in text
    assert "예비" not in text


def test_long_name_takes_two_lines_before_it_becomes_small(event, area):
    guest = RegistrationFactory(event=event, name="Maria Fernanda Gonzalez Rodriguez")
    sit(guest, area, "가-4")
    sheet = labels.get("sticker-2x4")

    name = seatlabels.label(seat_at(area, "가-4"), sheet).name

    assert (name.size, name.lines) == (24, ["Maria Fernanda", "Gonzalez Rodriguez"])
    assert seatlabels.label(seat_at(area, "가-3"), sheet).name.lines == ["김장관"]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (LabelsFor.TAKEN, ["가-3"]),
        (LabelsFor.IN_USE, ["가-1", "가-3"]),
        (LabelsFor.ALL, ["가-1", "가-2", "가-3", "가-4", "가-5"]),
    ],
)
def test_labels_are_for_the_seats_that_were_asked_for(
    event, area, which, expected, django_assert_num_queries
):
    with django_assert_num_queries(2):
        seats = seatlabels.seats_of(event.pk, which=which)

    assert [seat.name for seat in seats] == expected
    assert "가-1" in pdfs.text(draw(event, "seat-labels", which=LabelsFor.ALL.value))


@pytest.mark.parametrize("name", [name for name, _label in seatlabels.stickers()])
def test_each_label_lies_in_its_cell(event, name):
    sheet = labels.get(name)
    area = make_area(event, seats=3)
    for seat in area.places.all():
        seat.registration = RegistrationFactory(
            event=event, name="남궁" * 10, organization="한국기계 " * 15, title="선임부장" * 10
        )
        seat.save()

    content = draw(event, "seat-labels", sheet=name, start=2)

    corners = list(sheet.corners())[1:4]
    found = 0
    for page in range(1, len(pdfs.pages(content)) + 1):
        for word in pdfs.words(content, page=page):
            inside = [
                left <= word.left and word.right <= left + sheet.width and top <= word.top
                for left, top in (corners if page == 1 else sheet.corners())
            ]
            assert any(inside), word
            found += word.text.startswith("가-")
    assert found == 3


def test_spoiled_cells_are_left_out_and_a_full_sheet_is_refused(event, area):
    content = draw(event, "seat-labels", start=2, skip="2, 3")

    [seat] = [word for word in pdfs.words(content) if word.text == "가-3"]
    left, top = list(labels.get("sticker-2x4").corners())[3]
    assert left < seat.left
    assert top < seat.top
    with pytest.raises(NothingToPrint, match="남은 칸"):
        draw(event, "seat-labels", start=8, skip="8")


def test_nobody_seated_is_refused(event):
    make_area(event)

    with pytest.raises(NothingToPrint, match="배정"):
        draw(event, "seat-labels")


def test_what_can_be_chosen_is_checked():
    kind = kinds.get("seat-labels")

    assert kind.choices({}).is_valid()
    for wrong in ({"sheet": "../x"}, {"which": "none"}, {"start": "0"}, {"skip": "x"}):
        assert not kind.choices(wrong).is_valid()
    assert kinds.get("seat-plan").choices({}).is_valid()
    assert not kinds.get("seat-plan").choices({"index": "maybe"}).is_valid()
