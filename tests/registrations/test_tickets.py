"""The ticket: one page with the code that a scanner reads, for a guest who has a seat."""

import io

import pikepdf
import pytest
import zxingcpp
from django.db import connection

from agenda import releasing
from events import presses
from registrations import links, tickets
from registrations.states import RegistrationState
from tests import pdfchecks, pdfs
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
DPI = 150


@pytest.fixture
def registration():
    event = EventFactory(
        slug="demo",
        open_now=True,
        name="제1회 M.AX 컨퍼런스",
        name_en="1st M.AX Conference",
        is_demonstration=True,
    )
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return RegistrationFactory(event=event, department="생산기술팀")


def _get(client, registration, prefix=""):
    return client.get(f"{prefix}/r/{links.token(registration)}/ticket.pdf")


def test_ticket_is_one_page_with_who_when_where_and_which_release(registration):
    paper = tickets.pdf(registration, language="ko", at=NOON)

    (page,) = pdfs.pages(paper)
    words = page.split()
    for word in ("제1회", "홍길동", "한국기계", "생산기술팀", "시연용", registration.code, "2099."):
        assert word in words
    assert "확정본 1호 (2027. 3. 1.(월) 12:00)" in page
    assert "출력 2027. 3. 1.(월) 12:00" in page


@pytest.mark.parametrize("code", ["4H3W7YYT", "YYT7YT7Y", "W7YTAVAV"])
def test_code_of_letters_that_stand_apart_is_read_as_one_word(registration, code):
    registration.code = code

    assert code in pdfs.text(tickets.pdf(registration, language="ko", at=NOON)).split()


def test_ticket_embeds_its_fonts_and_is_tagged_with_title_and_language(registration):
    paper = tickets.pdf(registration, language="ko", at=NOON)

    assert pdfs.fonts(paper) == [("Pretendard-GOV", True, True), ("Pretendard-GOV-Bold", True, True)]
    with pikepdf.open(io.BytesIO(paper)) as document:
        assert str(document.docinfo.Title) == "참가증 · 제1회 M.AX 컨퍼런스"
        assert str(document.Root.Lang) == "ko"
        assert bool(document.Root.MarkInfo.Marked)


def test_scanner_reads_the_code_alone_off_a_print_of_at_least_18_millimetres(registration):
    picture = pdfs.picture(tickets.pdf(registration, language="ko", at=NOON), dpi=DPI)

    (found,) = zxingcpp.read_barcodes(picture)
    corners = found.position
    assert found.text == registration.code
    assert (corners.top_right.x - corners.top_left.x) / DPI * 25.4 >= 18


def test_english_ticket_names_the_event_in_english(client, registration):
    page = pdfs.text(_get(client, registration, "/en").content)

    assert "1st M.AX Conference" in page
    assert "2099" in page


@pytest.mark.parametrize(
    "name", ["Wolfeschlegelsteinhausen Hubert Alexander Maximilian Schneider von Berg", "뷁쀍햏" * 20]
)
def test_long_names_stay_on_the_page(registration, name):
    registration.name = name

    assert len(pdfs.pages(tickets.pdf(registration, language="ko", at=NOON))) == 1


def test_ticket_is_kept_by_nobody_and_found_by_no_search_engine(client, registration):
    response = _get(client, registration)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Content-Disposition"] == f'inline; filename="ticket-demo-{registration.code}.pdf"'


@pytest.mark.parametrize(
    ("state", "number"), [(RegistrationState.WAITLISTED, 1), (RegistrationState.CANCELLED, None)]
)
def test_who_has_no_seat_has_no_ticket(client, registration, state, number):
    type(registration).objects.filter(pk=registration.pk).update(state=state, waiting_number=number)

    assert _get(client, registration).status_code == 404
    page = client.get(f"/r/{links.token(registration)}/").content.decode()
    assert "ticket.pdf" not in page


def test_forged_link_has_no_ticket(client, registration):
    assert client.get("/r/forged/ticket.pdf").status_code == 404


def test_busy_press_is_told_in_a_sentence(client, registration, monkeypatch):
    monkeypatch.setattr(presses, "LONGEST_WAIT", 0.05)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [presses.LOCK])
            response = _get(client, registration)
    finally:
        other.close()

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response["Cache-Control"] == "private, no-store"


def test_ticket_that_cannot_be_made_is_told_in_a_sentence(client, registration, monkeypatch):
    monkeypatch.setattr(presses, "MOST_SECONDS", 0.001)

    response = _get(client, registration)

    assert response.status_code == 503
    assert response.content.decode() == "문서를 만들지 못했습니다. 1분 뒤에 다시 열어 주세요."


@pytest.mark.parametrize("language", ["ko", "en"])
def test_ticket_is_accessible(registration, language):
    paper = tickets.pdf(registration, language=language, at=NOON)

    assert pdfchecks.faults(paper) == []
