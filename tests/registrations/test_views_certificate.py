"""The guest's own certificate, and the public page that verifies one."""

import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
import zxingcpp
from django.utils import timezone

from events import rendering
from registrations import certificates, links
from registrations.desk import checkin
from registrations.models import Certificate
from tests import pdfs
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory, OrganizationFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    now = timezone.now()
    event = EventFactory(
        slug="demo",
        name="제1회 M.AX 컨퍼런스",
        starts_at=now - timedelta(hours=5),
        ends_at=now - timedelta(hours=2),
    )
    event.hosts.add(OrganizationFactory(name="산업통상부"))
    guest = RegistrationFactory(event=event, name="홍길동", organization="한국기계", title="부장")
    checkin.check_in(
        registration_id=guest.pk, scan_id=uuid4(), by_id=UserFactory().pk, at=now - timedelta(hours=4)
    )
    return guest


@pytest.fixture
def address(guest):
    return f"/r/{links.token(guest)}/"


def issued(guest) -> Certificate:
    return certificates.issue(registration_id=guest.pk, by_id=None, at=timezone.now())


def test_guest_issues_their_own_and_gets_the_paper(client, address, guest):
    assert "참석확인서 발급" in client.get(address).content.decode()

    response = client.post(f"{address}certificate/", follow=True)

    (page,) = pdfs.pages(response.content)
    words = "".join(page.split())
    for told in ("DEMO-0001", "홍길동", "한국기계", "부장", "제1회M.AX컨퍼런스", "산업통상부", "직인"):
        assert told in words
    own = client.get(address).content.decode()
    assert "참석확인서 받기" in own
    assert "참석확인서 발급" not in own


def test_guest_cannot_undo_a_revocation(client, address, guest):
    certificates.revoke(
        certificate_id=issued(guest).pk, reason="다른 분이 입장", by_id=None, at=timezone.now()
    )

    assert "참석확인서 발급" not in client.get(address).content.decode()
    response = client.post(f"{address}certificate/")

    assert response.status_code == 409
    assert "담당 부서" in response.content.decode()
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("typed", ["/", "-", "//%20/"])
def test_code_of_nothing_but_marks_is_asked_for_again(client, typed):
    response = client.get(f"/certificates/?code={typed}", follow=True)

    assert response.status_code in {200, 404}
    assert "확인 코드" in response.content.decode()


def test_opening_links_issues_nothing(client, address):
    for path in ("", "certificate/", "certificate.pdf"):
        client.get(f"{address}{path}")

    assert not Certificate.objects.exists()


def test_who_did_not_come_is_told_so(client, guest):
    other = RegistrationFactory(event=guest.event)

    response = client.post(f"/r/{links.token(other)}/certificate/")

    assert response.status_code == 409
    assert "입장 기록이 없어" in response.content.decode()


def test_paper_is_tagged_and_its_code_leads_to_the_page_that_verifies_it(client, address, guest):
    certificate = issued(guest)

    paper = client.get(f"{address}certificate.pdf").content

    with pikepdf.open(io.BytesIO(paper)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "ko"
    (found,) = zxingcpp.read_barcodes(pdfs.picture(paper))
    assert found.text == f"http://testserver/certificates/{certificate.readable_code}/"
    assert (
        "유효한 참석확인서입니다."
        in client.get(found.text.removeprefix("http://testserver")).content.decode()
    )


def test_longest_of_everything_stays_on_one_page_and_apart(client, address, guest):
    guest.name, guest.organization, guest.title = "뷁쀍" * 30, "한국기계 " * 16, "연구위원 " * 12
    guest.save()
    event = guest.event
    event.name = "산업인공지능 " * 20
    event.save()
    event.hosts.add(*(OrganizationFactory(name=f"한국산업기술기획평가원{number}") for number in range(3)))
    issued(guest)

    paper = client.get(f"{address}certificate.pdf").content

    assert len(pdfs.pages(paper)) == 1
    words = pdfs.words(paper)
    issuer = max(word.bottom for word in words if word.text.startswith("한국산업기술기획평가원"))
    assert issuer < min(word.top for word in words if word.text == "진위는")


def test_public_page_shows_no_more_than_the_paper(client, guest):
    certificate = issued(guest)

    response = client.get(f"/certificates/{certificate.code}/")

    page = response.content.decode()
    for told in ("DEMO-0001", "홍길동", "한국기계", "부장", "제1회 M.AX 컨퍼런스"):
        assert told in page
    for hidden in (guest.email, "010-", guest.code, links.token(guest)):
        assert hidden not in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_revoked_certificate_is_told_to_be_void(client, guest):
    certificate = issued(guest)
    certificates.revoke(certificate_id=certificate.pk, reason="내부 사유", by_id=None, at=timezone.now())

    page = client.get(f"/certificates/{certificate.readable_code}/").content.decode()

    assert "효력이 없는" in page
    assert "내부 사유" not in page


def test_typed_code_finds_its_certificate_and_a_wrong_one_is_told(client, guest):
    certificate = issued(guest)
    typed = certificate.readable_code.lower().replace("-", " ")

    assert "홍길동" in client.get("/certificates/", {"code": typed}, follow=True).content.decode()
    response = client.get("/certificates/", {"code": "없는코드/../x"}, follow=True)
    assert response.status_code == 404
    assert "이 코드의 참석확인서는 없습니다." in response.content.decode()


def test_organizer_revokes_with_a_reason(client, guest):
    certificate = issued(guest)
    client.force_login(organizer_of(guest.event))
    revoke = "/admin/registrations/certificate/revoke/"

    assert client.post(revoke, {"ids": certificate.pk, "reason": ""}).status_code == 422
    client.post(revoke, {"ids": certificate.pk, "reason": "잘못 발급"})

    certificate.refresh_from_db()
    assert certificate.revocation == "잘못 발급"


@pytest.mark.parametrize(("is_own", "count"), [(True, 2), (False, 1)])
def test_organizer_issues_a_revoked_one_again(client, guest, is_own, count):
    certificate = issued(guest)
    certificates.revoke(certificate_id=certificate.pk, reason="착오", by_id=None, at=timezone.now())
    client.force_login(organizer_of(guest.event if is_own else EventFactory()))

    client.post(
        "/admin/registrations/certificate/",
        {"action": "issue_again_selected", "_selected_action": [certificate.pk]},
    )

    assert Certificate.objects.count() == count
    assert (certificates.standing(guest) is not None) is is_own


def test_organizer_of_another_event_revokes_nothing(client, guest):
    certificate = issued(guest)
    client.force_login(organizer_of(EventFactory()))

    client.post("/admin/registrations/certificate/revoke/", {"ids": certificate.pk, "reason": "남의 것"})

    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_english_page_and_paper(client, address, guest):
    certificate = issued(guest)

    assert "홍길동" in client.get(f"/en/certificates/{certificate.code}/").content.decode()
    assert "Certificate of Attendance" in pdfs.text(client.get(f"/en{address}certificate.pdf").content)


def test_organizer_prints_those_of_everybody_who_came(guest):
    other = RegistrationFactory(event=guest.event, name="안온이")

    paper = rendering.render(
        event_id=guest.event_id,
        kind="certificates",
        language="ko",
        at=timezone.now(),
        progress=lambda done, total: None,
    )

    assert ["홍길동" in page for page in pdfs.pages(paper.content)] == [True]
    assert certificates.standing(other) is None


def test_seal_stands_on_the_last_letter_of_who_issues(client, address):
    words = pdfs.words(_paper(client, address))

    [issuer], [seal] = ([word for word in words if word.text == text] for text in ("산업통상부", "직인"))
    syllable = (issuer.right - issuer.left) / 5
    assert (seal.left + seal.right) / 2 == pytest.approx(issuer.right - syllable / 2, abs=1)
    assert (issuer.left + issuer.right) / 2 == pytest.approx(105, abs=1)


def test_certificate_is_dated_without_the_day_of_the_week(client, address, guest):
    issued_on = timezone.localdate(issued(guest).issued_at)

    paper = pdfs.text(_paper(client, address))

    dated = f"{issued_on.year}. {issued_on.month}. {issued_on.day}."
    assert dated in [line.strip() for line in paper.splitlines()]


def test_page_that_verifies_is_dated_as_the_paper_is(client, guest):
    certificate = issued(guest)
    on = timezone.localdate(certificate.issued_at)

    page = client.get(f"/certificates/{certificate.readable_code}/").content.decode()

    assert f"<dd>{on.year}. {on.month}. {on.day}.</dd>" in page


def _paper(client, address) -> bytes:
    return client.post(f"{address}certificate/", follow=True).content
