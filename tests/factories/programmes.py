"""Made-up programmes, as a release would hold them: no row in the database."""

import string
from datetime import timedelta

from hypothesis import strategies as st

from agenda.models import SessionKind, SpeakerRole
from agenda.published import Published
from agenda.snapshots import Person, Programme, Row, Words
from tests.factories.events import NOON, START

# What people type, and what breaks formats: markup, quotes, formulas, the brief's own marks, an emoji.
_LETTERS = "가나다라마힣AZaz09 " + string.punctuation + "·ㆍ「」~–’漢é😀"
_LINES = st.text(_LETTERS, min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool)
_EMPTY_OR_LINE = st.just("") | _LINES
ROOMS = [Words("8층 대회의실", "Main Hall, 8th floor"), Words("8층 소회의실", "Room 2"), Words("=회의실", "")]


def _words(line: st.SearchStrategy[str]) -> st.SearchStrategy[Words]:
    return st.builds(Words, line, _EMPTY_OR_LINE)


def _people() -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        name=_words(_LINES),
        title=_words(_EMPTY_OR_LINE),
        organization=_words(_EMPTY_OR_LINE),
        role=st.sampled_from([str(role.value) for role in SpeakerRole]),
        speaker_id=st.none() | st.integers(1, 99),
        biography=_words(_EMPTY_OR_LINE),
    )


@st.composite
def published(draw: st.DrawFn) -> Published:
    """A release of one to eight sessions on up to three days, in up to three rooms or none."""
    rows: list[Row] = []
    talks = 0
    starts_at = START
    for number in range(draw(st.integers(1, 8))):
        starts_at += timedelta(minutes=draw(st.integers(0, 600)))
        kind = draw(st.sampled_from(SessionKind))
        talks += kind == SessionKind.TALK
        rows.append(
            Row(
                session_id=number + 1,
                kind=str(kind.value),
                number=talks if kind == SessionKind.TALK else None,
                title=draw(_words(_LINES)),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=draw(st.integers(1, 500))),
                room=draw(st.sampled_from([*ROOMS, Words()])),
                remark=draw(_words(_EMPTY_OR_LINE)),
                speakers=draw(st.lists(_people(), max_size=3)),
            )
        )
    programme = Programme(
        slug=draw(st.sampled_from(["m", "max-conference-1", "Forum_2"])),
        name=draw(_words(_LINES)),
        theme=draw(_words(_EMPTY_OR_LINE)),
        purpose=draw(_words(_EMPTY_OR_LINE)),
        venue=draw(st.sampled_from([Words("대한상공회의소", "KCCI"), Words()])),
        address=Words(),
        room=draw(st.sampled_from([ROOMS[0], Words()])),
        starts_at=START,
        ends_at=max(row.ends_at for row in rows),
        series=[],
        hosts=[Words("산업통상부")],
        rows=rows,
        participants=[],
    )
    return Published(draw(st.integers(1, 99)), NOON, programme)


def small() -> Published:
    """Two sessions on one day: a talk with a speaker, and a break."""
    start, end = START, START + timedelta(minutes=15)
    speaker = Person(
        Words("박정호", "Park Jeongho"), Words("교수"), Words("명지대"), role="speaker", speaker_id=7
    )
    rows = [
        Row(1, "talk", 1, Words("제조 AX의 효과"), start, end, ROOMS[0], Words(), [speaker], "무선마이크 1"),
        Row(2, "break", None, Words("휴식"), end, end + timedelta(minutes=5), ROOMS[0], Words("참석자")),
    ]
    programme = Programme(
        slug="max-1",
        name=Words("제1회 M.AX 컨퍼런스", "1st M.AX Conference"),
        theme=Words("제조AX"),
        purpose=Words(),
        venue=Words("대한상공회의소"),
        address=Words("서울특별시 중구 세종대로 39"),
        room=ROOMS[0],
        starts_at=start,
        ends_at=end + timedelta(minutes=5),
        series=[],
        hosts=[Words("산업통상부")],
        rows=rows,
        participants=[],
    )
    return Published(2, NOON, programme)
