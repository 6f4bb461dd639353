"""What a row of a list of organizations becomes."""

from dataclasses import dataclass

from events.models import Sector


@dataclass(frozen=True)
class Entry:
    """An organization as a list says it; what the list leaves empty is "" or empty here."""

    name: str
    short_name: str = ""
    name_en: str = ""
    sector: str = ""
    divisions: tuple[int, ...] = ()  # their ids, in the order of the list of divisions
    contact_name: str = ""
    contact_title: str = ""
    contact_email: str = ""
    contact_phone: str = ""  # E.164


@dataclass(frozen=True)
class Row:
    """A row of the file: what it says, or what is wrong with it in sentences."""

    number: int
    title: str  # what the row is called on the page
    entry: Entry | None
    errors: tuple[str, ...] = ()


SECTOR_WORDS = {
    Sector.GOVERNMENT: "政 정 정부 부처 중앙부처 중앙행정기관 지자체 지방자치단체 공공기관 공공 government",
    Sector.INDUSTRY: "産 产 산 산업계 기업 업계 대기업 중견기업 중소기업 스타트업 민간 industry",
    Sector.ACADEMIA: "學 学 학 학계 대학 대학교 학교 academia",
    Sector.RESEARCH: "硏 研 연 연구 연구계 연구기관 연구원 연구소 출연연 출연연구기관 research",
    Sector.ASSOCIATION: "협·단체 협단체 협회 단체 협회단체 유관기관 조합 association",
    Sector.PRESS: "언론 언론사 언론계 기자 방송 신문 press media",
    Sector.OTHER: "기타 other",
}
