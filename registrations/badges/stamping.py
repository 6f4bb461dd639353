"""A face as a stamp: what ``papers/_badge.html`` says with the rules of ``styling``, at the places where that puts it.

Badges on sheets are drawn so, as to lay out 1,500 of them takes most of the time that they need. The browser gets the
HTML. Both say the same: tests hold one against the other.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events import lettering
from events.stamps import Fill, Item, Look, Picture, Stamp, Words
from registrations.badges import colours
from registrations.badges.design import BAND_END, LINE, MM_PER_POINT, Field
from registrations.badges.faces import SPACING, Face, Form
from registrations.badges.faces import Line as Said

PAPER, INK = "#ffffff", "#131416"
MARK_INSET, MARK_SIZE = 7.0, 0.8  # mm from the right; of the word's size


def stamp(form: Form, face: Face, *, left: float, top: float, has_background: bool = False) -> Stamp:
    """The face with its upper left corner there on the page, in millimetres.

    Its pictures are ``background``, ``logo`` and, by its name, the code.
    """
    items = list(_items(form, face, has_background=has_background))
    return Stamp(left, top, form.width, form.height, items)


def _items(form: Form, face: Face, *, has_background: bool) -> Iterator[Item]:
    yield Fill(0, 0, form.width, form.height, PAPER)
    if has_background:
        yield Picture(0, 0, form.width, form.height, "background", fit="cover")
    for line, top in _placed(form, face):
        yield from _block(form, face, line, top)
    corner = form.design.qr_corner(form.width, form.height)
    if face.has_code and corner:
        code = face.person
        alt = _("QR 코드 %(code)s") % {"code": code.readable_code}
        side = form.design.qr_side
        yield Picture(*corner, side, side, code.code, alt=alt, is_sharp=True)
    if face.mark and all(block.field != Field.CATEGORY for block in form.design.blocks):
        yield from _corner_mark(form, face.mark)


def _placed(form: Form, face: Face) -> Iterator[tuple[Said, float]]:
    """Each line with its upper edge: in a stack from the top, or held by its lower edge."""
    first = next((number for number, box in enumerate(form.boxes) if not box.block.is_foot), None)
    top = form.design.margin
    if first is not None:
        top += form.boxes[first].block.gap
    for line in face.lines:
        box = form.boxes[line.number]
        height = (
            box.block.height if box.block.is_fixed else len(line.setting.lines) * _line_height(form, line)
        )
        if box.block.is_foot:
            yield line, box.bottom - height
            continue
        top += 0 if line.number == first else box.block.gap
        yield line, top
        top += height


def _block(form: Form, face: Face, line: Said, top: float) -> Iterator[Item]:
    box = form.boxes[line.number]
    block = box.block
    if block.field == Field.LOGO:
        yield Picture(box.left, top, box.width, block.height, "logo", align=block.align)
        return
    left, ink = box.left, INK
    if block.field == Field.CATEGORY:
        colour = form.design.colours.get(face.person.category, colours.COLOURS[face.person.category])
        yield Fill(left, top, box.width, block.height, colour)
        left, ink = left + BAND_END, colours.on(colour)
    look = Look(
        line.setting.size,
        _line_height(form, line),
        block.is_bold,
        ink,
        SPACING if "badge-short" in line.classes else 0,
    )
    yield Words(left, top, box.text_width, _reading_on(line), block.align, look)
    if face.mark and block.field == Field.CATEGORY:
        smaller = look._replace(size=look.size * MARK_SIZE)
        # A band that is held by its lower edge is what the mark is placed in, else the whole face is.
        end = box.left + box.width if block.is_foot else form.width
        yield Words(0, top, end - MARK_INSET, face.mark, "right", smaller)


def _corner_mark(form: Form, mark: str) -> Iterator[Item]:
    """A framed word in the upper right corner, for a face that has no band."""
    size, inset, frame, pad, lead = 9, 1.5, 0.3, 1.2, 0.3  # points, mm; as in ``styling``
    look = Look(size, size * LINE * MM_PER_POINT, is_bold=True, colour=INK)
    width = lettering.width(mark, bold=True) * size * MM_PER_POINT + 2 * (pad + frame)
    height = look.line_height + 2 * (lead + frame)
    left = form.width - inset - width
    yield Fill(left, inset, width, height, INK)
    yield Fill(left + frame, inset + frame, width - 2 * frame, height - 2 * frame, PAPER)
    right = form.width - inset - frame - pad
    yield Words(0, inset + frame + lead, right, mark, "right", look)


def _reading_on(line: Said) -> str:
    """The lines, with the spaces at which they were broken."""
    lines = line.setting.lines
    broke_no_word = " ".join(lines).split() == line.said.split()
    return (" \n" if broke_no_word else "\n").join(lines)


def _line_height(form: Form, line: Said) -> float:
    block = form.boxes[line.number].block
    if block.field == Field.CATEGORY:
        return block.height
    if block.field == Field.NAME:
        return block.height / len(line.setting.lines)
    return line.setting.size * LINE * MM_PER_POINT
