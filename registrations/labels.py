"""What badges and labels are printed on: sheets and rolls of equal cells, as data in ``labels.toml``."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PRESETS = Path(__file__).with_name("labels.toml")
SMALLEST = 20  # mm: nothing that somebody could read fits a smaller cell
LARGEST_PAGE = (330, 483)  # mm: SRA3, the largest sheet of an office's or a copy shop's printer
MOST_CELLS = 100


class Material(models.TextChoices):
    STICKER = "sticker", gettext_lazy("스티커 용지")
    HANGING = "hanging", gettext_lazy("목걸이 명찰")
    ROLL = "roll", gettext_lazy("라벨 롤")


@dataclass(frozen=True)
class Sheet:
    """A page of equal cells, in millimetres: ``left`` and ``top`` of the first, then a step for each column and row."""

    material: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float
    products: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def is_cut(self) -> bool:
        """Whether it is plain paper that is cut by hand, so that crop marks and a fold have a sense."""
        return self.material == Material.HANGING

    @property
    def label(self) -> str:
        """``스티커 용지 2 × 4칸, 99.1 × 67.7mm (LS-3114, L7165)``."""
        size = f"{self.width:g} × {self.height:g}mm"
        cells = "" if self.count == 1 else _("%(columns)s × %(rows)s칸, ") % asdict(self)
        products = f" ({', '.join(self.products)})" if self.products else ""
        return f"{Material(self.material).label} {cells}{size}{products}"

    def corners(self) -> Iterator[tuple[float, float]]:
        """The upper left corner of each cell, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left + column * self.step_x, self.top + row * self.step_y

    def shifted(self, x: float, y: float) -> "Sheet":
        """The same, moved to the right and down by so many millimetres."""
        return replace(self, left=self.left + x, top=self.top + y)

    def turned(self) -> "Sheet":
        """Its back, turned over the long edge: the first column of the front is the last one of the back."""
        last = self.left + (self.columns - 1) * self.step_x + self.width
        return replace(self, left=self.page_width - last)

    def behind(self, cell: int) -> int:
        """The cell of the back (``turned``) that lies behind a cell of the front; both count from 0."""
        row, column = divmod(cell, self.columns)
        return row * self.columns + self.columns - 1 - column

    def folded(self) -> "Sheet":
        """The same page with cells of twice the width, which are folded in the middle: front on the left, back on the right.

        The page is turned where they are too wide for it; ``problem`` tells where they do not fit either way.
        """
        cells = replace(self, width=2 * self.width, columns=max(1, self.columns // 2))
        if cells.width > self.page_width:
            rows = max(1, int(self.page_width // self.height))
            cells = replace(
                cells, page_width=self.page_height, page_height=self.page_width, columns=1, rows=rows
            )
        return _centred(cells)

    def problem(self) -> str:
        """Why nothing can be printed on it, in a sentence; "" where something can."""
        if min(self.width, self.height) < SMALLEST:
            return _("칸은 가로와 세로 모두 %(least)smm 이상이어야 합니다.") % {"least": SMALLEST}
        if not (1 <= self.count <= MOST_CELLS):
            return _("한 장의 칸은 1~%(most)s개여야 합니다.") % {"most": MOST_CELLS}
        if self.page_width > LARGEST_PAGE[0] or self.page_height > LARGEST_PAGE[1]:
            return _("용지는 %(width)s × %(height)smm를 넘을 수 없습니다.") % {
                "width": LARGEST_PAGE[0],
                "height": LARGEST_PAGE[1],
            }
        if (self.columns > 1 and self.step_x < self.width) or (self.rows > 1 and self.step_y < self.height):
            return _("칸이 서로 겹칩니다. 칸 사이 간격을 확인해 주세요.")
        right = self.left + (self.columns - 1) * self.step_x + self.width
        bottom = self.top + (self.rows - 1) * self.step_y + self.height
        if min(self.left, self.top) < 0 or right > self.page_width + 0.01 or bottom > self.page_height + 0.01:
            return _("칸이 용지 밖으로 나갑니다. 여백, 칸 수와 크기를 확인해 주세요.")
        return ""

    def css(self) -> str:
        """The page's size, and a class ``slot-0``, ``slot-1``, … for each cell's place."""
        places = "".join(
            f".slot-{number}{{position:absolute;left:{x:.2f}mm;top:{y:.2f}mm}}"
            for number, (x, y) in enumerate(self.corners())
        )
        return f"@page{{size:{self.page_width:g}mm {self.page_height:g}mm;margin:0}}{places}"


@cache
def presets() -> Mapping[str, Sheet]:
    """All sheets that everybody can buy or cut, by name, in the order of ``labels.toml``."""
    return {name: read(row) for name, row in tomllib.loads(PRESETS.read_text()).items()}


def get(name: str) -> Sheet:
    """The sheet of that name.

    :raises KeyError: there is none
    """
    return presets()[name]


def read(row: Mapping[str, Any]) -> Sheet:
    """A sheet from plain data; without ``left``, ``top`` and steps the cells lie in the page's middle without gaps."""
    (page_width, page_height), (columns, rows), (width, height) = row["page"], row["cells"], row["size"]
    middle = _centred(
        Sheet(
            material=row["material"],
            page_width=page_width,
            page_height=page_height,
            columns=columns,
            rows=rows,
            width=width,
            height=height,
            left=0,
            top=0,
            step_x=width,
            step_y=height,
            products=tuple(row.get("products", ())),
        )
    )
    return replace(middle, **{side: row[side] for side in ("left", "top", "step_x", "step_y") if side in row})


def _centred(sheet: Sheet) -> Sheet:
    left = (sheet.page_width - sheet.columns * sheet.width) / 2
    top = (sheet.page_height - sheet.rows * sheet.height) / 2
    return replace(sheet, left=left, top=top, step_x=sheet.width, step_y=sheet.height)
