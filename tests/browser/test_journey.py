"""From the form to the badge, with every part real: browser, site, worker, broker, database, mail server."""

import io
import re
import sys
import time

import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image
from playwright.sync_api import Browser, expect

from agenda import releasing
from events.models import Document, DocumentState
from maxforum import embedded
from registrations.models import BadgePrint, Registration
from tests import pdfs, workers
from tests.browser.conftest import PHONE
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.smtp import free_port, mail_server

ASK_FOR_BADGES = """
from django.utils import timezone
from events import documents
documents.request(event_id=int(sys.argv[1]), kind="badges", language="ko", by_id=None, at=timezone.now())
"""


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_registration_leads_to_a_mail_and_a_badge(browser: Browser, capsys):
    event = EventFactory(slug="demo", open_now=True, name="제1회 M.AX 컨퍼런스")
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    RegistrationFactory(event=event, name="먼저 온 사람")
    workers.empty_broker()
    port = free_port()
    with mail_server() as mailbox:
        env = workers.environment(
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}", PUBLIC_URL=f"http://127.0.0.1:{port}"
        )
        with workers.celery("worker", env=env), workers.web(port, env=env):
            page = browser.new_page(
                base_url=f"http://127.0.0.1:{port}", viewport={"width": PHONE, "height": 740}
            )
            page.goto("/events/demo/")
            page.get_by_role("link", name="참가 등록하기").click()
            page.get_by_label("성명").fill("박정호")
            page.get_by_label("소속").fill("명지대학교")
            page.get_by_label("직위").fill("교수")
            page.get_by_label("휴대전화").fill("010-1234-5678")
            page.get_by_label("이메일").fill("jeongho@example.com")
            page.get_by_label("참석구분").select_option("academia")
            page.get_by_label("개인정보 수집·이용에 동의합니다").check()
            page.get_by_label("만 14세 이상입니다").check()
            sent_at = time.monotonic()
            page.get_by_role("button", name="등록하기").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("메일을 확인해 주세요")
            assert mailbox.wait_for(1, seconds=30) == 1
            seconds = time.monotonic() - sent_at

            registration = Registration.objects.get(email="jeongho@example.com")
            link = _check_mail(mailbox.mails[0], registration)
            page.goto(link)
            expect(page.get_by_text("참가가 확정되었습니다.")).to_be_visible()
            expect(page.get_by_text(registration.code)).to_be_visible()

            workers.read_lines(workers.run_code(ASK_FOR_BADGES, event.pk, env=env))
            assert workers.wait_until(
                lambda: Document.objects.filter(state=DocumentState.DONE).exists(), seconds=60
            )
            page.close()

    sheet = (embedded.var_dir() / "media" / Document.objects.get().file.name).read_bytes()
    assert registration.code in pdfs.codes(pdfs.picture(sheet, dpi=200))
    assert "박정호" in pdfs.text(sheet)
    assert BadgePrint.objects.count() == 2
    with capsys.disabled():
        sys.stdout.write(f"\nthe mail was there {seconds:.2f} s after the click\n")


def _check_mail(mail, registration: Registration) -> str:
    """The personal link of the mail, once its parts are right."""
    assert mail["Subject"] == "[참가 확정] 제1회 M.AX 컨퍼런스"
    parts = {part.get_content_type(): part for part in mail.walk()}
    picture = Image.open(io.BytesIO(parts["image/png"].get_content()))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [registration.code]
    calendar = parts["text/calendar"].get_content()
    [entry] = Calendar.from_ical(calendar).walk("VEVENT")
    assert entry["SEQUENCE"] == 1
    [link] = set(re.findall(r"http://127\.0\.0\.1:\d+/r/\S+/", parts["text/plain"].get_content()))
    return link
