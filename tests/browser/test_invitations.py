"""The whole way of invitations: from an official's roster to who came, with every part real."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from agenda import releasing
from events import access
from events.models import EventRole
from registrations.models import Invitation, Registration
from registrations.states import InvitationState, RegistrationState
from tests import spreadsheets, workers
from tests.browser.conftest import DESK, PHONE
from tests.browser.scene import session_of
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.smtp import Mailbox, free_port, mail_server

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

INVITED = 30
SEATS = 2
# As officials write it: a title row over the table, names set with spaces, numbers that a spreadsheet took for figures.
ROSTER = [
    ["2026년 M.AX 컨퍼런스 초청 명단"],
    ["연번", "구분", "성명", "소속", "직위", "휴대전화", "이메일"],
    [1, "내빈", "홍 길 동", "미래산업청", "청장", 1012345678, "yes@example.com"],
    [2, "기업", "이순신", "(주)한국기계", "상무", "010-2222-3333", "no@example.com"],
    [3, "학계", "강감찬", "명지대학교", "교수", "010 3333 4444", "deputed@example.com"],
    [4, "언론", "신사임당", "산업일보", "기자", "010-4444-5555", "waits@example.com"],
    *[
        [
            number,
            "기업",
            f"김초청{chr(0xAC00 + number)}",
            "한국정밀",
            "과장",
            None,
            f"guest{number}@example.com",
        ]
        for number in range(5, INVITED + 1)
    ],
]


@pytest.fixture
def event():
    """Two seats, open, with an organizer's and a desk's rights for one person."""
    starts_at = (timezone.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    event = EventFactory(
        slug="demo",
        open_now=True,
        capacity=SEATS,
        name="제1회 M.AX 컨퍼런스",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
    )
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


def test_invitations_go_the_whole_way(browser: Browser, event):
    workers.empty_broker()
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    with mail_server() as mailbox:
        env = workers.environment(
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}",
            PUBLIC_URL=site,
            RING_SECONDS=1,
            MAILING_FROM_HOUR=0,  # the test runs at night, too
            MAILING_UNTIL_HOUR=24,
            MAILING_PER_MINUTE=600,
        )
        beat = workers.celery("beat", "--pidfile", "", env=env)
        with workers.celery("worker", env=env), beat, workers.web(port, env=env):
            office = _office(browser, site, event)
            _import(office, event)
            _send(office, event)
            assert mailbox.wait_for(INVITED, seconds=60) == INVITED
            links = _links(mailbox, site)
            assert len(set(links.values())) == INVITED

            phone = browser.new_context(
                base_url=site, viewport={"width": PHONE, "height": 740}, locale="ko-KR"
            ).new_page()
            _say_yes(phone, links["yes@example.com"], "참석하시는 것으로 답해 주셨습니다.")
            _say_no(phone, links["no@example.com"])
            _send_deputy(phone, links["deputed@example.com"])
            _say_yes(phone, links["waits@example.com"], "정원이 차서 대기 중입니다.")
            _cancel(phone, links["yes@example.com"])
            _check_place_moved(phone, mailbox, links["waits@example.com"])
            _check_in_deputy(office, event)
            _read_ledger(office, event)
            _remind(office, event)
            assert workers.wait_until(lambda: _was_reminded(mailbox), seconds=30)
    _check_rows(event)


def _office(browser: Browser, site: str, event) -> Page:
    """An organizer, signed in, at a desk's screen."""
    organizer = organizer_of(event, name="권순목")
    access.grant(event_id=event.pk, user_id=organizer.pk, role=EventRole.DESK, by_id=None, at=NOON)
    context = browser.new_context(base_url=site, viewport={"width": DESK, "height": 900}, locale="ko-KR")
    context.add_cookies(
        [{"name": name, "value": value, "url": site} for name, value in session_of(organizer).items()]
    )
    return context.new_page()


def _import(office: Page, event) -> None:
    office.goto(f"{reverse('admin:registrations_invitation_changelist')}?event={event.pk}")
    office.get_by_role("link", name="명단 가져오기").click()
    office.get_by_label("명단 파일").set_input_files(
        {
            "name": "초청 명단.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": spreadsheets.xlsx(ROSTER, merges=["A1:G1"]),
        }
    )
    office.get_by_role("button", name="읽어 보기").click()
    expect(office.get_by_text(f"새로 초청 {INVITED}건 · 고칠 행 0건")).to_be_visible()
    expect(office.get_by_text("010-1234-5678")).to_be_visible()
    assert not Invitation.objects.exists()
    office.get_by_role("button", name=f"{INVITED}건 가져오기").click()
    expect(office.get_by_text(f"{INVITED}건을 초청 명단에 넣었습니다.")).to_be_visible()


def _send(office: Page, event) -> None:
    office.goto(f"{reverse('admin:registrations_invitation_changelist')}?event={event.pk}")
    office.locator("#action-toggle").check()
    office.locator("select[name=action]").first.select_option("send_selected")
    office.get_by_role("button", name="실행").first.click()
    expect(office.get_by_text(f"메일 {INVITED}통을 보냅니다.")).to_be_visible()


def _links(mailbox: Mailbox, site: str) -> dict[str, str]:
    """The personal link of each invitation, by the address that it went to."""
    found = {}
    for mail in mailbox.mails:
        text = mail.get_body(("plain",)).get_content()
        [link] = set(re.findall(rf"{re.escape(site)}(/i/\S+/)", text))
        found[mail["To"]] = link
    return found


def _agree(phone: Page) -> None:
    phone.get_by_label("개인정보 수집·이용에 동의").check()
    phone.get_by_label("만 14세 이상").check()


def _say_yes(phone: Page, link: str, standing: str) -> None:
    phone.goto(link)
    phone.get_by_role("link", name="참석합니다", exact=True).click()
    phone.get_by_label("휴대전화").fill("010-1234-5678")
    _agree(phone)
    phone.get_by_role("button", name="참석 답변 보내기").click()
    expect(phone.get_by_text(standing)).to_be_visible()


def _say_no(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_role("link", name="참석하지 못합니다").click()
    phone.get_by_label("사유").fill("해외 출장")
    phone.get_by_role("button", name="불참 답변 보내기").click()
    expect(phone.get_by_text("참석하지 못하신다고 답해 주셨습니다.")).to_be_visible()


def _send_deputy(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_role("link", name="다른 분이 대신 참석합니다").click()
    phone.get_by_label("성명").fill("정대리")
    phone.get_by_label("소속").fill("명지대학교")
    phone.get_by_label("직위").fill("연구원")
    phone.get_by_label("휴대전화").fill("010-9876-5432")
    phone.get_by_label("이메일").fill("deputy@example.com")
    _agree(phone)
    phone.get_by_role("button", name="대리참석 답변 보내기").click()
    expect(phone.get_by_text("정대리 연구원 님이 대신 참석하시는 것으로 답해 주셨습니다.")).to_be_visible()


def _cancel(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_role("link", name="내 등록 보기").click()
    phone.get_by_role("link", name="등록 취소").click()
    phone.get_by_role("button", name="등록 취소하기").click()
    expect(phone.get_by_text("취소된 등록입니다")).to_be_visible()


def _check_place_moved(phone: Page, mailbox: Mailbox, link: str) -> None:
    """Who waited has the seat that was given back, reads so on the page, and is told by mail."""
    phone.goto(link)
    expect(phone.get_by_text("참석하시는 것으로 답해 주셨습니다.")).to_be_visible()

    def is_told() -> bool:
        subjects = [mail["Subject"] for mail in mailbox.mails if mail["To"] == "waits@example.com"]
        return "[참가 확정] 제1회 M.AX 컨퍼런스" in subjects

    assert workers.wait_until(is_told, seconds=30)


def _check_in_deputy(office: Page, event) -> None:
    """The desk knows the deputy, and for whom they come; who was invited does not come."""
    office.goto(reverse("desk:search", args=[event.slug]))
    office.get_by_role("searchbox").fill("정대리")
    office.get_by_role("button", name="찾기").click()
    expect(office.get_by_text("강감찬 님 대신")).to_be_visible()
    office.get_by_role("button", name="입장 처리").click()
    expect(office.get_by_role("status").filter(has_text="정대리")).to_be_visible()


def _read_ledger(office: Page, event) -> None:
    """The list has every answer in it, and each invitation its story from first to last."""
    office.goto(f"{reverse('admin:registrations_invitation_changelist')}?event={event.pk}")
    rows = office.locator("#result_list tbody tr")
    expect(rows).to_have_count(INVITED)
    for name, states in {
        "홍길동": ["불참"],
        "이순신": ["불참"],
        "강감찬": ["대리참석", "정대리"],
        "신사임당": ["참석"],
        "김초청": ["답변 대기"],
    }.items():
        row = rows.filter(has_text=name).first
        for state in states:
            expect(row).to_contain_text(state)
    expect(rows.filter(has_text="강감찬").locator(".field-came_shown")).to_have_text("○")
    rows.filter(has_text="강감찬").get_by_role("link", name="강감찬").click()
    told = office.get_by_role("region", name="초청에서 입장까지").locator("tbody tr")
    expect(told).to_contain_text(
        ["명단 등록", "초청장 발송", "메일 발송됨", "대리참석 답변", "등록: 확정", "현장: 입장"]
    )


def _remind(office: Page, event) -> None:
    """From the page of one who has not answered, without the list's checkboxes."""
    pending = Invitation.objects.get(event=event, email="guest5@example.com")
    office.goto(reverse("admin:registrations_invitation_change", args=[pending.pk]))
    office.get_by_role("button", name="답변 요청 보내기").click()
    expect(office.get_by_text("메일 1통을 보냅니다.")).to_be_visible()


def _was_reminded(mailbox: Mailbox) -> bool:
    subjects = [mail["Subject"] for mail in mailbox.mails if mail["To"] == "guest5@example.com"]
    return "[참석 여부 확인] 제1회 M.AX 컨퍼런스" in subjects


def _check_rows(event) -> None:
    seated = Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED)
    assert set(seated.values_list("name", flat=True)) == {"정대리", "신사임당"}
    unanswered = Invitation.objects.filter(event=event, state=InvitationState.SENT)
    assert unanswered.count() == INVITED - 4
