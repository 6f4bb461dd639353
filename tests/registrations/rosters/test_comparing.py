"""A roster against those who are invited or registered already."""

import pytest

from registrations.rosters import comparing
from registrations.rosters.comparing import Known, Standing
from tests.registrations.rosters.making import HONG, line, rows

OTHER = Known(1, "김철수", "kim@a.kr", "+821099998888", "명지대학교", Standing.INVITED)


def known(state=Standing.INVITED, **values):
    fields = {
        "id": 7,
        "name": "다른이",
        "email": "x@x.kr",
        "phone": "+821000001111",
        "organization": "다른 곳",
    }
    return Known(**{**fields, **values}, state=state)


@pytest.mark.parametrize("state", [Standing.INVITED, Standing.REGISTERED])
@pytest.mark.parametrize(
    "values", [{"email": "Hong@motir.go.kr"}, {"name": "홍 길동", "phone": "+821012345678"}]
)
def test_known_person_is_found(state, values):
    person = known(state, **values)

    (compared,) = comparing.compare(rows(HONG), [OTHER, person])

    assert (compared.standing, compared.known) == (state, person)


def test_same_name_and_body_may_be_the_same():
    person = known(name="홍길동", organization="산업 통상부")

    (compared,) = comparing.compare(rows(HONG), [person])

    assert (compared.standing, compared.known) == (Standing.MAYBE_THE_SAME, person)


def test_person_whom_nobody_knows_is_new():
    (compared,) = comparing.compare(rows(HONG), [OTHER, known(name="홍길동")])

    assert (compared.standing, compared.known) == (Standing.NEW, None)


def test_registered_goes_before_invited():
    registered = known(Standing.REGISTERED, name="홍길동", phone="+821012345678")
    invited = known(email="hong@motir.go.kr")

    for order in ([registered, invited], [invited, registered]):
        (compared,) = comparing.compare(rows(HONG), order)
        assert compared.known == registered


def test_rows_with_errors_are_not_compared():
    assert comparing.compare(rows(line(이메일="hong@")), [OTHER]) == []
