"""An event's own words arrive by the way that each kind of mail goes."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import mailwording, notation
from events.models import Event, Message
from registrations import approval, booking, callingoff, invitation_sending, mailtexts, reminders
from registrations.models import (
    Invitation,
    MailKind,
    MailText,
    Registration,
    ReminderKind,
    SeatRules,
)
from registrations.states import InvitationKind, InvitationState, RegistrationState, Way
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory, ScanFactory
from tests.registrations.invited import invite, invite_body
from tests.registrations.releases import make_released, move, release

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def write(event, kind, language="ko", **fields):
    words = {
        "subject": "{행사명} 제목",
        "heading": "{성명} 머리말",
        "body": "{성명} 님께\n\n<b>본문</b> {행사명}",
    }
    return MailText.objects.create(
        event=event, kind=kind, language=language, changed_at=NOON, **{**words, **fields}
    )


def book(event, language="ko", **fields):
    return booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(name="홍길동", **fields),
        consent_answers=CONSENTS,
        language=language,
        at=NOON,
    )


def assert_in_own_words(message, event, name="홍길동"):
    assert message.subject == f"{event.name} 제목"
    assert message.text.startswith(f"{name} 머리말\n\n{name} 님께\n\n<b>본문</b> {event.name}\n")
    assert f"{name} 님께<br><br>\n&lt;b&gt;본문&lt;/b&gt; {event.name}" in message.html
    assert f">{name} 머리말</h1>" in message.html


def test_confirmation_has_the_events_words_and_keeps_facts_code_and_link():
    event = EventFactory()
    write(event, MailKind.CONFIRMATION)

    guest = book(event)

    message = Message.objects.get()
    assert_in_own_words(message, event)
    for body in (message.text, message.html):
        assert "2027. 3. 22.(월) 14:00~16:00" in body
        assert f"/r/{Message.LINK_TOKEN}/" in body
        assert guest.code in body
    assert 'src="cid:qr"' in message.html


def test_waiting_has_the_events_words_with_the_number():
    event = EventFactory(capacity=1)
    write(event, MailKind.WAITING, body="{성명} 님은 {대기순번}번째입니다.")
    RegistrationFactory(event=event)

    book(event)

    assert "홍길동 님은 1번째입니다." in Message.objects.get().text


def test_moved_up_has_the_events_words_by_cancelling_and_by_offer():
    event = EventFactory(capacity=1)
    write(event, MailKind.MOVED_UP)
    seated = RegistrationFactory(event=event)
    waits = book(event)

    booking.cancel(registration_id=seated.pk, way=Way.LINK, at=NOON)

    assert_in_own_words(Message.objects.get(key=f"registration:{waits.pk}:moved-up"), event)


def test_cancellation_has_the_events_words():
    event = EventFactory()
    write(event, MailKind.CANCELLATION)
    guest = book(event)

    booking.cancel(registration_id=guest.pk, way=Way.LINK, at=NOON)

    assert_in_own_words(Message.objects.get(key=f"registration:{guest.pk}:cancelled"), event)


def test_declined_has_the_events_words_with_the_reason_as_text():
    event = EventFactory()
    SeatRules.objects.create(event=event, needs_approval=True)
    write(event, MailKind.DECLINED, body="사유는 {사유}입니다.")
    guest = book(event)

    approval.decline(
        event_id=event.pk, registration_ids=[guest.pk], reason="{성명} <i>", by_id=UserFactory().pk, at=NOON
    )

    message = Message.objects.get(key=f"registration:{guest.pk}:declined")
    assert "사유는 {성명} <i>입니다." in message.text
    assert "사유는 &#123;성명&#125; &lt;i&gt;입니다." in message.html


@pytest.mark.parametrize(
    ("kind", "by", "at"),
    [
        (MailKind.INVITATION, invitation_sending.send, NOON),
        (MailKind.INVITATION_REMINDER, invitation_sending.remind, NOON + HOUR),
    ],
)
def test_invitation_and_its_reminder_have_the_events_words_and_keep_the_link(kind, by, at):
    event = EventFactory()
    person = invite(event, email="kim@example.com", title="국장")
    if kind == MailKind.INVITATION_REMINDER:
        invitation_sending.send(event_id=event.pk, invitation_ids=[person.pk], by_id=None, at=NOON)
    write(event, kind)

    by(event_id=event.pk, invitation_ids=[person.pk], by_id=None, at=at)

    message = Message.objects.latest("pk")
    assert_in_own_words(message, event, name="김초청")
    assert Message.LINK_TOKEN in message.text
    assert Message.LINK_TOKEN in message.html


def test_body_without_a_name_is_its_coordinator_and_still_told_of_its_seats():
    event = EventFactory()
    body = invite_body(event, email="office@example.com", seats=5)
    write(event, MailKind.INVITATION, body="{소속} {성명과 직위} 귀하, {회신기한}까지 {좌석수}석")

    invitation_sending.send(event_id=event.pk, invitation_ids=[body.pk], by_id=None, at=NOON)

    text = Message.objects.get().text
    assert "한국기계 담당자 귀하, " in text
    assert "까지 5석" in text
    assert "한국기계에 5석을 마련했습니다." in text


def test_group_that_asked_by_itself_is_written_to_in_the_built_in_words():
    event = EventFactory()
    group = invite_body(event, email="office@example.com", seats=5)
    Invitation.objects.filter(pk=group.pk).update(kind=InvitationKind.GROUP)
    write(event, MailKind.INVITATION)

    invitation_sending.send(event_id=event.pk, invitation_ids=[group.pk], by_id=None, at=NOON)

    assert "단체 신청(최대 5명)입니다." in Message.objects.get().text


def test_change_has_the_events_words_with_the_new_time():
    event = make_released()
    guest = RegistrationFactory(event=event, name="홍길동")
    write(event, MailKind.CHANGE, body="{성명} 님, {일시}로 바뀝니다.")
    move(event)

    release(event)

    message = Message.objects.get(to=guest.email)
    assert "홍길동 님, 2027. 3. 22.(월) 15:00~17:00로 바뀝니다." in message.text
    assert "14:00~16:00" in message.text
    assert Message.LINK_TOKEN in message.text


@pytest.mark.parametrize("released", [True, False])
def test_calling_off_has_the_events_words_for_guests_and_invited(released):
    event = make_released() if released else EventFactory()
    guest = RegistrationFactory(event=event, name="홍길동")
    person = invite(event, email="kim@example.com")
    invitation_sending.send(event_id=event.pk, invitation_ids=[person.pk], by_id=None, at=NOON)
    write(event, MailKind.CALLED_OFF, body="{성명} 님, {일시} 행사는 {장소}에서 열리지 않습니다.")

    callingoff.cancel(event_id=event.pk, at=NOON + HOUR)

    for address, name in ((guest.email, "홍길동"), ("kim@example.com", "김초청")):
        message = Message.objects.get(to=address, batch__startswith="cancelled")
        assert f"{name} 님, 2027. 3. 22.(월) 14:00~16:00 행사는 " in message.text
        assert "{" not in message.text.replace(Message.LINK_TOKEN, "")


def test_postponing_keeps_the_built_in_words():
    event = EventFactory()
    guest = RegistrationFactory(event=event)
    write(event, MailKind.CALLED_OFF)

    callingoff.postpone(event_id=event.pk, at=NOON)

    assert Message.objects.get(to=guest.email).subject == f"[행사 연기] {event.name}"


@pytest.mark.parametrize("kind", [MailKind.REMINDER, MailKind.THANKS])
def test_reminder_and_thanks_are_drawn_up_in_either_words(kind):
    guest = RegistrationFactory(name="홍길동")
    built_in = mailtexts.draw_up(guest, kind, at=NOON)
    write(guest.event, kind)

    own = mailtexts.draw_up(Registration.objects.get(pk=guest.pk), kind, at=NOON)

    assert built_in.subject in {f"[행사 안내] {guest.event.name}", f"[감사 인사] {guest.event.name}"}
    assert "홍길동 님, 안녕하십니까." in built_in.text
    assert own.subject == f"{guest.event.name} 제목"
    assert (Message.LINK_TOKEN in own.text) == (kind == MailKind.REMINDER)
    assert own.token_subject == f"registration:{guest.code}"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("reminder", "kind", "day", "name"),
    [
        (ReminderKind.BEFORE, MailKind.REMINDER, 19, "홍길동"),
        (ReminderKind.THANKS, MailKind.THANKS, 25, "홍길동"),
        (ReminderKind.UNANSWERED, MailKind.INVITATION_REMINDER, 19, "김초청"),
    ],
)
def test_what_goes_out_by_itself_has_the_events_words_asked_for_once(reminder, kind, day, name, count):
    event = EventFactory()
    for number in range(count):
        guest = RegistrationFactory(event=event, name="홍길동")
        ScanFactory(registration=guest, at=START)
        invite(event, email=f"p{number}@example.com")
    Invitation.objects.update(state=InvitationState.SENT)
    reminders.set_up(event_id=event.pk, kind=reminder, days=3, clock=time(9))
    write(event, kind)

    asked = queries(lambda: reminders.go_on(at=datetime(2027, 3, day, 9, tzinfo=notation.SEOUL)))

    assert asked == 1
    assert Message.objects.count() == count
    assert_in_own_words(Message.objects.first(), event, name=name)


def test_english_guest_gets_the_english_words_else_the_built_in_ones():
    event = EventFactory(name_en="1st M.AX Conference")
    write(event, MailKind.CONFIRMATION)
    first = book(event, language="en")
    write(event, MailKind.CONFIRMATION, "en", subject="Come to {event}", heading="{name}", body="{name}!")

    second = book(event, language="en")

    assert Message.objects.get(to=first.email).subject == "[Confirmed] 1st M.AX Conference"
    assert Message.objects.get(to=second.email).subject == "Come to 1st M.AX Conference"


def test_words_of_another_event_or_kind_are_not_used():
    event = EventFactory()
    write(EventFactory(), MailKind.CONFIRMATION)
    write(event, MailKind.WAITING)

    book(event)

    assert Message.objects.get().subject == f"[참가 확정] {event.name}"


def test_name_that_reads_like_a_link_or_a_placeholder_stays_text():
    event = EventFactory()
    write(event, MailKind.CONFIRMATION, body="{{{{token}}}} {성명}")

    booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(name="{{token}} {행사명}"),
        consent_answers=CONSENTS,
        language="ko",
        at=NOON,
    )

    message = Message.objects.get()
    assert (
        message.text.count(Message.LINK_TOKEN) == 2
    )  # the link, and 성명 among the facts, as it always stood
    assert "{ {token} } { {token} } {행사명}" in message.text


def test_subject_stays_within_its_column():
    event = EventFactory(name="가" * 150)
    write(event, MailKind.CONFIRMATION, subject="{행사명}" * 30)

    book(event)

    assert len(Message.objects.get().subject) == mailwording.LONGEST_SUBJECT


def queries(step):
    with CaptureQueriesContext(connection) as found:
        step()
    return len([query for query in found if "registrations_mailtext" in query["sql"]])


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_asks_for_the_words_once(count):
    event = make_released()
    people = [invite(event, email=f"p{number}@example.com") for number in range(count)]
    for language in ("ko", "en"):
        RegistrationFactory.create_batch(count, event=event, language=language)
    move(event)
    ids = [one.pk for one in people]

    def invite_all():
        invitation_sending.send(event_id=event.pk, invitation_ids=ids, by_id=None, at=NOON)

    assert queries(invite_all) == 1
    assert queries(lambda: release(event)) == 1
    assert queries(lambda: callingoff.cancel(event_id=event.pk, at=NOON + HOUR)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_moving_up_and_approving_ask_for_the_words_once(count):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    for number in range(count):
        RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=number + 1)
    asked = RegistrationFactory.create_batch(count, event=event, state=RegistrationState.REQUESTED)
    Event.objects.update(capacity=50)
    ids = [one.pk for one in asked]

    assert queries(lambda: booking.fill_seats(event_id=event.pk, at=NOON)) == 1
    assert (
        queries(
            lambda: approval.approve(event_id=event.pk, registration_ids=ids, by_id=UserFactory().pk, at=NOON)
        )
        == 1
    )


def test_words_are_asked_for_once_by_a_registration():
    event = EventFactory()

    assert queries(lambda: book(event)) == 1
