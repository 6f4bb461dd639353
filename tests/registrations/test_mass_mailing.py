"""Mass mail: what each recipient reads, what is frozen when it is submitted, and who is left in peace afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail as django_mail

from events import delivery, mailings
from events.mailings import MailingRefused
from events.models import Channel, MailingState, Message, MessageState
from registrations import (
    booking,
    correspondence,
    links,
    mailing_rounds,
    mass_mailing,
    newsrefusals,
    privacy,
)
from registrations.audiences import Audience, Group, Reason
from registrations.mass_mailing import Content
from registrations.models import Consent, DestructionReason, Purpose
from registrations.states import Way
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory
from tests.racing import overtaken

pytestmark = pytest.mark.django_db

CONTENT = Content(
    subject="[주차 안내] {행사명}",
    body="{소속} {성명} {직위}님,\n\n주차장은 {장소} 지하입니다.\nhttps://example.com/map",
    subject_en="[Parking] {event}",
    body_en="Dear {name}, parking is below {place}.",
)


@pytest.fixture
def event():
    return EventFactory(name="제1회 포럼", name_en="First Forum")


def write(event, content=CONTENT, *groups, by=None, **chosen):
    audience = Audience(groups=list(groups or [Group.CONFIRMED]), **chosen)
    return mass_mailing.write(event_id=event.pk, content=content, audience=audience, by_id=by, at=NOON)


def submit(mail, *, at=NOON):
    seen = mass_mailing.digest(mail, mass_mailing.recipients(mail).found)
    return mass_mailing.submit(mailing_id=mail.pk, seen=seen, by_id=None, at=at)


def agree(registration):
    Consent.objects.create(
        registration=registration, item="news", given=True, version="1", text="x", text_hash="x", at=NOON
    )


def test_each_reads_it_in_their_language_with_their_own_values_and_link(event):
    korean = RegistrationFactory(event=event, name="김<b>", email="kim@x.kr")
    english = RegistrationFactory(event=event, name="Jane", language="en", email="jane@x.kr")
    submit(write(event))

    to_kim, to_jane = (Message.objects.get(to=one.email) for one in (korean, english))

    assert to_kim.subject == "[주차 안내] 제1회 포럼"
    assert "한국기계 김<b> 과장님," in to_kim.text
    assert "김&lt;b&gt;" in to_kim.html
    assert 'href="https://example.com/map"' in to_kim.html
    assert Message.LINK_TOKEN in to_kim.text
    assert to_kim.token_subject == links.subject(korean.code)
    assert (to_kim.unsubscribe, to_kim.state) == ("", MessageState.WAITING)
    assert to_jane.subject == "[Parking] First Forum"
    assert "Dear Jane, parking is below " in to_jane.text
    assert "Hall House." in to_jane.text
    assert "/en/" in to_jane.html


def test_values_are_not_read_as_placeholders_or_links(event):
    RegistrationFactory(event=event, name="{행사명}", organization="{{token}}", email="kim@x.kr")
    submit(write(event))

    message = Message.objects.get()

    assert "{행사명}" in message.text
    assert message.text.count(Message.LINK_TOKEN) == 1  # the link's alone


def test_invited_person_gets_the_link_to_answer(event):
    invitation = InvitationFactory(event=event, name="김초청")
    submit(write(event, CONTENT, Group.INVITED))

    message = Message.objects.get()

    assert message.token_subject == links.invitation_subject(invitation.code)
    assert "참석 여부 답하기" in message.html


def test_title_names_the_event_and_leaves_what_is_each_readers_own(event):
    mail = write(event, Content(subject="{성명} 님, {행사명} 안내", body="x"))

    assert mail.mailing.title == "{성명} 님, 제1회 포럼 안내"


def test_submitted_mail_is_frozen(event):
    RegistrationFactory(event=event)
    mail = write(event)
    submit(mail)
    RegistrationFactory(event=event)

    with pytest.raises(MailingRefused):
        mass_mailing.rewrite(
            mailing_id=mail.pk, content=CONTENT, audience=Audience(), rate=1, by_id=None, at=NOON
        )

    assert mail.mailing.messages.count() == 1


@pytest.mark.parametrize("what", ["somebody", "words"])
def test_submitting_is_refused_once_something_changed_since_it_was_looked_at(event, what):
    RegistrationFactory(event=event)
    mail = write(event)
    seen = mass_mailing.digest(mail, mass_mailing.recipients(mail).found)
    if what == "somebody":
        RegistrationFactory(event=event)
    else:
        mail.body = "다른 말"
        mail.save()

    with pytest.raises(MailingRefused, match="달라졌습니다"):
        mass_mailing.submit(mailing_id=mail.pk, seen=seen, by_id=None, at=NOON)

    assert Message.objects.count() == 0


def test_empty_text_is_refused(event):
    RegistrationFactory(event=event)

    with pytest.raises(MailingRefused, match="본문"):
        submit(write(event, Content(subject="제목")))


def test_who_cancels_before_their_turn_is_left_in_peace(event):
    staying, leaving = RegistrationFactory(event=event), RegistrationFactory(event=event)
    mail = write(event)
    submit(mail)
    booking.cancel(registration_id=leaving.pk, way=Way.LINK, at=NOON)

    mailing_rounds.go_on(at=NOON)

    states = dict(mail.mailing.messages.values_list("to", "state"))
    assert states == {staying.email: MessageState.QUEUED, leaving.email: MessageState.STOPPED}


def test_who_was_chosen_though_they_had_cancelled_gets_it(event):
    gone = RegistrationFactory(event=event)
    booking.cancel(registration_id=gone.pk, way=Way.LINK, at=NOON - timedelta(hours=1))
    mail = write(event, registration_ids=[gone.pk])
    submit(mail)

    mailing_rounds.go_on(at=NOON)

    assert list(mail.mailing.messages.values_list("to", "state")) == [(gone.email, MessageState.QUEUED)]


def test_erased_guests_mails_go_with_them(event):
    guest = RegistrationFactory(event=event)
    submit(write(event))
    agree(guest)
    submit(write(event, Content(subject="소식", body="x", purpose=Purpose.NEWS)))
    assert correspondence.of(guest).count() == 2

    privacy.erase(registration_id=guest.pk, reason=DestructionReason.REQUEST, by_id=None, at=NOON)

    assert not Message.objects.filter(to=guest.email).exclude(subject__contains="등록 취소").exists()


def test_news_have_the_header_the_line_and_the_mark_but_no_link_of_ones_own(event, settings):
    guest = RegistrationFactory(event=event, email="kim@x.kr")
    agree(guest)
    content = Content(subject="다음 포럼", body="오십시오", purpose=Purpose.NEWS, is_advertising=True)
    mail = write(event, content)
    submit(mail)
    mailing_rounds.go_on(at=NOON)

    delivery.deliver(mail.mailing.messages.get().pk, at=NOON)

    [sent] = django_mail.outbox
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert sent.subject == "(광고) 다음 포럼"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in sent.body
    assert address in sent.alternatives[0][0]
    assert "/r/" not in sent.body
    token = address.rstrip("/").rsplit("/", 1)[1]
    newsrefusals.refuse(token=token, at=NOON + timedelta(days=1))
    assert mass_mailing.recipients(write(event, content)).found == []


def test_information_has_no_unsubscribe_header(event):
    RegistrationFactory(event=event)
    mail = write(event)
    submit(mail)
    mailing_rounds.go_on(at=NOON)

    delivery.deliver(mail.mailing.messages.get().pk, at=NOON)

    assert "List-Unsubscribe" not in django_mail.outbox[0].extra_headers


def test_who_refuses_news_after_they_were_frozen_gets_none(event):
    guest = RegistrationFactory(event=event)
    agree(guest)
    mail = write(event, Content(subject="소식", body="x", purpose=Purpose.NEWS))
    submit(mail)
    token = newsrefusals.token(newsrefusals.subject(guest.email))
    newsrefusals.refuse(token=token, at=NOON + timedelta(minutes=1))

    assert mailing_rounds.go_on(at=NOON + timedelta(minutes=2)) == 0
    assert mail.mailing.messages.get().state == MessageState.STOPPED


def test_test_mail_goes_to_oneself_marked_and_holds_nobodys_data(event):
    RegistrationFactory(event=event, name="김손님")
    mail = write(event)
    me = UserFactory()

    def send_test(at):
        return mass_mailing.send_test(mailing_id=mail.pk, to=me.email, by_id=me.pk, at=at)

    assert send_test(NOON)
    assert not send_test(NOON + timedelta(seconds=1))  # a double click
    korean, english = Message.objects.order_by("pk")
    assert {korean.to, english.to} == {me.email}
    assert korean.subject == "[시험] [주차 안내] 제1회 포럼"
    assert english.subject.endswith("[Parking] First Forum")
    assert "홍길동" in korean.text
    for message in (korean, english):
        assert "김손님" not in message.text + message.html
        assert Message.LINK_TOKEN not in message.text + message.html
        assert (message.mailing, message.token_subject) == (None, "")


@pytest.mark.parametrize("count", [1, 3])
def test_submitting_costs_the_same_however_many(event, django_assert_num_queries, count):
    for _n in range(count):
        RegistrationFactory(event=event)
    mail = write(event)
    seen = mass_mailing.digest(mail, mass_mailing.recipients(mail).found)

    with django_assert_num_queries(14):
        mass_mailing.submit(mailing_id=mail.pk, seen=seen, by_id=None, at=NOON)

    mailing = mail.mailing
    mailing.refresh_from_db()
    assert mailing.state == MailingState.RUNNING
    assert mailings.batch_of(mail.pk) == Message.objects.values_list("batch", flat=True).distinct().get()


def test_who_has_a_mobile_and_no_address_gets_a_text_message(event):
    RegistrationFactory(event=event, email="kim@x.kr")
    by_text = RegistrationFactory(event=event, email="", name="박문자", phone="+821087654321")
    same_number = RegistrationFactory(event=event, email="", phone="+821087654321")
    nowhere = RegistrationFactory(event=event, email="", phone="+82212345678")
    content = Content(subject="주차 안내", body="본문", text="[{행사명}] {성명} 님, 주차장은 지하입니다.")
    mail = write(event, content)

    resolved = mass_mailing.recipients(mail)
    assert [(one.row, one.reason) for one in resolved.left_out] == [
        (same_number, Reason.TWICE),
        (nowhere, Reason.NOWHERE),
    ]
    submit(mail)

    message = Message.objects.get(channel=Channel.TEXT)
    assert (message.to, message.key) == ("01087654321", f"registration:{by_text.pk}:mass:{mail.pk}")
    assert (message.text, message.html) == ("[제1회 포럼] 박문자 님, 주차장은 지하입니다.", "")
    assert message.state == MessageState.WAITING


@pytest.mark.parametrize("why", ["no text", "news", "no gateway"])
def test_no_text_message_without_words_for_it_or_a_gateway_and_none_with_news(event, settings, why):
    guest = RegistrationFactory(event=event, email="")
    agree(guest)
    if why == "no gateway":
        settings.TEXT_BACKEND = ""
    content = Content(
        subject="안내",
        body="본문",
        text="" if why == "no text" else "문자",
        purpose=Purpose.NEWS if why == "news" else Purpose.INFORMATION,
    )

    assert mass_mailing.recipients(write(event, content)).found == []


@pytest.mark.django_db(transaction=True)
def test_mail_rewritten_while_it_is_submitted_is_refused():
    event = EventFactory()
    RegistrationFactory(event=event)
    mail = write(event)

    def send() -> str:
        try:
            submit(mail)
        except MailingRefused:
            return "refused"
        return "submitted"

    with overtaken(send) as late:
        mass_mailing.rewrite(
            mailing_id=mail.pk,
            content=replace(CONTENT, body="다른 글"),
            audience=Audience(groups=[Group.CONFIRMED]),
            rate=60,
            by_id=None,
            at=NOON,
        )

    assert late.result() == "refused"
    assert not mail.mailing.messages.exists()
