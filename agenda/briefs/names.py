"""The event's name, its number, and the series that it belongs to, from ``「제1회 M.AX 컨퍼런스 겸 산업성장포럼」``."""

import re
from dataclasses import dataclass

from agenda.briefs.brief import SeriesPlace
from agenda.briefs.lines import tidy

_QUOTED = re.compile(r"[「『“\"‘'<≪《〈]([^「」『』“”\"‘’'<>≪≫《》〈〉]{2,150})[」』”\"’'>≫》〉]")
_ORDINAL = re.compile(r"제\s*(\d{1,3})\s*[회차]\s*")
_KIND_OF_EVENT = re.compile(
    r"(?:컨퍼런스|콘퍼런스|포럼|세미나|심포지엄|심포지움|토론회|간담회|설명회|워크숍|워크샵|회의|대회|박람회|서밋|총회"
    r"|발표회|공청회|행사)$"
)
_SURE_JOINT = re.compile(r"\s+겸\s+")
_LIKELY_JOINT = re.compile(r"\s+(?:및|과|와|&)\s+|\s*[·,]\s*")


@dataclass(frozen=True)
class Named:
    name: str
    series: tuple[SeriesPlace, ...]


def find(lines: list[str]) -> Named | None:
    """The first quoted name with a number (제N회), else the first quoted name of a kind of event; None without one."""
    quoted = [tidy(match[1]) for line in lines for match in _QUOTED.finditer(line)]
    numbered = [name for name in quoted if _ORDINAL.match(name) and _ORDINAL.sub("", name, count=1)]
    events = numbered or [name for name in quoted if _KIND_OF_EVENT.search(name)]
    if not events:
        return None
    name = events[0]
    # The same event may be called 「… 및 …」 here and 「… 겸 …」 there; 겸 leaves no doubt about the two.
    same = [other for other in events if _SURE_JOINT.sub(" 및 ", other) == _SURE_JOINT.sub(" 및 ", name)]
    surest = next((other for other in same if _SURE_JOINT.search(other)), name)
    return Named(name, tuple(_series(surest)))


def _series(name: str) -> list[SeriesPlace]:
    parts = _SURE_JOINT.split(name)
    if len(parts) == 1:
        likely = _LIKELY_JOINT.split(name)
        parts = likely if all(_KIND_OF_EVENT.search(part) for part in likely) else parts
    found: dict[str, SeriesPlace] = {}
    ordinal = None
    for part in parts:
        match = _ORDINAL.match(part)
        if match:
            ordinal = int(match[1])
        bare = tidy(part[match.end() :] if match else part)
        if bare:
            found.setdefault(bare, SeriesPlace(bare, ordinal or None))
    return list(found.values())
