"""Mails to many: who may let them go, at which rate and hour they leave, and what a pause or a stop holds back."""

from datetime import datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, transaction

from events import delivery, forgetting, mailings, notation, outbox, readdressing
from events.mailings import MailingRefused
from events.models import Mailing, MailingState, MailingStep, MailingStepKind, Message, MessageState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.mailings import made, mails, submitted
from tests.racing import race

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def event():
    return EventFactory()


def states(mailing) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in mailing.messages.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def advance(mailing, at=NOON, **rest) -> int:
    return mailings.advance(mailing_id=mailing.pk, at=at, **rest)


def send_queued(at=NOON) -> None:
    for pk in Message.objects.due(at=at).values_list("pk", flat=True):
        delivery.deliver(pk, at=at)


def test_submitted_mailing_waits_for_its_rounds(event):
    mailing = submitted(event, 3)

    assert mailing.state == MailingState.RUNNING
    assert states(mailing) == {MessageState.WAITING: 3}
    assert list(Message.objects.due(at=NOON)) == []


def test_rounds_send_at_the_rate_and_close_when_all_are_out(event):
    mailing = submitted(event, 5, rate=2)

    assert [advance(mailing, NOON + n * MINUTE) for n in range(3)] == [2, 2, 1]
    send_queued(NOON + 2 * MINUTE)
    mailing.refresh_from_db()
    assert mailing.state == MailingState.RUNNING
    advance(mailing, NOON + 3 * MINUTE)

    mailing.refresh_from_db()
    assert (mailing.state, mailing.ended_at) == (MailingState.DONE, NOON + 3 * MINUTE)
    assert sorted(one.to[0] for one in django_mail.outbox) == [f"guest{n}@example.com" for n in range(5)]


def test_rounds_that_come_too_often_send_no_more(event):
    mailing = submitted(event, 100, rate=6)

    sent = [advance(mailing, NOON + timedelta(seconds=5 * n)) for n in range(13)]

    assert sent == [6, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]  # one every ten seconds after the first minute's


def test_lost_rounds_are_not_made_up_for(event):
    mailing = submitted(event, 100, rate=6)
    advance(mailing)

    assert advance(mailing, NOON + timedelta(hours=3)) == 6


@pytest.mark.parametrize(
    ("clock", "queued"), [((7, 59), 0), ((8, 0), 3), ((20, 59), 3), ((21, 0), 0), ((23, 0), 0)]
)
def test_rounds_keep_to_the_hours(event, clock, queued):
    mailing = submitted(event, 3)

    assert advance(mailing, datetime(2027, 3, 2, *clock, tzinfo=notation.SEOUL)) == queued


def test_queued_mail_that_did_not_get_through_waits_for_the_morning(event):
    evening = datetime(2027, 3, 2, 20, 59, tzinfo=notation.SEOUL)
    mailing = submitted(event, 1)
    advance(mailing, evening)

    assert Message.objects.due(at=evening).count() == 1
    assert Message.objects.due(at=evening + MINUTE).count() == 0
    assert Message.objects.due(at=evening + timedelta(hours=11, minutes=1)).count() == 1


def test_single_mail_leaves_at_night():
    outbox.put(outbox.Mail(to="a@example.com", subject="확정", text="x"), key="a", event_id=None, at=NOON)

    assert Message.objects.due(at=NOON + timedelta(hours=12)).count() == 1


def test_paused_mailing_holds_back_what_was_queued_too(event):
    mailing = submitted(event, 4, rate=2)
    advance(mailing)

    mailings.pause(mailing_id=mailing.pk, by_id=None, at=NOON)

    assert advance(mailing, NOON + MINUTE) == 0
    send_queued(NOON + MINUTE)
    assert django_mail.outbox == []
    mailings.resume(mailing_id=mailing.pk, by_id=None, at=NOON + 2 * MINUTE)
    send_queued(NOON + 2 * MINUTE)
    assert len(django_mail.outbox) == 2


def test_pausing_all_of_an_event_touches_no_other(event):
    mine, done, other = submitted(event, 1), submitted(event, 1), submitted(EventFactory(), 1)
    mailings.stop(mailing_id=done.pk, by_id=None, at=NOON)

    assert mailings.pause_all(event_id=event.pk, at=NOON) == 1

    found = dict(Mailing.objects.values_list("pk", "state"))
    assert found == {
        mine.pk: MailingState.PAUSED,
        done.pk: MailingState.STOPPED,
        other.pk: MailingState.RUNNING,
    }


def test_stopped_mailing_keeps_what_was_not_sent_and_never_sends_it(event):
    mailing = submitted(event, 4, rate=2)
    advance(mailing)
    first = mailing.messages.order_by("pk").first()
    delivery.deliver(first.pk, at=NOON)

    stopped = mailings.stop(mailing_id=mailing.pk, by_id=None, at=NOON)

    assert len(stopped) == 3
    assert states(mailing) == {MessageState.SENT: 1, MessageState.STOPPED: 3}
    advance(mailing, NOON + MINUTE)
    send_queued(NOON + MINUTE)
    assert len(django_mail.outbox) == 1


def test_mail_that_a_worker_was_at_when_it_was_stopped_is_not_tried_again(event):
    mailing = submitted(event, 1)
    advance(mailing)
    message = mailing.messages.get()
    assert Message.objects.claim(message.pk, at=NOON)
    assert mailings.stop(mailing_id=mailing.pk, by_id=None, at=NOON) == []
    Message.objects.filter(pk=message.pk).update(state=MessageState.QUEUED)  # it was refused for now

    send_queued(NOON + MINUTE)
    assert mailings.running() == [mailing.pk]
    advance(mailing, NOON + MINUTE)

    assert django_mail.outbox == []
    assert states(mailing) == {MessageState.STOPPED: 1}
    assert mailings.running() == []


@pytest.mark.parametrize("again", ["same", "corrected"])
def test_mail_that_a_person_sends_again_leaves_its_stopped_mailing(event, again):
    mailing = submitted(event, 2, rate=1)
    advance(mailing)
    send_queued()
    mailings.stop(mailing_id=mailing.pk, by_id=None, at=NOON)
    sent = Message.objects.get(state=MessageState.SENT)

    if again == "same":
        outbox.send_again(message_id=sent.pk, by_id=None, at=NOON + MINUTE)
    else:
        readdressing.send_to(message_id=sent.pk, address="new@example.com", by_id=None, at=NOON + MINUTE)
    advance(mailing, NOON + MINUTE)
    send_queued(NOON + MINUTE)

    assert len(django_mail.outbox) == 2
    assert Message.objects.filter(batch=mailings.batch_of(mailing.pk)).count() == 2


def test_recipients_who_are_gone_are_left_out(event):
    mailing = submitted(event, 3)

    queued = advance(mailing, gone=lambda messages: {messages[1].pk})

    assert queued == 2
    assert states(mailing) == {MessageState.QUEUED: 2, MessageState.STOPPED: 1}


def test_approval_is_another_organizers(event):
    event.needs_mailing_approval = True
    event.save()
    writer, other = UserFactory(), UserFactory()
    mailing = submitted(event, 1, by=writer)

    assert mailing.state == MailingState.WAITING
    assert advance(mailing) == 0
    with pytest.raises(MailingRefused, match="다른 담당자가 승인"):
        mailings.approve(mailing_id=mailing.pk, by_id=writer.pk, at=NOON)
    mailings.approve(mailing_id=mailing.pk, by_id=other.pk, at=NOON)

    assert advance(mailing) == 1
    mailing.refresh_from_db()
    assert mailing.approved_by == other


def test_who_changed_the_text_cannot_approve_it_either(event):
    event.needs_mailing_approval = True
    event.save()
    writer, other = UserFactory(), UserFactory()
    mailing = made(event, by=writer)
    mailings.change(mailing_id=mailing.pk, title="고침", rate=10, by_id=other.pk, at=NOON)
    mailings.submit(mailing_id=mailing.pk, mails=mails(1), by_id=writer.pk, at=NOON)

    with pytest.raises(MailingRefused):
        mailings.approve(mailing_id=mailing.pk, by_id=other.pk, at=NOON)


def test_database_refuses_an_approval_of_ones_own(event):
    writer = UserFactory()
    mailing = made(event, by=writer)

    with pytest.raises(IntegrityError, match="mailing_is_approved_by_another"), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(approved_by=writer)


def test_mailing_sent_back_is_written_anew(event):
    event.needs_mailing_approval = True
    event.save()
    mailing = submitted(event, 2, by=UserFactory())

    mailings.send_back(mailing_id=mailing.pk, note="오타", by_id=UserFactory().pk, at=NOON)

    mailing.refresh_from_db()
    assert (mailing.state, states(mailing)) == (MailingState.DRAFT, {})
    assert mailing.steps.order_by("pk").last().note == "오타"
    mailings.submit(mailing_id=mailing.pk, mails=mails(2), by_id=None, at=NOON)


def test_submitting_twice_is_refused_and_changes_nothing(event):
    mailing = submitted(event, 1)

    with pytest.raises(MailingRefused, match="발송 중"):
        mailings.submit(mailing_id=mailing.pk, mails=mails(1), by_id=None, at=NOON)

    assert mailing.messages.count() == 1


def test_mailing_to_nobody_is_refused(event):
    mailing = made(event)

    with pytest.raises(MailingRefused, match="받는 사람이 없습니다"):
        mailings.submit(mailing_id=mailing.pk, mails=[], by_id=None, at=NOON)

    mailing.refresh_from_db()
    assert mailing.state == MailingState.DRAFT


@pytest.mark.parametrize("step", ["pause", "resume", "approve"])
def test_stopped_mailing_stays_stopped(event, step):
    mailing = submitted(event, 1)
    mailings.stop(mailing_id=mailing.pk, by_id=None, at=NOON)

    with pytest.raises(MailingRefused, match="발송 중단"):
        getattr(mailings, step)(mailing_id=mailing.pk, by_id=UserFactory().pk, at=NOON)


def test_draft_is_thrown_away_but_not_what_was_submitted(event):
    draft, sent = made(event), submitted(event, 1)

    mailings.discard(mailing_id=draft.pk)
    with pytest.raises(MailingRefused):
        mailings.discard(mailing_id=sent.pk)

    assert list(Mailing.objects.all()) == [sent]


def test_steps_tell_who_did_what_and_are_never_changed(event):
    person = UserFactory()
    mailing = submitted(event, 1, by=person)
    mailings.pause(mailing_id=mailing.pk, by_id=person.pk, at=NOON)

    steps = mailing.steps.order_by("pk")
    assert list(steps.values_list("step", "by")) == [
        (MailingStepKind.MADE, person.pk),
        (MailingStepKind.SUBMITTED, person.pk),
        (MailingStepKind.PAUSED, person.pk),
    ]
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        MailingStep.objects.update(note="anders")


def test_round_of_many_takes_few_queries(event, django_assert_num_queries):
    mailing = submitted(event, 300, rate=300)

    with django_assert_num_queries(7):  # savepoint and end, lock, read, queue, pace, look for the rest
        assert advance(mailing) == 300


@pytest.mark.django_db(transaction=True)
def test_mail_blanked_during_a_round_is_not_queued():
    mailing = submitted(EventFactory(), 2)
    first = mailing.messages.order_by("pk")[:1]

    def forget_one(_messages) -> set[int]:
        chosen = Message.objects.filter(pk__in=list(first.values_list("pk", flat=True)))
        race(lambda _n: (forgetting.drop_unsent(chosen), forgetting.blank_finished(chosen)), racers=1)
        return set()

    queued = advance(mailing, gone=forget_one)

    assert queued == 1
    assert list(mailing.messages.order_by("pk").values_list("state", flat=True)) == [
        MessageState.STOPPED,
        MessageState.QUEUED,
    ]
