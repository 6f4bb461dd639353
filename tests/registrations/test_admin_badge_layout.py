"""명찰: the editor of a layout in the admin."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from registrations.admin.badge_layout import Shown
from registrations.badges import colours, layouts
from registrations.badges.looks import Look
from registrations.models import BadgeLayout
from registrations.states import Category
from tests.factories.admin import organizer_of
from tests.factories.badges import make_layout
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.pictures import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def new(event):
    return reverse("admin:events_event_badge_layout_new", args=[event.pk])


def editor(row):
    return reverse("admin:events_event_badge_layout", args=[row.event_id, row.pk])


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the editor's form as it stands."""
    form = page[page.index('id="layout"') : page.index("</form>", page.index('id="layout"'))]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if (
            name is None
            or kind is None
            or kind[1] == "file"
            or (kind[1] == "checkbox" and "checked" not in tag)
        ):
            continue
        sent[name[1]] = value[1] if value else "on" if kind[1] == "checkbox" else ""
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        sent[name] = chosen[1] if chosen else ""
    sent |= re.findall(r'<textarea name="([^"]+)".*?>\s*(.*?)</textarea>', form, re.DOTALL)
    return sent


def sent_by(client, address: str, **changes) -> dict[str, str]:
    return {**fields_of(client.get(address).content.decode()), **changes}


def test_new_layout_begins_with_the_sheets_standard_design_and_is_kept(client, event, organizer):
    address = f"{new(event)}?sheet=sticker-2x4"

    response = client.post(address, sent_by(client, address, name="우리 명찰", save=""))

    row = BadgeLayout.objects.get()
    assert response.url == editor(row)
    standard = layouts.standard("sticker-2x4")
    kept = layouts.read(row)
    assert (row.event, row.name, kept.sheet, kept.design) == (
        event,
        "우리 명찰",
        standard.sheet,
        standard.design,
    )


def test_new_layout_of_an_unknown_sheet_begins_with_the_usual_one(client, event, organizer):
    assert fields_of(client.get(f"{new(event)}?sheet=<b>").content.decode())["sheet"] == layouts.USUAL


def test_saving_what_is_shown_changes_nothing(client, event, organizer):
    row = make_layout(event, sheet="hanging-95x123")

    client.post(editor(row), sent_by(client, editor(row), save=""))

    changed = BadgeLayout.objects.get()
    assert changed.changed_at > row.changed_at
    assert layouts.read(changed) == layouts.read(row)


def test_own_sheet_is_kept_and_shown_again(client, event, organizer):
    row = make_layout(event)
    own = {"sheet": "", "paper": "sticker", "width": "64", "height": "60", "columns": "3", "rows": "4"}
    own |= {"gap_x": "2", "gap_y": "1", "left": "", "top": "10", "usual": ""}

    page = client.post(editor(row), sent_by(client, editor(row), **own)).content.decode()
    assert BadgeLayout.objects.get().own_sheet is None
    client.post(editor(row), {**fields_of(page), "save": ""})

    sheet = layouts.read(BadgeLayout.objects.get()).sheet
    assert (sheet.columns, sheet.rows, sheet.width, sheet.height) == (3, 4, 64, 60)
    assert (sheet.step_x, sheet.step_y, sheet.left, sheet.top) == (66, 61, 7, 10)
    shown = fields_of(client.get(editor(row)).content.decode())
    assert (shown["sheet"], shown["paper"], shown["gap_x"], shown["left"]) == ("", "sticker", "2", "7")


def test_label_that_is_its_own_page_needs_no_places(client, event, organizer):
    row = make_layout(event)
    roll = {"sheet": "", "paper": "roll", "width": "100", "height": "70", "columns": "5", "save": ""}

    client.post(editor(row), sent_by(client, editor(row), **roll))

    sheet = layouts.read(BadgeLayout.objects.get()).sheet
    assert (sheet.page_width, sheet.page_height, sheet.count, sheet.left) == (100, 70, 1, 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"block-1-size": "150"}, "항목이 명찰보다"),
        ({"block-1-field": "title"}, "성명이 있어야"),
        ({"qr_size": "12"}, "QR 코드는 18mm 이상이어야 읽힙니다."),
        ({"sheet": "", "width": "95", "columns": "3"}, "칸이 용지 밖으로 나갑니다."),
        ({"sheet": "", "width": "12"}, "칸 가로(mm): "),
        ({"sheet": "sticker-9x9"}, "용지: "),
        ({"block-0-field": "<script>"}, "1번째 항목 항목: "),
        ({"block-0-size": "1e9"}, "1번째 항목 가장 큰 크기: "),
        ({"block-0-gap": "nan"}, "1번째 항목 위 간격(mm): "),
        ({"block-0-field": "text"}, "넣을 문구를 적어 주세요."),
        ({"block-TOTAL_FORMS": "-1"}, "성명이 있어야"),
        ({"block-TOTAL_FORMS": "13"}, "항목"),
        ({"block-TOTAL_FORMS": "없음"}, "ManagementForm"),
        ({"colour_vip": "red;}*{display:none"}, "색은 #0b62e0처럼 적어 주세요."),
        ({"name": ""}, "양식 이름: "),
        ({"name": "\u202e명찰"}, "쓸 수 없는 문자"),
        ({"margin": "inf"}, "명찰 안쪽 여백(mm): "),
        ({"back": "text"}, "뒷면에 넣을 문구를 적어 주세요."),
        ({"back": "other"}, "뒷면: "),
    ],
)
def test_form_that_gives_no_badge_keeps_nothing_and_says_why(client, event, organizer, changes, sentence):
    row = make_layout(event)
    sent = sent_by(client, editor(row), **changes)

    saved = client.post(editor(row), {**sent, "save": ""})
    preview = client.post(editor(row), {**sent, "preview": "1"}).content.decode()

    assert (saved.status_code, BadgeLayout.objects.get().changed_at) == (422, row.changed_at)
    assert sentence in saved.content.decode()
    assert sentence in preview
    assert "<script>" not in preview
    assert 'class="badge"' not in preview


def test_refused_form_tells_that_its_pictures_are_to_be_chosen_again(client, event, organizer):
    row = make_layout(event)
    told = "고르신 그림 파일은 저장하지 않았습니다."

    without = client.post(editor(row), sent_by(client, editor(row), name="", save=""))
    upload = SimpleUploadedFile("로고.png", b"\x89PNG", "image/png")
    response = client.post(editor(row), {**sent_by(client, editor(row), name="", save=""), "logo": upload})

    assert told not in without.content.decode()
    assert response.status_code == 422
    assert told in response.content.decode()


def test_post_of_nothing_keeps_nothing(client, event, organizer):
    row = make_layout(event)

    for data in ({"save": ""}, {"preview": "1"}, {"usual": ""}, {"move": "up-0"}, {}):
        assert client.post(editor(row), data).status_code in {200, 422}

    assert BadgeLayout.objects.get().changed_at == row.changed_at


def test_preview_shows_what_is_typed_on_the_hardest_guests_and_keeps_nothing(client, event, organizer):
    RegistrationFactory(event=event, name="황보관우석진하늘별", organization="한국")
    row = make_layout(event)
    sent = sent_by(
        client,
        editor(row),
        preview="1",
        **{
            "block-5-field": "text",
            "block-5-text": "</style><script>",
            "back": "text",
            "back_text": "와이파이",
        },
    )

    page = client.post(editor(row), sent).content.decode()

    assert page.count('class="badge"') == 4 - 1
    assert page.count('class="badge badge-back"') == 1
    assert "황보관우석진하늘별" in page
    assert "와이파이" in page
    assert "&lt;/style&gt;&lt;script&gt;" in page
    assert "<html" not in page
    assert BadgeLayout.objects.get().changed_at == row.changed_at


@pytest.mark.parametrize(
    "changes",
    [
        {"block-1-align": "left}</style><script>"},
        {"block-1-size": "40pt}</style><script>"},
        {"colour_vip": "#112233</style><script>"},
        {"margin": "4</style><script>"},
    ],
)
def test_posted_value_does_not_get_out_of_the_style_sheet(client, event, organizer, changes):
    row = make_layout(event)
    row.refresh_from_db()

    shown = [
        client.post(editor(row), sent_by(client, editor(row), **changes, **step)).content.decode()
        for step in ({"preview": "1"}, {"usual": ""}, {"save": ""})
    ]

    assert [page for page in shown if "</style><script" in page] == []
    assert BadgeLayout.objects.get().design == row.design


def test_whatever_comes_into_the_rules_stays_in_their_style_element():
    shown = Shown(Look(name="look", css="</style><script>", badges=[], back=None), "")

    page = render_to_string("registrations/admin/_badge_looks.html", {"shown": shown})

    assert "</style><script" not in page


def test_pages_show_the_rules_as_they_are(client, event, organizer):
    RegistrationFactory(event=event, name="W" * 60, category=Category.VIP)
    row = make_layout(event)
    check = reverse("admin:events_event_badge_preflight", args=[event.pk])

    listed = reverse("admin:events_event_badges", args=[event.pk])
    for address in (listed, editor(row), check):
        styles = "".join(re.findall(r"<style>(.*?)</style>", client.get(address).content.decode(), re.DOTALL))

        assert f".c-vip{{background:{colours.COLOURS[Category.VIP]};" in styles
        assert "&" not in styles


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("up-1", ["name", "category", "organization", "title", "event", "code"]),
        ("up-0", ["category", "name", "organization", "title", "event", "code"]),
        ("down-1", ["category", "organization", "name", "title", "event", "code"]),
        ("down-5", ["category", "name", "organization", "title", "event", "code"]),
        ("remove-3", ["category", "name", "organization", "event", "code"]),
        ("add", ["category", "name", "organization", "title", "event", "code", "text"]),
        ("up-99", ["category", "name", "organization", "title", "event", "code"]),
        ("remove--1", ["category", "name", "organization", "title", "event", "code"]),
        ("<b>", ["category", "name", "organization", "title", "event", "code"]),
    ],
)
def test_blocks_are_moved_and_nothing_is_kept(client, event, organizer, move, order):
    row = make_layout(event)

    page = client.post(editor(row), sent_by(client, editor(row), move=move)).content.decode()

    shown = fields_of(page)
    assert [shown[f"block-{number}-field"] for number in range(int(shown["block-TOTAL_FORMS"]))] == order
    assert BadgeLayout.objects.get().changed_at == row.changed_at


def test_moved_blocks_are_kept_by_saving(client, event, organizer):
    row = make_layout(event)
    page = client.post(editor(row), sent_by(client, editor(row), move="down-2")).content.decode()

    client.post(editor(row), {**fields_of(page), "save": ""})

    blocks = layouts.read(BadgeLayout.objects.get()).design.blocks
    assert [block.field for block in blocks] == ["category", "name", "title", "organization", "event", "code"]


def test_two_organizers_at_once_are_told(client, event, organizer):
    row = make_layout(event)
    first = sent_by(client, editor(row), name="먼저", save="")
    second = sent_by(client, editor(row), name="나중", save="")

    client.post(editor(row), first)
    response = client.post(editor(row), second)

    assert response.status_code == 422
    assert "다른 담당자가 이 양식을 바꾸었거나 지웠습니다." in response.content.decode()
    assert 'value="나중"' in response.content.decode()
    assert BadgeLayout.objects.get().name == "먼저"


def test_logo_is_shown_before_it_is_kept_and_served_to_organizers_after(client, event, organizer):
    row = make_layout(event)
    sent = sent_by(client, editor(row), **{"block-0-field": "logo", "block-0-size": "8"})

    upload = SimpleUploadedFile("로고.png", png((60, 20)), "image/png")
    preview = client.post(editor(row), {**sent, "logo": upload, "preview": "1"}).content.decode()
    assert 'class="badge-logo" src="data:image/png;base64,' in preview
    assert not BadgeLayout.objects.get().logo

    client.post(editor(row), {**sent, "logo": SimpleUploadedFile("로고.png", png((60, 20))), "save": ""})
    address = reverse("admin:events_event_badge_picture", args=[event.pk, row.pk, "logo"])
    assert f'class="badge-logo" src="{address}?' in client.get(editor(row)).content.decode()
    assert b"".join(client.get(address).streaming_content).startswith(b"\x89PNG")
    assert client.get(address.replace("logo.png", "design.png")).status_code == 404
    stranger = Client()
    stranger.force_login(organizer_of(EventFactory()))
    assert stranger.get(address).status_code == 404

    client.post(editor(row), sent_by(client, editor(row), without_logo="on", save=""))
    assert not BadgeLayout.objects.get().logo
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG" + bytes(10_000_000), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b""],
    ids=["ten-megabytes", "svg", "no-pdf", "empty"],
)
def test_picture_that_is_none_is_refused_and_nothing_is_kept(client, event, organizer, content):
    row = make_layout(event)
    upload = SimpleUploadedFile("../../배경.png", content, "image/png")

    response = client.post(editor(row), {**sent_by(client, editor(row), save=""), "background": upload})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["background"]
    assert BadgeLayout.objects.get().changed_at == row.changed_at
