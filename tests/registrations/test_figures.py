"""An event in numbers: what was answered, by whom, and who came; as a page and as a workbook."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from events.models import Sector
from registrations import answering, booking, figure_charts, figure_tables, figures, inviting
from registrations.inviting import Invitee
from registrations.states import Category, Way
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, ScanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(capacity=10)


def invite(event, *emails, sector=Sector.INDUSTRY):
    invitees = [
        Invitee(organization="한국기계", category=Category.VIP, name="김초청", email=email, sector=sector)
        for email in emails
    ]
    return inviting.invite(event_id=event.pk, invitees=invitees, held_until=None, by_id=None, at=NOON)


def accept(invitation, at=NOON):
    return answering.accept(
        invitation_id=invitation.pk,
        applicant=ApplicantFactory(email=invitation.email, category=invitation.category),
        consent_answers=CONSENTS,
        way=Way.LINK,
        at=at,
    )


def scene(event):
    """Four invited: one yes, one no, one deputy, one silent; and one who registered by the form."""
    yes, no, deputed, _silent = invite(
        event, "a@example.com", "b@example.com", "c@example.com", "d@example.com"
    )
    guest = accept(yes)
    answering.decline(invitation_id=no.pk, reason="", way=Way.PHONE, at=NOON)
    answering.send_deputy(
        invitation_id=deputed.pk,
        deputy=ApplicantFactory(email="deputy@example.com"),
        consent_answers=CONSENTS,
        way=Way.LINK,
        at=NOON,
    )
    booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(email="form@example.com", category=Category.PRESS),
        consent_answers=CONSENTS,
        language="ko",
        at=NOON,
    )
    return guest


def test_answers_are_counted_by_what_they_say(event):
    scene(event)

    total = figures.count(event, at=NOON).replies.total

    assert (total.invited, total.yes, total.deputy, total.no, total.unanswered) == (4, 1, 1, 1, 1)


def test_seats_and_registrations_are_counted(event):
    scene(event)

    found = figures.count(event, at=NOON)

    assert (found.seats.taken, found.seats.capacity, found.seats.waiting) == (3, 10, 0)
    assert sum(found.registrations.values()) == 3


def test_who_came_is_read_off_the_door(event):
    guest = scene(event)
    ScanFactory(registration=guest, at=START)

    found = figures.count(event, at=START + timedelta(days=1))

    assert (found.attendance.total.expected, found.attendance.total.came) == (3, 1)
    assert (found.is_over, found.has_admission) == (True, True)


@pytest.mark.parametrize("people", [1, 3])
def test_counting_takes_the_same_queries_however_many_there_are(event, people, django_assert_num_queries):
    for invitation in invite(event, *(f"p{number}@example.com" for number in range(people))):
        accept(invitation)

    with django_assert_num_queries(6):
        figures.count(event, at=NOON)


def test_page_shows_each_chart_beside_its_table(client, event):
    scene(event)
    client.force_login(organizer_of(event))

    response = client.get(reverse("admin:events_event_figures", args=[event.pk]))

    page = html.fromstring(response.content)
    assert response.status_code == 200
    charts = page.xpath("//svg[@role='img']")
    assert len(charts) > 0
    assert [chart.find("title") is not None for chart in charts] == [True] * len(charts)
    assert len(page.xpath("//table[contains(@class, 'mf-table')]")) >= len(charts)


def days_chart(event):
    found = figures.count(event, at=NOON)
    return figure_charts.drawn(found, figure_tables.tables(found))["days"]


def test_answers_of_a_single_day_are_bars_whose_words_do_not_meet(event):
    scene(event)

    chart = days_chart(event)

    texts = [shape for shape in chart.shapes if shape.kind == "text"]
    assert not any(shape.kind == "path" for shape in chart.shapes)
    assert [shape.text for shape in texts if shape.css == "strong"] == ["1 (25%)"] * 3
    assert len({(shape.x, shape.y) for shape in texts}) == len(texts)
    assert chart.title == "3. 1. 하루의 답변 (석)"


def test_answers_of_several_days_are_lines(event):
    scene(event)
    [late] = invite(event, "e@example.com")
    accept(late, at=NOON + timedelta(days=1))

    assert any(shape.kind == "path" for shape in days_chart(event).shapes)


def test_page_is_closed_to_a_stranger(client, event):
    client.force_login(organizer_of(EventFactory()))

    assert client.get(reverse("admin:events_event_figures", args=[event.pk])).status_code == 404


def test_workbook_holds_numbers(client, event):
    scene(event)
    client.force_login(organizer_of(event))
    address = client.get(reverse("admin:events_event_figures", args=[event.pk]))
    [link] = html.fromstring(address.content).xpath("//a[contains(@href, '.xlsx')]/@href")

    book = load_workbook(io.BytesIO(client.get(link).content))

    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(book.sheetnames) > 3
    assert {type(cell) for cell in cells if cell is not None} >= {str, int}
