"""Cue sheet and door signs as PDF."""

from datetime import timedelta

import pytest

from agenda import releasing
from agenda.models import Appearance, SpeakerRole
from events import rendering
from events.kinds import NothingToPrint
from events.models import Event
from tests import pdfs
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db

FOOTER = ["확정본 1호 (2027. 3. 1.(월) 12:00)", "출력 2027. 3. 1.(월) 12:05"]


@pytest.fixture
def event():
    event = EventFactory(name="제1회 M.AX 컨퍼런스", ends_at=START + timedelta(hours=9))
    event.room.name = "대회의실"
    event.room.save()
    talk = SessionFactory(event=event, title="제조 AX의 효과", stage_needs="무선마이크 2, 발표자료")
    speaker = SpeakerFactory(name="박정호", title="교수")
    Appearance.objects.create(session=talk, speaker=speaker, role=SpeakerRole.SPEAKER)
    second = RoomFactory(venue=event.venue, name="소회의실")
    SessionFactory(event=event, title="상담회", room=second, starts_at=START + timedelta(minutes=5))
    return event


def render(event, kind, language="ko"):
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return rendering.render(
        event_id=event.pk,
        kind=kind,
        language=language,
        at=NOON + timedelta(minutes=5),
        progress=lambda done, total: None,
    )


def test_cue_sheet_tells_who_where_and_what_the_stage_needs(event):
    paper = render(event, "cue-sheet")

    printed = " ".join(pdfs.text(paper.content).split())
    for part in (
        "큐시트",
        "14:00",
        "제조 AX의 효과",
        "박정호 교수",
        "(발표)",
        "8층 대회의실",
        "무선마이크 2,",
        *FOOTER,
    ):
        assert part in printed
    assert paper.name == f"cue-sheet-{event.slug}-1-ko.pdf"


def test_cue_sheet_begins_each_day_on_a_page_of_its_own(event):
    Event.objects.filter(pk=event.pk).update(ends_at=START + timedelta(days=1, hours=2))
    SessionFactory(event=event, title="둘째 날 발제", starts_at=START + timedelta(days=1))

    pages = pdfs.pages(render(event, "cue-sheet").content)

    assert ["둘째 날 발제" in page for page in pages] == [False, True]


def test_cue_sheet_of_a_full_day_repeats_its_head_and_stays_on_the_page(event):
    for number in range(30):
        SessionFactory(
            event=event,
            title=f"{number}번째 " + "현장중심 제조AX 전략 " * 4,
            starts_at=START + timedelta(minutes=15 * (number + 1)),
        )

    paper = render(event, "cue-sheet").content

    pages = pdfs.pages(paper)
    assert len(pages) > 1
    assert [page.count("무대 준비") for page in pages] == [1] * len(pages)
    printed = "".join("".join(pages).split())
    assert [number for number in range(30) if f"{number}번째" not in printed] == []
    for number in range(1, len(pages) + 1):
        assert max(word.right for word in pdfs.words(paper, page=number)) <= 297 - 12.9


def test_each_room_has_a_sign_of_its_own(event):
    paper = render(event, "door-signs")

    pages = [" ".join(page.split()) for page in pdfs.pages(paper.content)]
    assert [("대회의실" in page.replace("소회의실", ""), "소회의실" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]
    assert ["제조 AX의 효과" in page for page in pages] == [True, False]
    assert [part in page for page in pages for part in FOOTER] == [True] * 4


@pytest.mark.parametrize("sessions", [5, 8, 12, 20])
def test_sign_of_a_full_day_stays_on_one_page(event, sessions):
    for number in range(sessions - 1):
        SessionFactory(
            event=event,
            title="현장중심 제조AX 전략과 효과 분석",
            starts_at=START + timedelta(minutes=15 * (number + 1)),
        )

    assert len(pdfs.pages(render(event, "door-signs").content)) == 2


@pytest.mark.parametrize("kind", ["cue-sheet", "door-signs"])
def test_stage_paper_without_a_release_says_what_is_missing(event, kind):
    with pytest.raises(NothingToPrint, match="프로그램을 먼저 확정해 주세요"):
        rendering.render(
            event_id=event.pk, kind=kind, language="ko", at=NOON, progress=lambda done, total: None
        )
