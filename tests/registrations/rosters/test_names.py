"""Names as rosters write them."""

import pytest

from registrations.rosters import names
from registrations.rosters.names import Named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("홍길동", Named("홍길동")),
        ("홍 길 동", Named("홍길동")),
        ("김 철수", Named("김철수")),
        ("남궁 민", Named("남궁민")),
        ("홍길동 과장", Named("홍길동", "과장")),
        ("홍 길 동 과 장", Named("홍길동", "과장")),
        ("황보 인 교수", Named("황보인", "교수")),
        ("홍길동 선임 연구원", Named("홍길동", "선임 연구원")),
        ("홍길동 인공지능정책과장", Named("홍길동", "인공지능정책과장")),
        ("홍길동(洪吉童)", Named("홍길동")),
        ("홍길동 (과장)", Named("홍길동", "과장")),
        ("홍길동 님", Named("홍길동")),
        ("홍길동 외 3명", Named("홍길동", others=3)),
        ("홍길동, 김철수", Named("홍길동, 김철수", is_several=True)),
        ("홍길동 과장 / 김철수 대리", Named("홍길동 과장 / 김철수 대리", is_several=True)),
        ("Jean-Luc O’Neill", Named("Jean-Luc O’Neill")),
        ("Mary Ann Smith", Named("Mary Ann Smith")),
        ("", Named("")),
    ],
)
def test_name_is_read_with_what_stands_beside_it(text, named):
    assert names.read(text) == named


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("산업통상부 과장", ("산업통상부", "과장")),
        ("한국생산기술연구원", ("한국생산기술연구원", "")),
        ("과장", ("과장", "")),
        ("삼성전자 반도체연구소", ("삼성전자 반도체연구소", "")),
    ],
)
def test_title_behind_a_body_is_split_off(text, parts):
    assert names.split_title(text) == parts
