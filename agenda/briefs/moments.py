"""Dates and times as briefs write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agenda.briefs.brief import BriefRefused

DAY_MINUTES = 24 * 60
_WEEKDAYS = "월화수목금토일"
_QUOTES = dict.fromkeys(map(ord, "’‘′`´＇ʼ"), "'")
_DASH = r"[~∼〜\-‐‑‒–—−―]"
_CLOCK = r"(?:(?:오전|오후)\s*)?\d{1,2}\s*(?::\s*\d{2}|시(?!간)(?:\s*\d{1,2}\s*분)?)"
_LENGTH = r"\(\s*'?\s*\d{1,3}\s*(?:'|분)?\s*\)|'\s*\d{1,3}|\d{1,3}\s*(?:'|분)"
_SLOT = re.compile(rf"\s*(?P<start>{_CLOCK})\s*(?:{_DASH}\s*(?P<end>{_CLOCK}))?\s*(?P<length>{_LENGTH})?")
_ONLY_LENGTH = re.compile(rf"\s*(?:{_LENGTH})\s*")
_PARTS = re.compile(
    r"(?P<half>오전|오후)?\s*(?P<hour>\d{1,2})\s*(?::\s*(?P<minute>\d{2})|시(?:\s*(?P<spoken>\d{1,2}))?)"
)
_DATE = re.compile(
    r"(?P<year>'\s*\d{2}|(?<!\d)\d{4})\s*[.년/-]\s*(?P<month>\d{1,2})\s*[.월/-]\s*(?P<day>\d{1,2})(?!\d)\s*[.일]?"
    r"\s*(?:\(\s*(?P<weekday>[월화수목금토일])(?:요일)?\s*\))?"
)
_SECOND_DAY = re.compile(
    rf"^\s*,?\s*{_DASH}\s*(?:'?\d{{2,4}}\s*\.\s*)?(?:\d{{1,2}}\s*\.\s*)?\d{{1,2}}\s*[.일(]"
)


@dataclass(frozen=True)
class Slot:
    """A span of a day in minutes from midnight; what the brief leaves out is None."""

    start: int
    end: int | None
    length: int | None
    rest: str  # what stands behind it


def find_slot(text: str) -> Slot | None:
    """The span of time that the text begins with; None if it begins with none.

    :raises BriefRefused: it begins with a time that no clock shows, such as 25:00
    """
    plain = _plain(text)
    match = _SLOT.match(plain)
    if match is None:
        return None
    start = _minutes(match["start"])
    end = _minutes(match["end"]) if match["end"] else None
    if end is not None and end <= start and "오후" in match["start"] and "오" not in match["end"]:
        end += DAY_MINUTES // 2
    return Slot(start, end, find_length(match["length"] or ""), plain[match.end() :].strip())


def find_length(text: str) -> int | None:
    """The minutes of ``(10')``, ``('10)``, ``10분``; None if the text is anything else."""
    plain = _plain(text)
    return int("".join(filter(str.isdigit, plain))) if _ONLY_LENGTH.fullmatch(plain) else None


def find_day(text: str) -> tuple[date, str] | None:
    """The first date of the text with what stands behind it; None if there is none.

    :raises BriefRefused: no calendar has that date, its weekday is another one, or it spans several days
    """
    plain = _plain(text)
    match = _DATE.search(plain)
    if match is None:
        return None
    year = match["year"].strip("' ")
    try:
        day = date(int(year) + (2000 if len(year) == 2 else 0), int(match["month"]), int(match["day"]))
    except ValueError:
        raise BriefRefused(_("달력에 없는 날짜입니다: %(text)s") % {"text": match[0].strip()}) from None
    if match["weekday"] and match["weekday"] != _WEEKDAYS[day.weekday()]:
        raise BriefRefused(
            _("날짜와 요일이 맞지 않습니다: %(text)s (달력에는 %(weekday)s요일)")
            % {"text": match[0].strip(), "weekday": _WEEKDAYS[day.weekday()]}
        )
    rest = plain[match.end() :]
    if _SECOND_DAY.match(rest):
        raise BriefRefused(
            _("여러 날에 걸친 행사는 읽지 못합니다. 하루씩 나누어 주세요: %(text)s") % {"text": text}
        )
    return day, rest.strip(" ,.")


def _plain(text: str) -> str:
    """Quotes as ``'``; full-width digits, tildes and parentheses as plain ones."""
    return unicodedata.normalize("NFKC", text.translate(_QUOTES))


def _minutes(clock: str) -> int:
    match = _PARTS.match(clock)
    assert match is not None  # noqa: S101 - it matched _CLOCK
    hour, minute = int(match["hour"]), int(match["minute"] or match["spoken"] or 0)
    if match["half"]:
        is_clock = 1 <= hour <= 12
        hour = hour % 12 + (12 if match["half"] == "오후" else 0)
    else:
        is_clock = hour < 24 or (hour == 24 and minute == 0)
    if not is_clock or minute > 59:
        raise BriefRefused(_("시각을 읽을 수 없습니다: %(clock)s") % {"clock": clock.strip()})
    return hour * 60 + minute
