"""A stamped badge is the badge of the browser's HTML: the same words in the same places, the same picture."""

import pytest
from django.template.loader import render_to_string
from PIL import Image, ImageChops

from events import stylesheets, typesetter
from events.printjobs import ACCESSIBLE, Part
from registrations import codeimages, labels
from registrations.badges import design, paper, stamping, styling
from registrations.badges.design import Align, Block, Design, Field, QrPlace
from registrations.badges.faces import Form, Person
from registrations.states import Category
from tests import pdfs, pictures

NEAR = 0.05  # mm
EVENT = "제1회 M.AX 컨퍼런스 및 산업성장포럼"
CODE = "K7QF3XRT"
PEOPLE = [
    Person(CODE, Category.VIP, "김수진", "(주)한국기계", "", "부장"),
    Person(
        CODE, Category.COMPANY, "봄", "대한민국 제조업 인공지능 전환 얼라이언스 자율제조 분과 사무국", "", ""
    ),
    Person(CODE, Category.PRESS, "Maximilian von Habsburg-Lothringen", "AVATAR Te Vo. P.", "", "To. AV"),
    Person(CODE, Category.PUBLIC, "남궁 민수", "", "", "선임연구위원 겸 인공지능전환총괄추진단장 직무대리"),
]
OWN = {
    "aside": Design(
        blocks=(
            Block(Field.LOGO, 8, align=Align.RIGHT),
            Block(Field.NAME, 32, gap=2, is_bold=True, align=Align.RIGHT),
            Block(Field.TITLE, 12, lines=2, gap=1, align=Align.CENTER),
            Block(Field.CATEGORY, 12, is_bold=True, is_foot=True, align=Align.RIGHT),
            Block(Field.ORGANIZATION, 9, lines=2, gap=1.5, is_foot=True),
            Block(Field.TEXT, 8, is_foot=True, text="와이파이 MAX 2026"),
        ),
        qr_place=QrPlace.LEFT,
        colours={Category.VIP: "#ffe08a"},
    ),
    "codeless": Design(
        blocks=(
            Block(Field.EVENT, 9, gap=3),
            Block(Field.NAME, 40, lines=2, is_bold=True),
            Block(Field.LOGO, 6),
        ),
        qr_place=QrPlace.NONE,
        margin=6,
    ),
}
FORMS = {
    **{
        name: Form(
            design.standard(sheet.width, sheet.height), sheet.width, sheet.height, EVENT, mark="시연용"
        )
        for name, sheet in labels.presets().items()
    },
    **{name: Form(own, 90, 70, EVENT, mark="리허설", logo_src="picture:logo") for name, own in OWN.items()},
}


PICTURES = {
    CODE: codeimages.qr_png(CODE, scale=paper.QR_SCALE),
    "logo": pictures.png((60, 20), "#0b62e0"),
    "background": pictures.png((30, 30), "#fdf6e3"),
}


def page(form: Form, body: str = "<br>", **stamps) -> bytes:
    size = f"@page{{size:{form.width}mm {form.height}mm;margin:0}}"
    own = styling.css(form.design, width=form.width, height=form.height, mark=form.mark)
    css = [stylesheets.read(paper.CSS), size, own]
    html = f'<!doctype html><html lang="ko"><title>명찰</title><body>{body}</html>'
    return typesetter.typeset_part(Part(html, PICTURES, **stamps), css=css, variant=ACCESSIBLE)


def as_html(form: Form, person: Person, background: str = "") -> bytes:
    context = {"face": form.face(person), "qr_src": f"picture:{CODE}", "background_src": background}
    return page(form, render_to_string("papers/_badge.html", context))


def as_stamp(form: Form, person: Person, *, has_background: bool = False) -> bytes:
    stamp = stamping.stamp(form, form.face(person), left=0, top=0, has_background=has_background)
    return page(form, stamps=[[stamp]])


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
@pytest.mark.parametrize("name", FORMS)
def test_stamp_is_what_the_html_is(name, person):
    html, stamp = as_html(FORMS[name], person), as_stamp(FORMS[name], person)

    ours, theirs = pdfs.words(stamp), pdfs.words(html)
    assert sorted(word.text for word in ours) == sorted(word.text for word in theirs)
    for one, other in zip(sorted(ours, key=_place), sorted(theirs, key=_place), strict=True):
        apart = [getattr(one, side) - getattr(other, side) for side in ("left", "top", "right", "bottom")]
        assert max(map(abs, apart)) <= NEAR, (one, other)
    difference = ImageChops.difference(*(pdfs.picture(pdf, dpi=100) for pdf in (stamp, html)))
    assert _share_of_grey(difference) <= 0.005


def _place(word: pdfs.Word) -> tuple[float, float]:
    return round(word.top, 0), word.left


def _share_of_grey(picture: Image.Image) -> float:
    """How much of the picture differs to the eye: edges may fall a little to either side of a pixel's middle."""
    return sum(picture.histogram()[100:]) / (picture.width * picture.height)


def test_background_covers_the_badge_below_everything_else():
    form, person = FORMS["aside"], PEOPLE[0]

    bare = pdfs.picture(as_stamp(form, person), colours="RGB")
    covered = pdfs.picture(as_stamp(form, person, has_background=True), colours="RGB")

    assert covered.getpixel((3, 3)) == (0xFD, 0xF6, 0xE3)
    places = [(x, y) for x in range(0, bare.width, 3) for y in range(0, bare.height, 3)]
    inked = [place for place in places if max(bare.getpixel(place)) < 60]
    assert inked
    assert max(max(covered.getpixel(place)) for place in inked) < 120


def test_nothing_is_drawn_beyond_the_badge():
    form = Form(Design((Block(Field.NAME, 60, is_bold=True),), qr_place=QrPlace.NONE), 60, 30, EVENT)
    face = form.face(PEOPLE[0])
    stamp = stamping.stamp(form, face, left=-20, top=0)

    picture = pdfs.picture(page(form, stamps=[[stamp]]))

    right = picture.crop((round(picture.width * 40 / 60) + 2, 0, picture.width, picture.height))
    assert right.getextrema() == (255, 255)
