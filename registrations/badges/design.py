"""What stands where on a badge (명찰), as data: a stack of blocks from the top, another from the foot, and the code."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.lettering import Step
from registrations.badges import colours

MM_PER_POINT = 25.4 / 72
LINE = 1.2  # a line of type takes so many times its size
BAND = 1.65  # and the coloured band of the category so many
BAND_END = 3  # mm that the word on the band keeps away from either end
SIZES = (96, 88, 80, 72, 64, 60, 56, 52, 48, 44, 40, 36, 32, 28, 24, 20, 17, 15, 13, 12, 11, 10, 9, 8, 7, 6)
ONE_LINE_DOWN_TO = 28  # points: a name is broken only where it would become smaller than this
SMALLEST_QR = 18  # mm: what a phone reads off a badge at arm's length
SYMBOL, WITH_ZONE = 21, 29  # modules of the code (QR version 1), and with its quiet zone of four on each side
COMFORTABLE_NAME = 40  # points
MOST_BLOCKS = 12


class Field(models.TextChoices):
    """What a block says."""

    CATEGORY = "category", gettext_lazy("참석구분 띠")
    NAME = "name", gettext_lazy("성명")
    ORGANIZATION = "organization", gettext_lazy("소속")
    DEPARTMENT = "department", gettext_lazy("부서")
    TITLE = "title", gettext_lazy("직위")
    EVENT = "event", gettext_lazy("행사명")
    CODE = "code", gettext_lazy("등록번호")
    TEXT = "text", gettext_lazy("문구")
    LOGO = "logo", gettext_lazy("로고")


class Align(models.TextChoices):
    LEFT = "left", gettext_lazy("왼쪽")
    CENTER = "center", gettext_lazy("가운데")
    RIGHT = "right", gettext_lazy("오른쪽")


class QrPlace(models.TextChoices):
    """Where at the foot of the badge the code stands."""

    RIGHT = "right", gettext_lazy("오른쪽 아래")
    LEFT = "left", gettext_lazy("왼쪽 아래")
    MIDDLE = "middle", gettext_lazy("가운데 아래")
    NONE = "none", gettext_lazy("넣지 않음")


@dataclass(frozen=True)
class Block:
    """One line of the stack. ``size`` is the largest in points (of a logo: its height in mm), ``gap`` the mm before it.

    A block holds so many ``lines`` at its largest size, and more of them where the text has to become smaller.
    """

    field: str
    size: int
    lines: int = 1
    gap: float = 0
    is_bold: bool = False
    align: str = Align.LEFT
    is_foot: bool = False
    text: str = ""

    def __post_init__(self) -> None:
        _demand(self.field in Field.values and self.align in Align.values)
        _demand(_is_whole(self.size) and _is_whole(self.lines) and _is_length(self.gap))

    @property
    def height(self) -> float:
        """The most that it takes up, in millimetres."""
        if self.field == Field.LOGO:
            return self.size
        return self.size * self.lines * (BAND if self.field == Field.CATEGORY else LINE) * MM_PER_POINT

    @property
    def is_fixed(self) -> bool:
        """Whether it takes up that much also when its text is small: what stands below then stays where it is."""
        return self.field in {Field.CATEGORY, Field.NAME, Field.LOGO}

    def steps(self) -> list[Step]:
        """The sizes it may be set in, the best first: a name is made smaller first and broken last."""
        return list(_steps(self.size, self.lines, self.field == Field.NAME))


@cache
def _steps(size: int, lines: int, is_name: bool) -> tuple[Step, ...]:
    sizes = [size, *(one for one in SIZES if one < size)]
    held = [Step(one, max(1, math.floor(size * lines / one))) for one in sizes]
    if not is_name:
        return tuple(held)
    unbroken = [Step(one, 1) for one in sizes if one >= min(size, ONE_LINE_DOWN_TO)]
    return (*unbroken, *(step for step in held if step.lines > 1))


@dataclass(frozen=True)
class Box:
    """Where a block stands on the face, in millimetres from the upper left corner, at its highest."""

    block: Block
    left: float
    top: float
    width: float

    @property
    def bottom(self) -> float:
        return self.top + self.block.height

    @property
    def text_width(self) -> float:
        """What a line may take, in millimetres."""
        return self.width - (2 * BAND_END if self.block.field == Field.CATEGORY else 0)


@dataclass(frozen=True)
class Design:
    """A face of a badge, whatever its size: ``arranged`` says where that puts each block.

    Neither it nor a block can be made of values that would say something else in a style sheet.

    :raises ValueError: one of them would
    """

    blocks: tuple[Block, ...]
    margin: float = 4.5  # mm
    qr_place: str = QrPlace.RIGHT
    qr_size: float = SMALLEST_QR  # mm, without the quiet zone
    colours: Mapping[str, str] = field(
        default_factory=dict
    )  # of categories, where they differ from the usual

    def __post_init__(self) -> None:
        _demand(self.qr_place in QrPlace.values)
        _demand(_is_length(self.margin) and _is_length(self.qr_size))
        _demand(self.colours.keys() <= colours.COLOURS.keys())
        _demand(all(colours.is_colour(colour) for colour in self.colours.values()))

    def as_data(self) -> dict[str, Any]:
        """The same as plain JSON; ``read`` gives it back."""
        return asdict(self)

    @property
    def qr_side(self) -> float:
        """The code with its quiet zone, in millimetres."""
        return self.qr_size * WITH_ZONE / SYMBOL

    def qr_corner(self, width: float, height: float) -> tuple[float, float] | None:
        """Left and top of the code with its quiet zone, None without a code.

        The symbol itself ends at the margin, unless the zone would then reach beyond the badge.
        """
        inset = max(0.0, self.margin - (self.qr_side - self.qr_size) / 2)
        top = height - inset - self.qr_side
        match self.qr_place:
            case QrPlace.RIGHT:
                return width - inset - self.qr_side, top
            case QrPlace.LEFT:
                return inset, top
            case QrPlace.MIDDLE:
                return (width - self.qr_side) / 2, height - self.margin - self._foot_height() - self.qr_side
        return None

    def arranged(self, width: float, height: float) -> list[Box]:
        """Each block's box on a face of that size, narrowed where the code stands beside it."""
        boxes = []
        top = self.margin
        for block in self.blocks:
            if not block.is_foot:
                top += block.gap
                boxes.append(self._box(block, top, width, height))
                top += block.height
        top = height - self.margin - self._foot_height()
        for block in self.blocks:
            if block.is_foot:
                top += block.gap
                boxes.append(self._box(block, top, width, height))
                top += block.height
        return boxes

    def problem(self, width: float, height: float) -> str:
        """Why it does not go on a face of that size, in a sentence; "" where it does."""
        fields = [block.field for block in self.blocks]
        if Field.NAME not in fields:
            return _("명찰에는 성명이 있어야 합니다.")
        if self.qr_place != QrPlace.NONE and self.qr_size < SMALLEST_QR:
            return _("QR 코드는 %(least)smm 이상이어야 읽힙니다.") % {"least": SMALLEST_QR}
        boxes = self.arranged(width, height)
        corner = self.qr_corner(width, height)
        if corner and (min(corner) < 0 or corner[0] + self.qr_side > width):
            return _("QR 코드가 명찰보다 큽니다.")
        stack = [box for box in boxes if not box.block.is_foot]
        floor = height - self.margin
        if any(block.is_foot for block in self.blocks):
            floor -= self._foot_height()
        if corner and self.qr_place == QrPlace.MIDDLE:
            floor = min(floor, corner[1])
        over = stack[-1].bottom - floor if stack else 0
        if over > 0.01:
            return _("항목이 명찰보다 %(over).1fmm 높습니다. 글자 크기나 줄 수를 줄여 주세요.") % {
                "over": over
            }
        if min(box.width for box in boxes) < 10:
            return _("글자가 들어갈 폭이 없습니다. QR 코드의 자리나 여백을 바꿔 주세요.")
        return ""

    def _foot_height(self) -> float:
        return sum(block.gap + block.height for block in self.blocks if block.is_foot)

    def _box(self, block: Block, top: float, width: float, height: float) -> Box:
        left, right = self.margin, width - self.margin
        corner = self.qr_corner(width, height)
        if corner and top + block.height > corner[1] and top < corner[1] + self.qr_side:
            if self.qr_place == QrPlace.RIGHT:
                right = min(right, corner[0])
            elif self.qr_place == QrPlace.LEFT:
                left = max(left, corner[0] + self.qr_side)
        return Box(block, left, top, right - left)


def read(data: Mapping[str, Any]) -> Design:
    """A design from the plain JSON of ``as_data``.

    :raises TypeError: it is not of that form
    :raises ValueError: a value in it is none that a design has
    """
    return Design(**{**data, "blocks": tuple(Block(**block) for block in data["blocks"])})


def _is_whole(number: object) -> bool:
    return type(number) is int and number > 0  # True is an int, too


def _is_length(number: object) -> bool:
    return isinstance(number, int | float) and math.isfinite(number) and number >= 0


def _demand(is_so: bool) -> None:
    if not is_so:
        raise ValueError("a badge's design has a value that it cannot have")


def standard(width: float, height: float) -> Design:
    """A good design for a face of that size: as large as it goes, wide ones beside the code, tall ones above it.

    What is too small for a code goes without, and the smallest has the name alone.
    """
    for with_qr in (True, False):
        for design in _candidates(width, height, with_qr):
            if not design.problem(width, height):
                return _spread(design, height)
    points = min(SIZES[0], math.floor((height - 4) / LINE / MM_PER_POINT))
    return Design((Block(Field.NAME, points, is_bold=True),), margin=2, qr_place=QrPlace.NONE)


def _candidates(width: float, height: float, with_qr: bool) -> Iterator[Design]:
    """Designs from large to small; the name keeps its size for as long as the rest can give way."""
    draw, usual, largest = (_wide, (99.1, 67.7), 48) if width > height else (_tall, (95, 123), 60)
    scale = min(width / usual[0], height / usual[1])
    for percent in range(100, 30, -3):
        here = scale * percent / 100
        name = max(COMFORTABLE_NAME, round(largest * here)) if percent > 50 else round(largest * here)
        yield draw(here, max(SIZES[-1], name), with_qr)


def _wide(scale: float, name: int, with_qr: bool) -> Design:
    return Design(
        margin=round(max(3, 4.5 * scale), 1),
        qr_place=QrPlace.RIGHT if with_qr else QrPlace.NONE,
        qr_size=max(SMALLEST_QR, round(18 * scale, 1)),
        blocks=(
            Block(Field.CATEGORY, _points(13, scale), is_bold=True),
            Block(Field.NAME, name, gap=round(1.6 * scale, 1), is_bold=True),
            Block(Field.ORGANIZATION, _points(17, scale), lines=2, gap=round(0.8 * scale, 1)),
            Block(Field.TITLE, _points(13, scale), gap=round(0.8 * scale, 1)),
            Block(Field.EVENT, _points(7.5, scale), is_foot=True),
            Block(Field.CODE, _points(7.5, scale), is_foot=True),
        ),
    )


def _tall(scale: float, name: int, with_qr: bool) -> Design:
    middle = Align.CENTER
    return Design(
        margin=round(max(4, 5 * scale), 1),
        qr_place=QrPlace.MIDDLE if with_qr else QrPlace.NONE,
        qr_size=max(SMALLEST_QR, round(20 * scale, 1)),
        blocks=(
            Block(Field.CATEGORY, _points(20, scale), is_bold=True, align=middle),
            Block(Field.EVENT, _points(11, scale), lines=2, gap=round(2.5 * scale, 1), align=middle),
            Block(Field.NAME, name, gap=round(2 * scale, 1), is_bold=True, align=middle),
            Block(Field.ORGANIZATION, _points(19, scale), lines=2, gap=round(2 * scale, 1), align=middle),
            Block(Field.TITLE, _points(16, scale), gap=round(1.2 * scale, 1), align=middle),
            Block(Field.CODE, _points(9, scale), is_foot=True, align=middle),
        ),
    )


def _points(size: float, scale: float) -> int:
    return max(6, round(size * scale))


def _spread(design: Design, height: float) -> Design:
    """What is left of a face that is taller than it is wide goes above and below the name."""
    if design.qr_place == QrPlace.RIGHT:
        return design
    used = sum(block.gap + block.height for block in design.blocks) + 2 * design.margin
    used += design.qr_side if design.qr_place == QrPlace.MIDDLE else 0
    spare = max(0, height - used)
    share = {Field.NAME: 0.4, Field.ORGANIZATION: 0.25}
    return replace(
        design,
        blocks=tuple(
            replace(block, gap=round(block.gap + spare * share.get(Field(block.field), 0), 1))
            for block in design.blocks
        ),
    )
