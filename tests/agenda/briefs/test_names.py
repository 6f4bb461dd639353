"""Names, numbers and series."""

import pytest

from agenda.briefs import names
from agenda.briefs.brief import SeriesPlace
from agenda.briefs.slugs import slug_for


@pytest.mark.parametrize(
    ("line", "name", "series"),
    [
        (
            "「제1회 M.AX 컨퍼런스 및 산업성장포럼」 개최",
            "제1회 M.AX 컨퍼런스 및 산업성장포럼",
            [("M.AX 컨퍼런스", 1), ("산업성장포럼", 1)],
        ),
        (
            "“제2회 M.AX 컨퍼런스 겸 제5회 산업성장포럼”",
            "제2회 M.AX 컨퍼런스 겸 제5회 산업성장포럼",
            [("M.AX 컨퍼런스", 2), ("산업성장포럼", 5)],
        ),
        (
            "「제 3 회 인공지능 및 로봇 세미나」",
            "제 3 회 인공지능 및 로봇 세미나",
            [("인공지능 및 로봇 세미나", 3)],
        ),
        ("「국민성장펀드」를 알린 「산업성장포럼」", "산업성장포럼", [("산업성장포럼", None)]),
    ],
)
def test_find_reads_name_and_series(line, name, series):
    assert names.find([line]) == names.Named(name, tuple(SeriesPlace(*place) for place in series))


def test_find_learns_the_joint_from_another_line():
    lines = [
        "「제1회 데이터와 로봇의 만남 및 산업성장포럼」",
        "「제1회 데이터와 로봇의 만남 겸 산업성장포럼」",
    ]

    assert [place.name for place in names.find(lines).series] == ["데이터와 로봇의 만남", "산업성장포럼"]


def test_find_without_a_quoted_event_is_none():
    assert names.find(["「베스트 일레븐」을 구축", "제1회 M.AX 컨퍼런스"]) is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("M.AX 컨퍼런스", "max-conference"),
        ("산업성장포럼", "industry-growth-forum"),
        ("바다 포럼", "bada-forum"),
        ("!", "event"),
    ],
)
def test_slug_for_spells_korean(name, slug):
    assert slug_for(name) == slug
