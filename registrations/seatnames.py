"""How a hall names its seats: 가-1, A-12, 3-4."""

from registrations.models import AreaKind, Marks

HANGUL = "가나다라마바사아자차카타파하"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS = {Marks.HANGUL: HANGUL, Marks.LATIN: LATIN}
MOST_NUMBER = 99


def last_row(kind: str, marks: str) -> int:
    """The highest ordinal that a row can have with these marks."""
    return MOST_NUMBER if kind == AreaKind.TABLES else len(_LETTERS.get(Marks(marks), "")) or MOST_NUMBER


def mark(kind: str, marks: str, ordinal: int) -> str:
    """What the row or table of this ordinal, from 1, is called: 가, A or 1.

    :raises IndexError: there are not so many letters
    """
    letters = "" if kind == AreaKind.TABLES else _LETTERS.get(Marks(marks), "")
    return letters[ordinal - 1] if letters else str(ordinal)


def name(kind: str, marks: str, ordinal: int, number: int) -> str:
    """A seat's name within its area.

    :raises IndexError: as for ``mark``
    """
    return f"{mark(kind, marks, ordinal)}-{number}"


def full(area: str, seat: str) -> str:
    """``내빈석 가-1``: a seat's name within the event."""
    return f"{area} {seat}"
