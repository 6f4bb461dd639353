"""The editor of badges in a browser: what is typed is seen, blocks move by keyboard, what is kept is what is printed."""

import io
from functools import partial

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from PIL import Image

from events import rendering, stylesheets
from registrations import codeimages, labels
from registrations.badges import design, editing, layouts, styling
from registrations.badges.faces import Form, Person
from registrations.models import BadgeLayout
from registrations.states import Category
from tests import pdfs, pictures
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.browser.scene import signed_in
from tests.factories.admin import organizer_of
from tests.factories.badges import make_layout
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
PIXELS_PER_MM = 96 / 25.4


@pytest.fixture
def event():
    event = EventFactory(name="제1회 M.AX 컨퍼런스")
    RegistrationFactory(event=event, name="남궁민수")
    return event


@pytest.fixture
def open_admin(open_page, event):
    return partial(signed_in, open_page, organizer_of(event))


def address(row):
    return reverse("admin:events_event_badge_layout", args=[row.event_id, row.pk])


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_are_accessible_and_fit(open_admin, event, width):
    for sheet in ("sticker-2x4", "hanging-100x140", "roll-102x152", "hanging-86x54"):
        row = make_layout(event, sheet, name=sheet, back="programme")
    editing.make_usual(event_id=event.pk, layout_id=row.pk)
    page = open_admin(width)

    page.goto(reverse("admin:events_event_badges", args=[event.pk]))
    found = problems(page, "#content")
    page.goto(address(row))
    found += problems(page, "#content")
    page.get_by_label("용지", exact=True).select_option("")
    page.locator("[name=back]").select_option("text")
    page.get_by_text("뒷면에 넣을 문구를 적어 주세요.").wait_for()
    found += problems(page, "#content")

    assert found == []


def test_size_that_is_changed_is_seen_at_once_kept_and_printed(open_admin, event):
    row = make_layout(event)
    page = open_admin(DESK)
    page.goto(address(row))
    name = page.locator(".mf-look .b1").first
    before = name.bounding_box()["height"]

    size = page.get_by_label("가장 큰 크기").nth(1)
    size.fill("24")
    page.wait_for_function(
        "before => document.querySelector('.mf-look .b1').getBoundingClientRect().height < before * 0.6",
        arg=before,
    )
    assert BadgeLayout.objects.get().design["blocks"][1]["size"] != 24
    size.fill("140")
    page.get_by_role("alert").get_by_text("항목이 명찰보다").wait_for()
    size.fill("24")
    page.locator(".mf-look .b1").first.wait_for()
    page.get_by_role("button", name="저장").last.click()
    page.get_by_text("명찰 양식을 저장했습니다.").wait_for()

    paper = rendering.render(
        event_id=event.pk,
        kind="badges",
        language="ko",
        at=NOON,
        progress=lambda done, total: None,
        options={"layout": f"own-{row.pk}"},
    )
    word = next(word for word in pdfs.words(paper.content) if word.text == "남궁민수")
    assert (word.bottom - word.top) * pdfs.MM / ((1950 + 494) / 2048) == pytest.approx(24, abs=0.5)


def test_preview_has_the_proportions_of_the_paper(open_admin, event):
    row = make_layout(event, "hanging-90x130")
    page = open_admin(DESK)
    page.goto(address(row))

    box = page.locator(".mf-look .badge").first.bounding_box()
    qr = page.locator(".mf-look .badge-qr").first.bounding_box()

    design = layouts.read(row).design
    zoom = 264 / 130 / PIXELS_PER_MM
    left, top = design.qr_corner(90, 130)
    assert (box["width"], box["height"]) == pytest.approx((264 * 90 / 130, 264), abs=1)
    assert (qr["x"] - box["x"], qr["y"] - box["y"]) == pytest.approx(
        (left * PIXELS_PER_MM * zoom, top * PIXELS_PER_MM * zoom), abs=1
    )
    assert qr["width"] == pytest.approx(design.qr_side * PIXELS_PER_MM * zoom, abs=1)


def test_blocks_are_moved_by_keyboard_and_what_was_typed_stays(open_admin, event):
    row = make_layout(event)
    page = open_admin(DESK)
    page.goto(address(row))
    page.get_by_label("가장 큰 크기").nth(2).fill("15")

    page.get_by_role("button", name="3번째 항목 아래로").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[name=block-3-field]').value === 'organization'")
    focused = "() => document.activeElement.getAttribute('aria-label')"

    assert page.evaluate(focused) == "4번째 항목 아래로"
    assert page.get_by_label("가장 큰 크기").nth(3).input_value() == "15"
    page.get_by_label("가장 큰 크기").nth(1).fill("20")
    page.get_by_role("button", name="항목 더하기").click()
    page.get_by_label("문구", exact=True).last.fill("Wi-Fi")
    page.locator(".mf-look").get_by_text("Wi-Fi").first.wait_for()
    page.get_by_role("button", name="5번째 항목 빼기").click()
    page.wait_for_function("document.querySelectorAll('.mf-block').length === 6")
    page.get_by_role("button", name="저장").last.click()
    page.get_by_text("명찰 양식을 저장했습니다.").wait_for()

    blocks = [block["field"] for block in BadgeLayout.objects.get().design["blocks"]]
    assert blocks == ["category", "name", "title", "organization", "code", "text"]


def test_a_background_lies_below_the_text(open_page):
    sheet = labels.get("sticker-2x4")
    form = Form(design.standard(sheet.width, sheet.height), sheet.width, sheet.height, "제1회 M.AX 컨퍼런스")
    face = form.face(Person("K7QF3XRT", Category.VIP, "김수진", "(주)한국기계"))
    cream = codeimages.data_uri(pictures.png((8, 8), "#fdf6e3"))
    context = {"face": face, "qr_src": codeimages.qr_data_uri("K7QF3XRT"), "background_src": cream}
    style = stylesheets.read("css/badge.css") + styling.css(form.design, width=form.width, height=form.height)
    page = open_page()
    page.set_content(f"<style>{style}</style>{render_to_string('papers/_badge.html', context)}")

    picture = Image.open(io.BytesIO(page.locator(".badge").screenshot())).convert("RGB")

    assert picture.getpixel((2, 2)) == (0xFD, 0xF6, 0xE3)
    name = page.locator(".b1").bounding_box()
    left, top = (round(name[side]) for side in ("x", "y"))
    box = picture.crop((left - 8, top - 8, left + round(name["width"]) - 8, top + round(name["height"]) - 8))
    assert min(low for low, _high in box.getextrema()) < 60
