"""Dates and times as ministry papers write them, and in English.

행정업무의 운영 및 혁신에 관한 규정 Art. 7⑤: digits with dots for dates, the 24-hour clock with a colon.
``2026. 5. 20.(수) 14:00~16:00`` in Korean, ``Wed., May 20, 2026, 14:00–16:00 (KST)`` in English.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
UNDATED = {"ko": "일정 미정", "en": "Date to be announced"}
_WEEKDAYS = {"ko": "월화수목금토일", "en": ("Mon.", "Tue.", "Wed.", "Thu.", "Fri.", "Sat.", "Sun.")}
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def day(value: date, *, language: str) -> str:
    """``2026. 5. 20.(수)`` or ``Wed., May 20, 2026``. A datetime is read in Seoul."""
    local = value.astimezone(SEOUL) if isinstance(value, datetime) else value
    if language == "en":
        return f"{_WEEKDAYS['en'][local.weekday()]}, {_MONTHS[local.month - 1]} {local.day}, {local.year}"
    return f"{local.year}. {local.month}. {local.day}.({_WEEKDAYS['ko'][local.weekday()]})"


def date_alone(value: datetime, *, language: str) -> str:
    """``2026. 5. 20.`` or ``May 20, 2026`` in Seoul, as a document is dated: without the day of the week."""
    local = value.astimezone(SEOUL)
    if language == "en":
        return f"{_MONTHS[local.month - 1]} {local.day}, {local.year}"
    return f"{local.year}. {local.month}. {local.day}."


def clock(value: datetime) -> str:
    """``14:05`` in Seoul."""
    return f"{value.astimezone(SEOUL):%H:%M}"


def moment(value: datetime, *, language: str) -> str:
    """``2026. 5. 20.(수) 14:00`` or ``Wed., May 20, 2026, 14:00``."""
    separator = ", " if language == "en" else " "
    return f"{day(value, language=language)}{separator}{clock(value)}"


def span(starts_at: datetime | None, ends_at: datetime | None, *, language: str) -> str:
    """An event's time: on one day with hours, on several with both days; without a date a sentence says so."""
    if starts_at is None or ends_at is None:
        return UNDATED[language]
    dash = "–" if language == "en" else "~"
    zone = " (KST)" if language == "en" else ""
    if starts_at.astimezone(SEOUL).date() == ends_at.astimezone(SEOUL).date():
        return f"{moment(starts_at, language=language)}{dash}{clock(ends_at)}{zone}"
    return f"{moment(starts_at, language=language)}{dash}{moment(ends_at, language=language)}{zone}"


def hours(starts_at: datetime, ends_at: datetime, *, language: str) -> str:
    """A timetable row's time as the brief writes it: ``14:00~14:10``."""
    return f"{clock(starts_at)}{'–' if language == 'en' else '~'}{clock(ends_at)}"


def length(minutes: int) -> str:
    """A session's length as the brief writes it: ``(10')``."""
    return f"({minutes}')"


def ordinal(number: int | None, *, language: str) -> str:
    """``제1회`` or ``1st``; "" where an event has no ordinal."""
    if number is None:
        return ""
    if language == "en":
        suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"
    return f"제{number}회"


def place(venue: str, room: str, floor: str, *, language: str) -> str:
    """``대한상공회의소 8층 대회의실`` or ``Main Conference Room, 8th floor, KCCI``; what is not known is left out."""
    if language == "en":
        return ", ".join(part for part in (room, floor, venue) if part)
    return " ".join(part for part in (venue, floor, room) if part)


def titled(name: str, title: str, *, language: str) -> str:
    """``홍길동 과장`` or ``Jane Carter, Engineer``."""
    return (", " if language == "en" else " ").join(part for part in (name, title) if part)
