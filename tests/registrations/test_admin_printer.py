"""프린터: organizers keep the offsets of the printers at venues and fetch the test page."""

import pytest
from django.urls import reverse

from events import access
from events.models import EventRole
from registrations.models import Printer
from tests import pdfs
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def printer():
    return Printer.objects.create(name="1층 레이저", offset_x=12, offset_y=-8)


@pytest.fixture
def organizer(client):
    client.force_login(organizer_of(EventFactory()))


def address(printer):
    return reverse("admin:registrations_printer_test", args=[printer.pk])


def fields(**changes):
    offsets = {"offset_x": "0", "offset_y": "0", "back_offset_x": "0", "back_offset_y": "0"}
    return {"name": "2층", **offsets, **changes}


def test_organizer_adds_a_printer_and_corrects_it(client, organizer):
    client.post(reverse("admin:registrations_printer_add"), fields())
    printer = Printer.objects.get()

    client.post(
        reverse("admin:registrations_printer_change", args=[printer.pk]),
        fields(offset_x="-15", back_offset_y="7"),
    )

    printer.refresh_from_db()
    assert (printer.offset_x, printer.offset_y, printer.back_offset_y) == (-15, 0, 7)
    assert "-15, +0" in client.get(reverse("admin:registrations_printer_changelist")).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"offset_x": "101"},
        {"offset_x": "99999999"},
        {"back_offset_y": "1.5"},
        {"name": ""},
        {"name": "1층 레이저"},
    ],
)
def test_printer_that_cannot_be_is_refused(client, organizer, printer, changes):
    response = client.post(reverse("admin:registrations_printer_add"), fields(**changes))

    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert Printer.objects.count() == 1


def test_test_page_is_a_pdf_of_the_sheet_with_the_printers_offsets(client, organizer, printer):
    response = client.get(address(printer), {"sheet": "sticker-2x5", "sides": "both"})

    assert response["Content-Type"] == "application/pdf"
    assert len(pdfs.pages(response.content)) == 2
    assert "앞면 12, -8, 뒷면 0, 0" in pdfs.text(response.content)


@pytest.mark.parametrize("query", [{}, {"sheet": "own-1"}, {"sheet": "../labels"}])
def test_test_page_of_no_sheet_is_not_found(client, organizer, printer, query):
    assert client.get(address(printer), query).status_code == 404


def test_printer_is_no_business_of_who_organizes_nothing(client, printer):
    desk = UserFactory(is_staff=True)
    access.grant(event_id=EventFactory().pk, user_id=desk.pk, role=EventRole.DESK, by_id=None, at=NOON)
    client.force_login(desk)

    assert client.get(address(printer), {"sheet": "sticker-2x4"}).status_code == 404
    assert client.get(reverse("admin:registrations_printer_changelist")).status_code == 403
    client.logout()
    assert client.get(address(printer), {"sheet": "sticker-2x4"}).status_code == 302
