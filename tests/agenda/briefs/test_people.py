"""Who is a person, who is an office, which body is which."""

import pytest

from agenda.briefs import people
from agenda.briefs.brief import Guest, Part, Person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("이은호 교수(성균관대)", Person("이은호", "교수", "성균관대")),
        ("박정윤 대표((주)인터엑스)", Person("박정윤", "대표", "(주)인터엑스")),
        ("명지대 박정호 교수", Person("박정호", "교수", "명지대")),
        ("LG 생산기술원 송시용 상무", Person("송시용", "상무", "LG 생산기술원")),
        ("남궁민수 수석 연구원(KAIST)", Person("남궁민수", "수석 연구원", "KAIST")),
        ("인터엑스 대표 박정윤", Person("박정윤", "대표", "인터엑스")),
        ("홍길동 사무관", Person("홍길동", "사무관", "")),
        ("KIAT 원장(민병주)", Person("민병주", "원장", "KIAT")),
    ],
)
def test_read_person_reads_every_order(text, person):
    assert people.read_person(text) == person


@pytest.mark.parametrize(
    "text",
    [
        "참석자",
        "산업성장실장",
        "KIAT 원장",
        "명지대 총장",
        "조달청 청장",
        "산업부 장관",
        "성균관대 교수",
        "",
        "①②",
    ],
)
def test_read_person_leaves_offices_and_words(text):
    assert people.read_person(text) is None


def test_read_person_trusts_names_known_from_elsewhere():
    assert people.read_person("MIT 탁 명예교수") is None
    assert people.read_person("MIT 탁 명예교수", {"탁"}) == Person("탁", "명예교수", "MIT")


def test_read_cast_reads_roles_before_and_behind():
    cast = people.read_cast(
        "좌장 : KAIST 문수복 교수, 패널 : 명지대 박정호 교수, 성균관대 이은호 교수", kind="panel", known=()
    )

    assert cast.parts == (
        Part(Person("문수복", "교수", "KAIST"), "moderator"),
        Part(Person("박정호", "교수", "명지대"), "panelist"),
        Part(Person("이은호", "교수", "성균관대"), "panelist"),
    )
    assert people.read_cast("홍길동 과장(사회)", kind="opening", known=()).parts[0].role == "host"
    assert people.read_cast("KIAT 민병주 원장", kind="remarks", known=()).parts[0].role == "congratulator"


def test_read_cast_keeps_what_names_nobody_word_for_word():
    assert people.read_cast("참석자, 전원", kind="talk", known=()) == people.Cast((), "참석자, 전원")
    assert people.read_cast("명지대 박정호 교수, 참석자", kind="talk", known=()).remark == "참석자"


def test_read_guests_reads_sectors_and_names_strays():
    guests, stray = people.read_guests(
        "총 30명 (政) KIAT 원장 [기업] 박정윤 대표((주)인터엑스) 등 (언론) 기자단"
    )

    assert guests == [
        Guest("government", None, "KIAT 원장"),
        Guest("industry", Person("박정윤", "대표", "(주)인터엑스")),
        Guest("press", None, "기자단"),
    ]
    assert stray == ["총 30명"]


def test_bare_body_is_without_its_legal_form():
    assert people.bare_body("(주)인터엑스") == "인터엑스"
