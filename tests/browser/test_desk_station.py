"""Print stations in Chromium: pages at the printers take the badges of all desks, each once, also when one dies."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from registrations.desk import stations
from registrations.models import BadgePrint, StationJob
from tests.browser import desks
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.factories.admin import desk_user
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
STATION = "/desk/demo/station/?name=1층&layout=roll-102x152"


@pytest.fixture
def event():
    return EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스")


@pytest.fixture
def user(event):
    return desk_user(event)


@pytest.fixture
def open_desk(open_page, user):
    return partial(desks.open_desk, open_page, user)


def ask(event, user, *names):
    for name in names:
        guest = RegistrationFactory(event=event, name=name)
        stations.ask(registration_id=guest.pk, by_id=user.pk, at=timezone.now(), device="데스크 1")


def wait_for_end(page, *states):
    """Until the page lists the jobs in these states, the latest first."""
    words = {
        "printed": "인쇄함",
        "unsure": "확인 필요",
        "failed": "실패",
        "queued": "대기",
        "taken": "인쇄 중",
    }
    page.wait_for_function(
        "words => [...document.querySelectorAll('[data-job] .tag:first-child')].map(one => one.textContent).join() === words",
        arg=",".join(words[state] for state in states),
    )


def test_badges_are_printed_in_order_on_pages_of_the_labels_size(open_desk, event, user):
    page = open_desk()
    page.goto(STATION)
    ask(event, user, "박정호", "남궁민수", "김하늘")

    wait_for_end(page, "printed", "printed", "printed")

    done = desks.printed(page)
    assert [one["name"] for one in done] == ["박정호 명찰", "남궁민수 명찰", "김하늘 명찰"]
    assert {(one["page"], one["fonts"]) for one in done} == {("102mm 152mm", "loaded")}
    assert BadgePrint.objects.filter(station="1층").count() == 3


def test_page_that_comes_out_has_the_size_of_the_label(open_desk, event, user, tmp_path):
    ask(event, user, "박정호")
    page = open_desk()
    page.goto(STATION)
    page.evaluate("window.isJammed = true")
    page.wait_for_function("() => window.printed?.length")

    page.goto(page.frames[1].url)
    paper = page.pdf(prefer_css_page_size=True)

    box = next(line for line in paper.split(b"\n") if b"/MediaBox" in line)
    sides = [float(one) for one in box.split(b"[")[1].split(b"]")[0].split()][2:]
    assert [side / 72 * 25.4 for side in sides] == pytest.approx([102, 152], abs=0.5)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 1


def test_station_that_dies_leaves_one_to_be_looked_at_and_another_takes_the_rest(
    open_desk, event, user, settings
):
    settings.STATION_LEASE = timedelta(seconds=3)
    ask(event, user, "박정호", "남궁민수", "김하늘")
    dying = open_desk()
    dying.add_init_script("window.isJammed = true")
    dying.goto(STATION)
    dying.wait_for_function("() => window.printed?.length")
    before = desks.printed(dying)
    dying.close()

    page = open_desk()
    page.goto(STATION)
    wait_for_end(page, "unsure", "printed", "printed")

    assert [one["name"] for one in before] == ["박정호 명찰"]
    assert [one["name"] for one in desks.printed(page)] == ["남궁민수 명찰", "김하늘 명찰"]
    page.get_by_role("button", name="나왔습니다 박정호").click()
    wait_for_end(page, "printed", "printed", "printed")
    assert len(desks.printed(page)) == 2
    assert BadgePrint.objects.count() == 3


def test_two_stations_at_once_print_each_badge_once(open_desk, event, user):
    pages = [open_desk(), open_desk()]
    for page in pages:
        page.goto(STATION)
    ask(event, user, *[f"손님{number}" for number in range(8)])

    for page in pages:
        wait_for_end(page, *["printed"] * 8)

    names = [one["name"] for page in pages for one in desks.printed(page)]
    assert sorted(names) == sorted(f"손님{number} 명찰" for number in range(8))


def test_badge_whose_page_does_not_come_is_told_as_failed(open_desk, event, user):
    page = open_desk()
    page.route("**/badge/?*", lambda route: route.fulfill(status=500, body="no"))
    page.goto(STATION)
    ask(event, user, "박정호")

    wait_for_end(page, "failed")

    assert StationJob.objects.get().failure == "명찰 화면을 불러오지 못함"
    page.unroute("**/badge/?*")
    page.get_by_role("button", name="다시 인쇄 박정호").click()
    wait_for_end(page, "printed")


def test_paused_station_takes_nothing(open_desk, event, user):
    page = open_desk()
    page.goto(STATION)
    page.get_by_role("button", name="잠시 멈추기").click()
    page.get_by_role("status").get_by_text("멈춤").wait_for()
    ask(event, user, "박정호")
    wait_for_end(page, "queued")

    assert StationJob.objects.get().state == "queued"
    page.get_by_role("button", name="인쇄 취소 박정호").click()
    wait_for_end(page, "failed")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_are_accessible_and_fit(open_desk, event, user, width):
    ask(event, user, "박정호", "Alexandria Constantinopoulos-Featherstonehaugh")
    page = open_desk(width)

    found = []
    for path in ("/desk/demo/prints/", "/desk/demo/station/", STATION):
        page.goto(path)
        found += problems(page)

    assert found == []
