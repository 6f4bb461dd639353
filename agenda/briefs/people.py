"""Persons, offices and bodies as briefs write them: ``이은호 교수(성균관대)``, ``명지대 박정호 교수``, ``KIAT 원장``."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from agenda.briefs.brief import Guest, Part, Person
from agenda.briefs.lines import pieces, tidy
from events import bodynames

_SURNAMES = set(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석"
    "선설마길연위표명기반라왕금옥육인맹제모탁국은편용류나"
)
_TWO_SYLLABLE_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "독고", "서문")
_TITLE = re.compile(
    r"(?:교수|대표|이사|사장|전무|상무|의장|센터장|소장|원장|실장|국장|과장|팀장|단장|부장|차장|대리|연구원|수석|책임|선임"
    r"|박사|위원|회장|총장|학장|장관|차관|의원|위원장|사무관|서기관|주무관|정책관|심의관|연구관|변호사|기자|대변인|그룹장"
    r"|파트장|총재|처장|청장|감사|고문|코치|매니저|리더|프로|CEO|CTO|COO|CFO|PD)$"
)
_BODY_ENDINGS = tuple("부처청과실국팀대원사")
_SECTORS = {
    "政": "government",
    "정": "government",
    "정부": "government",
    "産": "industry",
    "產": "industry",
    "산": "industry",
    "산업계": "industry",
    "기업": "industry",
    "學": "academia",
    "학": "academia",
    "학계": "academia",
    "硏": "research",
    "研": "research",
    "연": "research",
    "연구계": "research",
    "협": "association",
    "협·단체": "association",
    "단체": "association",
    "언론": "press",
    "언론계": "press",
    "기타": "other",
}
_SECTOR = re.compile(r"[(\[【]\s*([^()\[\]【】]{1,5}?)\s*[)\]】]\s*:?")
_ROLES = {
    "좌장": "moderator",
    "사회": "host",
    "사회자": "host",
    "토론": "panelist",
    "토론자": "panelist",
    "패널": "panelist",
    "발표": "speaker",
    "발표자": "speaker",
    "발제": "speaker",
    "발제자": "speaker",
    "축사": "congratulator",
}
_ROLE_WORDS = "|".join(sorted(_ROLES, key=len, reverse=True))
_ROLE_BEFORE = re.compile(rf"\(?\s*({_ROLE_WORDS})\s*[:)]\s*(.+)")
_ROLE_BEHIND = re.compile(rf"(.+?)\s*\(\s*({_ROLE_WORDS})\s*\)")
_BEHIND = re.compile(r"([^()]+?)\s*\(((?:[^()]|\([^()]*\))+)\)")
_AND_OTHERS = re.compile(r"\s*등(?:\s*\d+\s*여?\s*[명인])?$")


@dataclass(frozen=True)
class Cast:
    """A timetable row's third column: who appears, and what is said besides."""

    parts: tuple[Part, ...]
    remark: str


def bare_body(name: str) -> str:
    """The body's name without its legal form: ``인터엑스`` for ``(주)인터엑스``."""
    return tidy(bodynames.LEGAL_FORM.sub(" ", name)) or name


def read_guests(text: str) -> tuple[list[Guest], list[str]]:
    """The participants by sector, and the pieces of the text that name no sector."""
    marks = [match for match in _SECTOR.finditer(text) if match[1] in _SECTORS]
    stray = pieces(text[: marks[0].start()] if marks else text)
    guests = []
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(text)
        for piece in pieces(text[mark.end() : end]):
            name = _AND_OTHERS.sub("", piece).strip()
            if name:
                person = read_person(name)
                guests.append(Guest(_SECTORS[mark[1]], person, "" if person else name))
    return guests, stray


def read_cast(text: str, *, kind: str, known: Collection[str]) -> Cast:
    """Who appears in a row of that kind. What names no person stays as the row's remark, word for word.

    ``known`` are names of persons that the brief gives elsewhere.
    """
    usual = {"panel": "panelist", "remarks": "congratulator"}.get(kind, "speaker")
    parts, others = [], []
    for piece in pieces(text):
        role, words = _split_role(piece)
        if role == "panelist":
            usual = role  # "패널: A, B": the word stands for those behind it, too
        person = read_person(words, known)
        if person is None:
            others.append(piece)
        else:
            parts.append(Part(person, role or usual))
    return Cast(tuple(parts), text if not parts else ", ".join(others))


def read_person(text: str, known: Collection[str] = ()) -> Person | None:
    """The person that the text names; None for an office or anything else."""
    behind = _BEHIND.fullmatch(text)
    if behind:
        words, body = behind[1].split(), tidy(behind[2])
        if _is_named(words[0], known):
            return Person(words[0], " ".join(words[1:]), body)
        if _is_name(body, known) and _is_title(words[-1]):
            return Person(body, words[-1], " ".join(words[:-1]))
        return None
    words = text.split()
    for position, word in enumerate(words):
        if _is_named(word, known, alone=position == 0) and _is_title(" ".join(words[position + 1 :])):
            return Person(word, " ".join(words[position + 1 :]), " ".join(words[:position]))
    if len(words) > 2 and _is_name(words[-1], known) and _is_title(words[-2]):
        return Person(words[-1], words[-2], " ".join(words[:-2]))
    return None


def _split_role(piece: str) -> tuple[str, str]:
    before = _ROLE_BEFORE.fullmatch(piece)
    if before:
        return _ROLES[before[1]], before[2]
    behind = _ROLE_BEHIND.fullmatch(piece)
    if behind:
        return _ROLES[behind[2]], behind[1]
    return "", piece


def _is_title(text: str) -> bool:
    return bool(_TITLE.search(text))


def _is_named(word: str, known: Collection[str], *, alone: bool = False) -> bool:
    """Whether the word is a person's name; one that could as well be a body's is none where it stands first."""
    return _is_name(word, known) and (word in known or not (alone and word.endswith(_BODY_ENDINGS)))


def _is_name(word: str, known: Collection[str]) -> bool:
    if word in known:
        return True
    if not re.fullmatch(r"[가-힣]{2,4}", word) or _is_title(word):
        return False
    return word.startswith(_TWO_SYLLABLE_SURNAMES) if len(word) == 4 else word[0] in _SURNAMES
