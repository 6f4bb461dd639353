"""A person's name as rosters write it: spaced out, with a title behind it, with Hanja, with others counted."""

import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "장관 차관 차관보 실장 국장 과장 팀장 본부장 부본부장 센터장 부장 차장 대리 사원 주임 계장 대표 대표이사 부대표 공동대표 이사 "
    "상임이사 전무 상무 부사장 사장 부회장 회장 명예회장 원장 부원장 총장 부총장 처장 청장 차관급 학장 교수 부교수 조교수 명예교수 "
    "석좌교수 연구원 선임연구원 책임연구원 수석연구원 연구위원 위원 위원장 부위원장 전문위원 사무관 서기관 부이사관 이사관 주무관 "
    "행정관 비서관 기자 편집국장 소장 부소장 단장 부단장 수석 책임 선임 매니저 프로 변호사 회계사 박사 의원 시장 구청장 군수 도지사 "
    "지사장 지점장 공장장 총괄 사무총장 상근부회장 이사장 그룹장 파트장 랩장 담당관 심의관 정책관 조정관 감사 고문 자문위원 의장 "
    "CEO CTO CFO COO CIO PM"
)
_COMPOUND_SURNAMES = _words("남궁 황보 제갈 선우 사공 서문 독고 동방 어금 망절")
_ENDINGS = _words(
    "장관 차관 실장 국장 과장 팀장 부장 차장 대표 이사 전무 상무 사장 회장 원장 총장 처장 교수 연구원 위원 위원장 소장 단장"
)
_HANGUL = re.compile("[가-힣]+")
_HANJA = re.compile(r"\s*[(\[][\u3400-\u9fff\uf900-\ufaff\s]+[)\]]\s*")
_BRACKET = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
_OTHERS = re.compile(r"\s*(?:등|외)\s*(\d{1,3})\s*(?:명|인)\s*$")
_POLITE = re.compile(r"(?<=[가-힣])\s*(?:님|귀하|귀중|께서)$")
_SEVERAL = re.compile(r"[,/;·\n]|\s(?:및|와|과)\s")
_LONGEST = 4  # syllables of a Korean name in one word


@dataclass(frozen=True)
class Named:
    name: str
    title: str = ""
    others: int = 0  # ``외 3명``
    is_several: bool = False  # more than one person in one cell


def read(text: str) -> Named:
    """The name in a cell, and what stands beside it."""
    rest = _HANJA.sub(" ", text).strip() or text.strip()
    counted = _OTHERS.search(rest)
    if counted:
        rest = rest[: counted.start()].strip()
    others = int(counted[1]) if counted else 0
    rest = _POLITE.sub("", rest).strip()
    bracket = _BRACKET.match(rest)
    if bracket and is_title(bracket[2]):
        return Named(_closed(bracket[1]), " ".join(bracket[2].split()), others)
    if _SEVERAL.search(rest) and _are_people(rest):
        return Named(rest, others=others, is_several=True)
    pieces = rest.split()
    for length in range(1, min(3, len(pieces) - 1) + 1):
        name, title = " ".join(pieces[:-length]), " ".join(pieces[-length:])
        if is_title(title) and (length == len(pieces) - 1 or _is_name(name)):
            return Named(_closed(name), _unspaced(title), others)
    return Named(_closed(rest), others=others)


def is_title(text: str) -> bool:
    """Whether the text is what a person can be called in an office: ``과장``, ``인공지능정책과장``."""
    bare = "".join(text.split())
    return bare in _TITLES or (len(bare) > 3 and bare.endswith(tuple(_ENDINGS)))


def split_title(text: str) -> tuple[str, str]:
    """A body and the title that stands behind it in one cell: ``("산업통상부", "과장")`` for ``산업통상부 과장``."""
    body, _space, last = " ".join(text.split()).rpartition(" ")
    return (body, last) if body and last in _TITLES else (text, "")


def _closed(name: str) -> str:
    """``홍길동`` for ``홍 길 동`` and ``김 철수``; names of other languages keep their spaces."""
    pieces = name.split()
    if len(pieces) < 2 or not all(map(_HANGUL.fullmatch, pieces)):
        return " ".join(pieces)
    is_korean = len(pieces[0]) == 1 or pieces[0] in _COMPOUND_SURNAMES
    return "".join(pieces) if is_korean and sum(map(len, pieces)) <= _LONGEST + 1 else " ".join(pieces)


def _unspaced(title: str) -> str:
    """``과장`` for ``과 장``; a title of several words keeps its spaces."""
    pieces = title.split()
    return "".join(pieces) if all(len(piece) == 1 for piece in pieces) else " ".join(pieces)


def _is_name(text: str) -> bool:
    bare = "".join(text.split())
    return bool(_HANGUL.fullmatch(bare)) and 2 <= len(bare) <= _LONGEST


def _are_people(text: str) -> bool:
    pieces = [piece.split()[0] for piece in _SEVERAL.split(text) if piece.split()]
    return len(pieces) > 1 and all(map(_is_name, pieces))
