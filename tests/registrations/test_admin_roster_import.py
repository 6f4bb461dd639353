"""The organizer brings a roster in: the file, what was read of it, then the list of those invited."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from events.models import Message
from registrations.models import Invitation, InvitationStep
from registrations.states import Category, InvitationKind, InvitationState
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory, OrganizationFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory
from tests.registrations.rosterpages import sent_back

pytestmark = pytest.mark.django_db

HEADINGS = ["연번", "구분", "성명", "소속", "직위", "휴대전화", "이메일", "좌석"]
ROWS = [
    [1, "내빈", "홍 길 동", "미래산업청", "청장", 1012345678, "gil@example.com", None],
    [2, "기업", "이순신", "(주)한국기계", "상무", "010-2222-3333", "sunsin@example.com", None],
    [3, "", None, "한국생산기술연구원", None, None, "kitech@example.com", "5석"],
    [4, "학계", "강감찬", "명지대", "교수", "12", "gamchan@example.com", None],
]


def workbook(rows=ROWS):
    book = Workbook()
    sheet = book.active
    sheet.append(["2026년 M.AX 컨퍼런스 초청 명단"])
    sheet.merge_cells("A1:H1")
    for row in [HEADINGS, *rows]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def event():
    return EventFactory(open_now=True)


@pytest.fixture
def address(client, event):
    client.force_login(organizer_of(event))
    return reverse("admin:registrations_roster_import", args=[event.pk])


def upload(client, address, content=None):
    file = SimpleUploadedFile("명단.xlsx", workbook() if content is None else content)
    return client.post(address, {"file": file})


def test_upload_shows_what_was_read_and_writes_nothing(client, address):
    response = upload(client, address)

    page = response.content.decode()
    assert response.status_code == 200
    assert "새로 초청 3건 · 고칠 행 1건 · 이미 아는 분 0건 · 파일에서 겹치는 행 0건" in page
    assert "010-1234-5678" in page
    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)


def test_accepting_puts_the_people_on_the_list_and_mails_nobody(client, address, event):
    OrganizationFactory(name="한국기계", sector="industry")
    shown = upload(client, address)

    response = client.post(address, sent_back(shown, accept="1", held_until="2099-03-20T18:00"))

    listed = f"{reverse('admin:registrations_invitation_changelist')}?event={event.pk}&state__exact=ready"
    assert (response.status_code, response.url) == (302, listed)
    rows = Invitation.objects.order_by("pk")
    assert list(rows.values_list("name", "organization", "category", "kind", "seats", "sector")) == [
        ("홍길동", "미래산업청", Category.VIP, InvitationKind.PERSON, 1, ""),
        ("이순신", "(주)한국기계", Category.COMPANY, InvitationKind.PERSON, 1, "industry"),
        ("", "한국생산기술연구원", Category.COMPANY, InvitationKind.SEATS, 5, ""),
    ]
    assert [str(row.phone) for row in rows] == ["010-1234-5678", "010-2222-3333", ""]
    assert {row.state for row in rows} == {InvitationState.READY}
    assert InvitationStep.objects.count() == 3
    assert Message.objects.count() == 0


def test_the_same_file_again_adds_nobody(client, address):
    client.post(address, sent_back(upload(client, address), accept="1"))

    shown = upload(client, address)
    client.post(address, sent_back(shown, accept="1"))

    assert "새로 초청 0건 · 고칠 행 1건 · 이미 아는 분 3건" in shown.content.decode()
    assert Invitation.objects.count() == 3


def test_somebody_who_may_be_known_is_invited_only_when_ticked(client, address, event):
    InvitationFactory(
        event=event, name="이순신", organization="한국기계", email="other@example.com", phone=""
    )
    RegistrationFactory(event=event, email="gil@example.com")
    shown = upload(client, address)
    number = re.search(r'name="also" value="(\d+)"', shown.content.decode())[1]

    client.post(address, sent_back(shown, accept="1"))
    untouched = Invitation.objects.filter(email="sunsin@example.com").exists()
    client.post(address, sent_back(shown, accept="1", also=number))

    assert untouched is False
    assert Invitation.objects.filter(email="sunsin@example.com").count() == 1
    assert Invitation.objects.filter(email="gil@example.com").count() == 0


def test_other_columns_are_read_again(client, address):
    shown = upload(client, address)
    values = sent_back(shown, again="1")
    values["column_title"] = ""

    response = client.post(address, values)

    assert response.status_code == 200
    assert '<td class="mf-nowrap">청장</td>' in shown.content.decode()
    assert '<td class="mf-nowrap">청장</td>' not in response.content.decode()
    assert Invitation.objects.count() == 0


def test_one_column_cannot_be_two_things(client, address):
    values = sent_back(upload(client, address), accept="1")
    values["column_title"] = values["column_name"]

    response = client.post(address, values)

    assert response.status_code == 422
    assert "한 열을 두 가지로 읽을 수 없습니다" in response.content.decode()
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04broken"])
def test_a_file_that_is_no_roster_gets_a_sentence(client, address, content):
    response = upload(client, address, content)

    assert response.status_code == 422
    assert Invitation.objects.count() == 0


def test_a_roster_of_another_event_is_not_taken(client, address, event):
    other = EventFactory()
    client.force_login(organizer_of(event, email="both@example.com"))
    shown = upload(client, address)

    response = client.post(reverse("admin:registrations_roster_import", args=[other.pk]), sent_back(shown))

    assert response.status_code == 404
    assert Invitation.objects.count() == 0


def test_template_is_a_workbook(client, event, address):
    response = client.get(reverse("admin:registrations_roster_template", args=[event.pk]))

    assert response.content.startswith(b"PK")


@pytest.mark.parametrize("people", [1, 3])
def test_showing_takes_the_same_queries_however_many_are_known(
    client, address, event, people, django_assert_num_queries
):
    InvitationFactory.create_batch(people, event=event)
    RegistrationFactory.create_batch(people, event=event)

    with django_assert_num_queries(6):
        upload(client, address)
