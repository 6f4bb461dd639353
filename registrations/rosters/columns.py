"""What the columns of a roster hold: by the headings that offices use, and by what stands in the cells."""

import re
from enum import StrEnum

from events.sheets import headings
from events.sheets.headings import Layout, words
from events.sheets.table import Table

_ENOUGH = 0.6  # of the filled cells in a column look alike
_LOOKED_AT = 200  # rows


class Field(StrEnum):
    NAME = "name"
    TITLE = "title"
    DEPARTMENT = "department"
    ORGANIZATION = "organization"
    EMAIL = "email"
    PHONE = "phone"
    CATEGORY = "category"
    DIVISION = "division"
    SEATS = "seats"
    NOTE = "note"


_OF_OTHERS = "담당자 비서 수행 추천 작성"  # whose name or number it is, if it is not the guest's
VOCABULARY = {
    Field.EMAIL: words(
        "이메일 메일 전자우편 전자메일 email mail",
        "이메일 전자우편 메일주소 email e메일",
        reluctantly=_OF_OTHERS,
    ),
    Field.PHONE: words(
        "휴대전화 휴대폰 핸드폰 연락처 휴대전화번호 휴대폰번호 핸드폰번호 hp mobile mobilephone cellphone 모바일",
        "휴대 핸드폰 연락처 전화 phone mobile hp tel",
        "팩스 fax",
        f"{_OF_OTHERS} 사무실 직장 전화번호 내선 유선 phone tel",
    ),
    Field.ORGANIZATION: words(
        "소속 기관 기관명 회사 회사명 업체 업체명 소속기관 소속기관명 기업 기업명 단체 단체명 학교 학교명 대학 소속명 기관단체명"
        " organization organisation affiliation company institution",
        "소속 기관 회사 업체 기업 organization affiliation company",
        "부서 영문 유형 구분 번호 주소 소속과 대표 분류 수",
    ),
    Field.DEPARTMENT: words("부서 부서명 소속부서 과 팀 department", "부서 department"),
    Field.TITLE: words(
        "직위 직급 직책 직함 직급직위 직위직급 직책직위 직위직책 title jobtitle position",
        "직위 직급 직책 직함 position",
        "성명 이름",
    ),
    Field.NAME: words(
        "성명 이름 성함 참석자 참석자명 초청자 초청자명 초청대상 초청대상자 대상자 참가자 참가자명 인명 명단 성명한글 한글성명"
        " 국문성명 name fullname",
        "성명 이름 성함 초청자 참석자 참가자",
        "영문 한자 english 기관 회사 소속 행사 구분 분류 수 여부 메일 연락처 전화 휴대",
        f"{_OF_OTHERS} name",
    ),
    Field.DIVISION: words("분과 분과명 소속분과 참여분과 얼라이언스 division", "분과 얼라이언스"),
    Field.CATEGORY: words(
        "구분 참석구분 분류 참가구분 초청구분 참석자구분 참석분류 유형 참석유형 category attendingas",
        "구분 분류 유형 category",
        "성별 기관 기업",
    ),
    Field.SEATS: words(
        "좌석 좌석수 인원 인원수 석 석수 배정좌석 배정인원 참석인원 좌석배정 명 seats seat",
        "인원 좌석 seats",
        "번호",
    ),
    Field.NOTE: words(
        "비고 메모 참고 특이사항 참고사항 기타 note notes remarks remark", "비고 특이사항 remark"
    ),
}

_SERIAL = re.compile(r"\d{1,4}\.?")
_ADDRESS = re.compile(r"\S+\s*[@＠]\s*\S+\.\S+")
_PHONE = re.compile(r"(?:\+?82)?[-.\s(]*0?1[016789][-.\s)]*\d{3,4}[-.\s]*\d{4}(?:\.0)?")
_OTHER_PHONE = re.compile(r"[+(]?0\d[\d\-.\s()]{7,14}")
_PERSON = re.compile(r"[가-힣](?:\s?[가-힣]){1,3}")
_TITLE = re.compile(
    r".{0,8}(?:장관|차관|실장|국장|과장|팀장|본부장|센터장|부장|차장|대리|사원|주임|대표|이사|전무|상무|사장|회장|원장|총장"
    r"|처장|교수|연구원|위원|위원장|사무관|서기관|주무관|기자|소장|단장|수석|책임|선임|매니저|프로|변호사)"
)
_BODY = re.compile(
    r".*(?:\(주\)|㈜|주식회사|대학교?|학교|연구원|연구소|협회|진흥원|공사|공단|재단|부처?|청|그룹|전자|중공업|산업|자동차"
    r"|로보틱스|테크|시스템즈?|솔루션즈?|신문|일보|방송|병원|은행|건설|물류|에너지|케미칼|바이오|반도체|위원회|센터|기술|화학)"
)
_LOOKS = {
    Field.EMAIL: [_ADDRESS],
    Field.PHONE: [_PHONE, _OTHER_PHONE],
    Field.NAME: [_PERSON],
    Field.TITLE: [_TITLE],
    Field.ORGANIZATION: [_BODY],
}
_FIRST = (Field.EMAIL, Field.PHONE, Field.TITLE, Field.ORGANIZATION, Field.NAME)  # the surest look first


def guess(table: Table) -> Layout:
    """The roster's columns; what its headings leave open is guessed from the cells, where most of a column look alike."""
    layout = headings.find(table, {field.value: known for field, known in VOCABULARY.items()})
    columns = dict(layout.columns)
    wanted = _FIRST if not layout.header_row else (Field.EMAIL, Field.PHONE)
    for field in wanted:
        if field.value not in columns:
            open_columns = set(range(table.width)) - set(columns.values())
            found = _most_alike(table, layout, field, sorted(open_columns))
            if found is not None:
                columns[field.value] = found
    return layout.chosen(columns)


def _most_alike(table: Table, layout: Layout, field: Field, columns: list[int]) -> int | None:
    shares = [(_share(table, layout, field, column), -column) for column in columns]
    share, minus_column = max(shares, default=(0.0, 0))
    return -minus_column if share >= _ENOUGH else None


def _share(table: Table, layout: Layout, field: Field, column: int) -> float:
    """How many of the column's filled cells look like the field."""
    cells = table.column(column, after=layout.header_row)[:_LOOKED_AT]
    filled = [cell.strip() for cell in cells if cell.strip() and not _SERIAL.fullmatch(cell.strip())]
    alike = sum(any(look.fullmatch(cell) for look in _LOOKS[field]) for cell in filled)
    return alike / len(filled) if filled else 0.0
