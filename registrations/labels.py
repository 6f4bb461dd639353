"""Sheets of labels, as data: where on the page each label lies, in millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A sheet of equal labels; ``left`` and ``top`` of the first, then a step for each column and row."""

    page: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """The upper left corner of each label, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left + column * self.step_x, self.top + row * self.step_y

    def css(self) -> str:
        """The page's size, and a class ``slot-0``, ``slot-1``, … for each label's place."""
        places = "".join(
            f".slot-{number}{{position:absolute;left:{x:.2f}mm;top:{y:.2f}mm}}"
            for number, (x, y) in enumerate(self.corners())
        )
        return f"@page{{size:{self.page};margin:0}}{places}"


# Formtec LS-3114, Avery L7165: eight name badges on A4.
EIGHT_ON_A4 = Sheet(
    page="A4", columns=2, rows=4, width=99.1, height=67.7, left=4.67, top=13.04, step_x=101.64, step_y=67.73
)
