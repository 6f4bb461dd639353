"""The programme as a ministry paper: the brief's five rows, from the release alone."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from agenda import papers, publicpapers, releasing
from agenda.models import Appearance, Participant, SessionKind
from agenda.snapshots import Words
from events import rendering
from events.kinds import NothingToPrint, Paper
from events.models import Event, Sector
from tests import pdfs
from tests.factories import programmes
from tests.factories.agenda import SessionFactory, SpeakerFactory, two_days
from tests.factories.events import (
    NOON,
    START,
    EventFactory,
    OrganizationFactory,
    RoomFactory,
    SeriesFactory,
    VenueFactory,
)

ROWS = [
    (SessionKind.OPENING, "안내 및 개회 인사", 10, None),
    (SessionKind.TALK, "제조 AX의 산업경쟁력 제고 효과 분석", 15, ("명지대", "박정호", "교수")),
    (SessionKind.TALK, "국가별 제조 AX 현황 및 성공 전략", 15, ("성균관대", "이은호", "교수")),
    (SessionKind.TALK, "AI적용을 통한 제조혁신 : 현장중심 제조AX 전략", 15, ("인터엑스", "박정윤", "대표")),
    (SessionKind.PANEL, "토론 및 정책제언 논의", 65, None),
]


def _conference(**fields: object) -> Event:
    """Conference 1 as the brief has it, not yet released."""
    venue = VenueFactory(name="대한상공회의소")
    event = EventFactory(
        **{
            "name": "제1회 M.AX 컨퍼런스 및 산업성장포럼",
            "name_en": "1st M.AX Conference and Industry Growth Forum",
            "theme": "제조AX, 인공지능을 일상생활 넘어 산업 현장으로",
            "purpose": "성과를 낼 수 있는 제조 AX(M.AX) 추진을 위한 정책 아이디어 발굴",
            "venue": venue,
            "room": RoomFactory(venue=venue, name="대회의실"),
            **fields,
        }
    )
    event.hosts.add(OrganizationFactory(name="산업통상부"))
    event.series_entries.create(series=SeriesFactory(name="M.AX 컨퍼런스"), ordinal=1)
    starts_at = START
    for kind, title, minutes, person in ROWS:
        ends_at = starts_at + timedelta(minutes=minutes)
        session = SessionFactory(
            event=event,
            kind=kind,
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            remark="" if person else "참석자",
        )
        if person:
            body, name, position = person
            speaker = SpeakerFactory(name=name, title=position, organization=OrganizationFactory(name=body))
            Appearance.objects.create(session=session, speaker=speaker)
        starts_at = ends_at
    Participant.objects.create(event=event, sector=Sector.GOVERNMENT, office="산업성장실장")
    return event


def _release(event: Event) -> None:
    releasing.release(event_id=event.pk, by_id=None, at=NOON)


def _render(event: Event, language: str = "ko") -> Paper:
    return rendering.render(
        event_id=event.pk,
        kind="programme",
        language=language,
        at=NOON + timedelta(minutes=5),
        progress=lambda done, total: None,
    )


def _lines(text: str) -> list[list[str]]:
    """Each line's columns: what two or more blanks keep apart."""
    return [re.split(r" {2,}", line.strip()) for line in text.splitlines() if line.strip()]


@pytest.mark.django_db
def test_programme_of_several_days_has_a_line_for_each():
    whole = " ".join(pdfs.text(_render(two_days()).content).split())

    assert whole.index("2099. 3. 23.(월) 14:00~14:15") < whole.index("둘째 발제")
    assert whole.index("둘째 발제") < whole.index("2099. 3. 24.(화) 14:00~14:15") < whole.index("셋째 발제")


def test_days_heading_stands_on_the_page_of_its_first_session():
    current = programmes.small()
    day, talk = timedelta(days=1), current.programme.rows[0]
    rows = [
        replace(
            talk,
            title=Words("제조 AX의 효과 " * (1 + number % 5)),
            starts_at=talk.starts_at + number * day,
            ends_at=talk.ends_at + number * day,
        )
        for number in range(60)
    ]
    programme = replace(current.programme, rows=rows, ends_at=rows[-1].ends_at)

    paper = publicpapers.programme_pdf(replace(current, programme=programme), "ko")

    tables = [page[page.index("구분") :] for page in pdfs.pages(paper)]
    days = [len(re.findall(r"2027. \d+. \d+.\(.\)\n", table)) for table in tables]
    assert sum(days) == 60
    assert days == [table.count("14:00~14:15") for table in tables]


@pytest.mark.django_db
def test_programme_has_the_briefs_table():
    event = _conference()
    _release(event)

    lines = _lines(pdfs.text(_render(event).content))

    assert [line for line in lines if line[0] == "구분" or re.match(r"\d\d:\d\d~", line[0])] == [
        ["구분", "내용", "비고"],
        ["14:00~14:10 (10')", "안내 및 개회 인사", "참석자"],
        ["14:10~14:25 (15')", "발제1. 제조 AX의 산업경쟁력 제고 효과 분석", "명지대 박정호 교수"],
        ["14:25~14:40 (15')", "발제2. 국가별 제조 AX 현황 및 성공 전략", "성균관대 이은호 교수"],
        ["14:40~14:55 (15')", "발제3. AI적용을 통한 제조혁신 : 현장중심 제조AX 전략", "인터엑스 박정윤 대표"],
        ["14:55~16:00 (65')", "토론 및 정책제언 논의", "참석자"],
    ]


@pytest.mark.django_db
def test_programme_has_the_facts_in_the_ministrys_order():
    event = _conference()
    _release(event)

    text = pdfs.text(_render(event).content)

    assert [line.strip() for line in text.splitlines() if line.strip()[:1] in {"□", "ㅇ", "-", "*"}] == [
        "□ 행사 개요",
        "ㅇ (일시) 2027. 3. 22.(월) 14:00~16:00",
        "ㅇ (장소) 대한상공회의소 8층 대회의실",
        "ㅇ (주제) 제조AX, 인공지능을 일상생활 넘어 산업 현장으로",
        "ㅇ (목적) 성과를 낼 수 있는 제조 AX(M.AX) 추진을 위한 정책 아이디어 발굴",
        "ㅇ (주최) 산업통상부",
        "ㅇ (참석자)",
        "- (政) 산업성장실장",
        "□ 세부 일정",
        "* 세부 일정은 행사 운영 여건에 따라 변경될 수 있습니다.",
    ]


@pytest.mark.django_db
def test_programme_carries_release_number_page_and_print_time():
    event = _conference()
    _release(event)
    event.sessions.filter(kind=SessionKind.PANEL).update(title="종합 토론")
    _release(event)

    paper = _render(event)

    assert _lines(pdfs.text(paper.content))[-1] == [
        "확정본 2호 (2027. 3. 1.(월) 12:00)",
        "-1/1-",
        "출력 2027. 3. 1.(월) 12:05",
    ]
    assert paper.name == f"programme-{event.slug}-2-ko.pdf"


@pytest.mark.django_db
def test_programme_shows_the_release_and_not_the_draft():
    event = _conference()
    _release(event)
    event.sessions.filter(kind=SessionKind.PANEL).update(title="아직 확정하지 않은 제목")

    text = pdfs.text(_render(event).content)

    assert "토론 및 정책제언 논의" in text
    assert "아직 확정하지 않은 제목" not in text


@pytest.mark.django_db
def test_programme_without_a_release_says_what_is_missing():
    with pytest.raises(NothingToPrint) as reason:
        _render(_conference())

    assert str(reason.value) == "확정본이 없어 프로그램을 출력할 수 없습니다. 프로그램을 먼저 확정해 주세요."


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demonstration", "marks"), [(True, 1), (False, 0)])
def test_programme_of_a_demonstration_is_marked_on_each_page(is_demonstration, marks):
    event = _conference(is_demonstration=is_demonstration)
    _release(event)

    assert [page.count("시연용") for page in pdfs.pages(_render(event).content)] == [marks]


@pytest.mark.django_db
def test_programme_in_english_uses_english_notation():
    event = _conference()
    _release(event)

    text = pdfs.text(_render(event, "en").content)

    assert "1st M.AX Conference and Industry Growth Forum" in " ".join(text.split())
    assert "Mon., Mar. 22, 2027, 14:00–16:00 (KST)" in text
    assert "Talk 1." in text


@pytest.mark.django_db
def test_programme_of_forty_rows_repeats_the_head_and_cuts_nothing():
    event = _conference(
        ends_at=START + timedelta(hours=9), name="제12회 대한민국 제조업 인공지능 대전환 " * 4
    )
    last = event.sessions.order_by("-ends_at")[0].ends_at
    titles = [
        f"{number}번째 " + "현장중심 제조AX 전략과 효과 분석 " * 5 + f"끝{number}" for number in range(35)
    ]
    for number, title in enumerate(titles):
        starts_at = last + timedelta(minutes=10 * number)
        SessionFactory(
            event=event, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=10)
        )
    _release(event)

    paper = _render(event).content

    pages = pdfs.pages(paper)
    assert len(pages) >= 4
    assert [page.count("구분") for page in pages] == [1] * len(pages)
    assert [f"-{number}/{len(pages)}-" in page.replace(" ", "") for number, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    printed = "".join("".join(pages).split())
    assert [number for number in range(35) if f"끝{number}" not in printed] == []
    for number in range(1, len(pages) + 1):
        words = pdfs.words(paper, page=number)
        assert min(word.left for word in words) >= 19.9
        assert max(word.right for word in words) <= 190.1
        assert _overlapping(words) == []


@pytest.mark.django_db
def test_programme_breaks_korean_at_spaces_only():
    event = _conference(purpose="가나다라마바사와 아자차카타파하가 " * 12)
    _release(event)

    printed = [word.text for word in pdfs.words(_render(event).content)]

    assert printed.count("가나다라마바사와") == 12
    assert printed.count("아자차카타파하가") == 12


@pytest.mark.django_db
def test_programme_asks_the_database_the_same_whatever_its_length(django_assert_num_queries):
    for sessions in (1, 25):
        event = EventFactory(ends_at=START + timedelta(hours=9))
        for number in range(sessions):
            starts_at = START + timedelta(minutes=10 * number)
            SessionFactory(event=event, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=10))
        _release(event)
        with django_assert_num_queries(2):
            papers.lay_out_programme(event_id=event.pk, language="ko", at=NOON, options={})


def _overlapping(words: list[pdfs.Word]) -> list[tuple[str, str]]:
    """Pairs of words of which one lies over the other by more than a line's leading."""
    return [
        (one.text, other.text)
        for number, one in enumerate(words)
        for other in words[number + 1 :]
        if min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 1
    ]
