"""What a bench measures, and how it is printed."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One thing measured: a sample for each run."""

    what: str
    unit: str
    samples: list[float]


def table(figures: Iterable[Figure]) -> str:
    """Medians, and the smallest and largest sample beside them."""
    rows = [("", "median", "min", "max", "", "runs")]
    for figure in figures:
        numbers = (median(figure.samples), min(figure.samples), max(figure.samples))
        rows.append(
            (figure.what, *(_short(number) for number in numbers), figure.unit, str(len(figure.samples)))
        )
    widths = [max(_columns(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = zip(row, widths, strict=True)
    return "  ".join(
        _pad(cell, width, left=column in {0, 4}) for column, (cell, width) in enumerate(cells)
    ).rstrip()


def _pad(cell: str, width: int, *, left: bool) -> str:
    gap = " " * (width - _columns(cell))
    return cell + gap if left else gap + cell


def _columns(text: str) -> int:
    """Terminal columns: a syllable takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2f}"
