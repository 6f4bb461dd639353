"""Those who were invited by mail and have not answered are told of a release that moves the event."""

import pytest

from agenda import releasing
from events.models import Event, EventState, Message
from registrations import announcements, callingoff, invitation_sending, inviting, links
from registrations.models import Invitation
from registrations.states import InvitationState
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations import invited
from tests.registrations.releases import HOUR, LATER, drafts, make_released, move, outlook, release, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    made = make_released()
    Event.objects.filter(pk=made.pk).update(state=EventState.ANNOUNCED)
    made.refresh_from_db()
    return made


def mailed(event, at=NOON, **fields):
    """An invitation that went out by mail."""
    one = invited.invite(event, at=at, **{"email": "kim@example.com", **fields})
    invitation_sending.send(event_id=event.pk, invitation_ids=[one.pk], by_id=None, at=at)
    one.refresh_from_db()
    return one


def told():
    return drafts().filter(key__contains=":invitation:")


def test_invited_person_is_told_once_by_the_link_to_answer(event):
    one = mailed(event)
    move(event)
    seen = outlook(event, LATER)

    outcome = release(event)

    message = told().get()
    assert (seen.invited, outcome.invited) == (1, 1)
    assert (message.to, message.subject) == (one.email, "[일정 변경] 제1회 M.AX 컨퍼런스")
    assert (message.batch, message.token_subject) == (
        f"release:{outcome.release.pk}",
        links.invitation_subject(one.code),
    )
    for body in (message.text, message.html):
        assert "김초청 님, 안녕하십니까." in body
        assert "14:00~16:00" in body
        assert "15:00~17:00" in body
        assert "참석 여부 답하기" in body
        assert "내 등록 보기" not in body
        assert f"/i/{Message.LINK_TOKEN}/" in body
    send(event)
    assert (outlook(event, LATER).invited, release(event, at=LATER + HOUR).invited) == (0, 0)


def test_next_move_is_told_from_what_they_were_last_told(event):
    mailed(event)
    move(event)
    release(event)
    send(event)
    move(event)

    release(event, at=LATER + HOUR)

    text = told().get().text
    assert ("14:00~16:00" in text, "15:00~17:00" in text, "16:00~18:00" in text) == (False, True, True)


def test_reminder_that_went_out_under_the_release_has_told_it(event):
    one = mailed(event)
    move(event)
    releasing.release(event_id=event.pk, by_id=None, at=LATER)
    invitation_sending.remind(event_id=event.pk, invitation_ids=[one.pk], by_id=None, at=LATER + HOUR)

    assert outlook(event, LATER + HOUR).invited == 0
    assert release(event, at=LATER + HOUR).invited == 0


def test_coordinator_of_a_body_is_asked_to_name_people(event):
    mailed(event, kind="seats", seats=3, name="", email="desk@example.com")
    move(event)
    release(event)

    text = told().get().text

    assert "한국기계 담당자 님, 안녕하십니까." in text
    assert "참석하실 분 지정하기" in text


def test_invited_in_english_is_told_in_english(event):
    mailed(event, language="en")
    move(event)
    release(event)

    assert "/en/i/" in told().get().text


@pytest.mark.parametrize("state", ["never sent", "declined", "revoked", "accepted", "without address"])
def test_who_does_not_wait_to_answer_is_not_told(event, state):
    if state in {"never sent", "without address"}:
        invited.invite(event, email="kim@example.com" if state == "never sent" else "")
    else:
        one = mailed(event)
        match state:
            case "declined":
                invited.no(one)
            case "revoked":
                inviting.revoke(invitation_id=one.pk, at=NOON, by_id=None)
            case _:
                invited.yes(one)
    move(event)

    assert (outlook(event, LATER).invited, release(event).invited) == (0, 0)
    assert not told().exists()


def test_release_that_moves_nothing_tells_nobody(event):
    mailed(event)
    event.sessions.update(title="제조 AX.")

    assert release(event).invited == 0


@pytest.mark.parametrize("since", ["declined", "revoked", "accepted", "renewed", "corrected"])
def test_draft_to_who_answered_or_was_written_to_since_stays_unsent(event, since):
    one, other = mailed(event), mailed(event, email="other@example.com")
    move(event)
    made = release(event, tell_speakers=False).release
    match since:
        case "declined":
            invited.no(one, at=LATER)
        case "revoked":
            inviting.revoke(invitation_id=one.pk, at=LATER, by_id=None)
        case "accepted":
            invited.yes(one, at=LATER)
        case "renewed":
            invitation_sending.renew(event_id=event.pk, invitation_ids=[one.pk], by_id=None, at=LATER + HOUR)
        case _:
            inviting.correct(invitation_id=one.pk, values={"email": "new@example.com"}, by_id=None, at=LATER)

    assert announcements.send(event_id=event.pk, batch=f"release:{made.pk}", at=LATER) == 1
    assert Message.objects.get(batch=f"release:{made.pk}").to == other.email


def test_organizer_may_leave_them_out_and_they_are_told_with_the_next(event):
    mailed(event)
    RegistrationFactory(event=event)
    move(event)

    assert (release(event, tell_invited=False).invited, told().count()) == (0, 0)
    move(event)
    release(event, at=LATER + HOUR)

    assert "14:00~16:00" in told().get().text


def test_unsent_drafts_are_replaced_by_the_next_release(event):
    mailed(event)
    move(event)
    release(event)
    move(event)

    assert outlook(event, LATER).overtaken == 2
    release(event, at=LATER + HOUR)

    assert told().count() == 1


def test_who_heard_of_a_postponement_is_told_the_new_date(event):
    mailed(event)
    callingoff.postpone(event_id=event.pk, at=NOON + HOUR / 2)
    send(event)
    move(event, 24 * HOUR)

    release(event)

    assert told().get().subject == "[확정된 일정] 제1회 M.AX 컨퍼런스"


def test_who_was_invited_before_the_first_release_is_told_of_it():
    event = EventFactory(ends_at=START + 2 * HOUR)
    mailed(event)
    SessionFactory(event=event)

    assert release(event).invited == 1
    assert "확정되어" in told().get().text


@pytest.mark.parametrize("count", [1, 3])
def test_release_and_outlook_cost_the_same_queries_however_many_are_invited(
    event, count, django_assert_num_queries
):
    for number in range(count):
        mailed(event, email=f"kim{number}@example.com")
    move(event)

    with django_assert_num_queries(22):
        assert outlook(event, LATER).invited == count
    with django_assert_num_queries(45):
        assert release(event).invited == count
    with django_assert_num_queries(11):
        send(event)

    assert Invitation.objects.filter(state=InvitationState.SENT).count() == count
