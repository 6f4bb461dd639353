"""The same person twice in one roster."""

import pytest

from tests.registrations.rosters.making import HONG, line, rows


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"성명": "김철수", "휴대전화": "010-9999-8888", "소속": "다른 곳"}, "2행과 이메일이 같습니다."),
        ({"이메일": "other@a.kr", "소속": "다른 곳"}, "2행과 성명·전화번호가 같습니다."),
        ({"이메일": "other@a.kr", "휴대전화": "010-9999-8888"}, "2행과 성명·소속이 같습니다."),
    ],
)
def test_same_person_in_a_later_row_is_told(values, sentence):
    first, second = rows(HONG, line(**values))

    assert (first.same_as, first.warnings) == (None, ())
    assert (second.same_as, second.warnings) == (2, (sentence,))
    assert second.invitee is not None


def test_bodies_are_compared_without_their_legal_form():
    first, second = rows(
        line(소속="㈜인터엑스", 이메일="a@a.kr", 휴대전화=""),
        line(소속="주식회사 인터엑스", 이메일="b@a.kr", 휴대전화=""),
    )

    assert (first.invitee.organization, second.invitee.organization) == ("(주)인터엑스", "주식회사 인터엑스")
    assert second.same_as == 2


def test_seats_of_one_body_twice_are_told():
    _first, second = rows(
        line(성명="", 좌석="5석", 이메일="", 휴대전화=""), line(성명="", 좌석="3석", 이메일="", 휴대전화="")
    )

    assert second.same_as == 2


def test_namesakes_of_other_bodies_are_two_people():
    _first, second = rows(HONG, line(소속="명지대학교", 이메일="b@a.kr", 휴대전화="010-9999-8888"))

    assert second.same_as is None


def test_row_with_an_error_is_nobodys_double():
    _first, second = rows(line(휴대전화="12"), HONG)

    assert second.same_as is None
