"""The ministry's own press release, the ways others write one, and what cannot be read."""

import unicodedata
from datetime import datetime

import pytest

from agenda.briefs import reading
from agenda.briefs.brief import BriefRefused, Contact, Guest, Part, Person, Place, Row, SeriesPlace
from events import notation
from tests.agenda.briefs.conftest import SHORT


def at(hour, minute=0):
    return datetime(2026, 5, 20, hour, minute, tzinfo=notation.SEOUL)


def test_read_understands_the_press_release(press_release):
    brief = reading.read(press_release)

    assert brief.name == "제1회 M.AX 컨퍼런스 및 산업성장포럼"
    assert brief.series == (SeriesPlace("M.AX 컨퍼런스", 1), SeriesPlace("산업성장포럼", 1))
    assert (brief.starts_at, brief.ends_at) == (at(14), at(16))
    assert brief.place == Place("대한상공회의소", "8층", "대회의실")
    assert brief.theme == "제조AX, 인공지능을 일상생활 넘어 산업 현장으로"
    assert brief.purpose == (
        "성과를 낼 수 있는 제조 AX(M.AX) 추진을 위해 산·학·연 전문가들과 정책 아이디어 및 아젠다 발굴·논의"
    )
    assert (brief.host, brief.host_short) == ("산업통상부", "산업부")
    assert brief.notes == ()
    assert brief.not_understood == ("- (주요내용) ① 전문가 발표, ② 종합 토론",)


def test_read_understands_the_timetable(press_release):
    def talk(name, title, organization):
        return (Part(Person(name, title, organization), "speaker"),)

    assert reading.read(press_release).rows == (
        Row(at(14), 10, "opening", "안내 및 개회 인사", (), "참석자"),
        Row(at(14, 10), 15, "talk", "제조 AX의 산업경쟁력 제고 효과 분석", talk("박정호", "교수", "명지대")),
        Row(at(14, 25), 15, "talk", "국가별 제조 AX 현황 및 성공 전략", talk("이은호", "교수", "성균관대")),
        Row(
            at(14, 40),
            15,
            "talk",
            "AI적용을 통한 제조혁신 : 현장중심 제조AX 전략",
            talk("박정윤", "대표", "인터엑스"),
        ),
        Row(at(14, 55), 65, "panel", "토론 및 정책제언 논의", (), "참석자"),
    )


def test_read_understands_the_participants_and_contacts(press_release):
    brief = reading.read(press_release)

    first, second = "산업통상부 산업성장실 산업인공지능정책과", "산업통상부 산업성장실 산업기술정책과"
    assert brief.guests == (
        Guest("government", None, "산업성장실장"),
        Guest("government", None, "산업기술정책과장"),
        Guest("government", None, "산업인공지능정책과장"),
        Guest("government", None, "KIAT 원장"),
        Guest("academia", Person("이은호", "교수", "성균관대")),
        Guest("academia", Person("문수복", "교수", "KAIST")),
        Guest("academia", Person("정임두", "교수", "UNIST")),
        Guest("academia", Person("박정호", "교수", "명지대")),
        Guest("industry", Person("송시용", "상무", "LG 생산기술원")),
        Guest("industry", Person("박정윤", "대표", "(주)인터엑스")),
        Guest("industry", Person("조진환", "이사", "미래에셋")),
    )
    assert brief.contacts == (
        Contact(first, "책임자", "과장", "권순목", "044-203-3830"),
        Contact(first, "담당자", "사무관", "이동윤", "044-203-3835"),
        Contact(first, "담당자", "주무관", "안용관", "044-203-3838"),
        Contact(second, "책임자", "과장", "송영상", "044-203-4510"),
        Contact(second, "담당자", "서기관", "한해원", "044-203-4511"),
    )


def _piped(text):
    return "\n".join(
        f"| {line.replace(chr(9), ' | ')} |" if "\t" in line else line for line in text.splitlines()
    )


@pytest.mark.parametrize(
    "write",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("~", "～").replace("(", "（").replace(")", "）").replace(":", "："),
        lambda text: text.replace("~", " - "),
        lambda text: text.replace("'26. 5. 20 (수), ", "2026. 5. 20.(수) "),
        lambda text: text.replace("'26. 5. 20 (수), 14:00~16:00", "2026년 5월 20일(수) 오후 2시~4시"),
        lambda text: text.replace("(10')", "('10)").replace("(15')", "15분"),
        lambda text: text.replace(" (10')", "").replace(" (15')", "").replace(" (65')", ""),
        lambda text: text.replace("<sup>", "(").replace("</sup>", ")"),
        lambda text: (
            text.replace("- (", "ㅇ (").replace("(일시)", "**일 시** :").replace("(장소)", "장 소 :")
        ),
        lambda text: (
            text.replace("발제1. ", "[발제 1] ").replace("발제2.", "발제②").replace("발제3.", "주제발표 3:")
        ),
        _piped,
    ],
)
def test_read_understands_the_press_release_in_other_writings(press_release, write):
    usual, other = reading.read(press_release), reading.read(write(press_release))

    for fact in (
        "name",
        "series",
        "starts_at",
        "ends_at",
        "place",
        "theme",
        "rows",
        "guests",
        "contacts",
        "host",
    ):
        assert getattr(other, fact) == getattr(usual, fact), fact


def test_read_takes_the_hours_from_the_timetable_where_only_the_day_is_given():
    brief = reading.read(SHORT.replace(" 14:00~16:00\n", "\n"))

    assert (brief.starts_at, brief.ends_at) == (at(14), at(16))


def test_read_takes_day_and_place_from_one_line():
    text = SHORT.replace("- (장소) 코엑스 그랜드볼룸\n", "").replace(
        "- (일시) 2026. 5. 20.(수) 14:00~16:00",
        "○ 일시/장소 : '26. 5. 20.(수) 14:00~16:00 / 코엑스 그랜드볼룸",
    )

    brief = reading.read(text)

    assert (brief.starts_at, brief.place) == (at(14), Place("코엑스", "", "그랜드볼룸"))


def test_read_knows_the_kinds_of_sessions():
    titles = {
        "국민의례 및 개회사": "opening",
        "환영사": "remarks",
        "축사": "remarks",
        "기조강연 : 제조의 미래": "keynote",
        "발제1. 데이터": "talk",
        "휴식 및 네트워킹": "break",
        "패널토론": "panel",
        "단체 사진 촬영": "photo",
        "폐회 및 기념품 전달": "closing",
    }
    rows = "\n".join(f"14:{minute:02d}~14:{minute + 5:02d}\t{title}" for minute, title in enumerate5(titles))

    brief = reading.read(SHORT.split("구분")[0] + rows)

    assert [row.kind for row in brief.rows] == list(titles.values())


def enumerate5(titles):
    return [(number * 5, title) for number, title in enumerate(titles)]


def test_read_maps_columns_by_their_headings():
    table = "연번\t시간\t구분\t발표자\t내용\n1\t14:00~14:30\t발제\t명지대 박정호 교수\t제조 데이터"

    assert reading.read(SHORT.split("구분")[0] + table).rows == (
        Row(at(14), 30, "talk", "제조 데이터", (Part(Person("박정호", "교수", "명지대"), "speaker"),)),
    )


def test_read_ends_a_row_by_its_length_or_by_the_next():
    table = "14:00 (10')\t개회\n14:10\t토론\n15:00\t폐회"

    assert [row.minutes for row in reading.read(SHORT.split("구분")[0] + table).rows] == [10, 50, 60]


def test_read_says_what_it_decided():
    text = SHORT.replace("구분\t", "13:30~14:00\t등록 및 접수\t\n구분\t")
    text = (
        text.replace("개회사", "제조 AX 소개")
        .replace("발제1.", "발제3.")
        .replace("박정호 교수", "박정호 교수, 참석자")
    )

    assert reading.read(text).notes == (
        "행사 시작 전이라 세부일정에 넣지 않았습니다: 등록 및 접수",
        "구분을 알 수 없어 발제로 넣었습니다: 제조 AX 소개",
        "비고의 「참석자」은(는) 연사와 함께 나오지 않습니다: 발제3. 제조 데이터",
        "발제 번호 3이(가) 순서와 달라 2번으로 매깁니다: 제조 데이터",
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("「제2회 M.AX 컨퍼런스」", "M.AX", "행사명을 찾지 못했습니다"),
        ("- (일시)", "- (때)", "일시를 찾지 못했습니다"),
        ("5. 20.(수)", "5. 20.(목)", "요일이 맞지 않습니다"),
        ("5. 20.(수)", "5. 32.", "달력에 없는 날짜"),
        ("14:00~16:00\n", "16:00~14:00\n", "끝이 시작보다 늦지 않습니다"),
        ("14:00~14:10 (10')", "14:00~14:20 (20')", "서로 겹칩니다"),
        ("14:00~14:10 (10')", "14:00~14:10 (15')", "시각으로는 10분, 적힌 길이는 15분"),
        ("14:00~14:10 (10')", "13:00~13:10 (10')", "행사 시간을 벗어난"),
        ("14:10~16:00 (110')", "14:10~16:10", "행사 시간을 벗어난"),
        ("14:10~16:00 (110')", "16:00~14:10", "시작보다 늦지 않은 행"),
        ("14:00~14:10 (10')", "14:00~25:10", "시각을 읽을 수 없습니다"),
        ("개회사", "개회사 900101-1234567", "주민등록번호"),
        (SHORT[SHORT.index("구분") :], "", "세부일정 표를 찾지 못했습니다"),
    ],
)
def test_read_refuses_what_cannot_be(old, new, reason):
    assert old in SHORT

    with pytest.raises(BriefRefused, match=reason):
        reading.read(SHORT.replace(old, new, 1))
