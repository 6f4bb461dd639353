"""The story of an invitation."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertNumQueries

from events.models import Message, MessageState
from registrations import answering, invitation_sending, ledger
from registrations.badges import printing
from registrations.models import Invitation
from registrations.states import RegistrationState, Way
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import ScanFactory
from tests.registrations.invited import by_deputy, invite, invite_body, name

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Invited, mailed, opened, answered by deputy, printed a badge, came."""
    by = UserFactory(name="이담당")
    invitation = invite(EventFactory(), email="kim@example.com")
    invitation_sending.send(
        event_id=invitation.event_id,
        invitation_ids=[invitation.pk],
        by_id=by.pk,
        at=NOON + timedelta(hours=1),
    )
    Message.objects.update(state=MessageState.SENT, sent_at=NOON + timedelta(hours=2))
    answering.opened(invitation_id=invitation.pk, at=NOON + timedelta(hours=3))
    deputy = by_deputy(invitation, at=NOON + timedelta(hours=4))
    printing.record_print(registration_ids=[deputy.pk], way=Way.DESK, by_id=by.pk, at=START)
    ScanFactory(registration=deputy, at=START + timedelta(minutes=1), by=by)
    return invitation


def test_story_is_told_from_the_first_thing_to_the_last(told):
    with assertNumQueries(8):
        lines = ledger.story(told)

    assert [(line.what, line.who, line.way) for line in lines] == [
        ("명단 등록", "", "관리 화면"),
        ("초청장 발송", "이담당", "관리 화면"),
        ("메일 발송됨", "", ""),
        ("답변 화면 열람", "", "개인 링크"),
        ("대리참석 답변", "", "개인 링크"),
        ("등록: 확정", "", "개인 링크"),
        ("명찰 출력", "이담당", "등록데스크"),
        ("현장: 입장", "이담당", ""),
    ]


def test_failed_mail_is_told_as_a_problem_with_the_servers_words(told):
    Message.objects.filter(to="kim@example.com").update(
        state=MessageState.FAILED, error="550 No such user", sent_at=None
    )

    [problem] = [line for line in ledger.story(told) if line.is_problem]

    assert problem.detail == "550 No such user"


def test_list_carries_the_story_in_short(told):
    untouched = invite(told.event)

    with assertNumQueries(1):
        rows = {one.pk: one for one in ledger.with_story(Invitation.objects.all())}

    first, second = rows[told.pk], rows[untouched.pk]
    assert (first.mail_state, first.was_opened, first.guest_name, first.guest_state, first.has_come) == (
        MessageState.SENT,
        True,
        "이대참",
        RegistrationState.CONFIRMED,
        True,
    )
    assert (second.mail_state, second.was_opened, second.guest_name, second.has_come) == (
        None,
        False,
        None,
        False,
    )


def test_story_of_a_body_takes_the_same_queries_however_many_people_it_named(django_assert_num_queries):
    body = invite_body(EventFactory())
    for count in (1, 3):
        while body.registrations.count() < count:
            name(body)
        with django_assert_num_queries(6):
            ledger.story(body)
