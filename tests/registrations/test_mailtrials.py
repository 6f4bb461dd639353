"""Looking at a mail before it goes out: on a real person without their link, and by a trial mail without anybody's data."""

from datetime import timedelta

import pytest

from events import delivery
from events.mailwording import Wording
from events.models import Message, MessageState
from registrations import links, mailkinds, mailpreviews, mailtrials
from registrations.models import MailKind
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.invited import invite

pytestmark = pytest.mark.django_db
WORDS = Wording("{행사명} 제목", "머리말", "{성명} 님\n{일시}")


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스", name_en="1st M.AX Conference")


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("is_real", [True, False])
def test_every_kind_is_drawn_with_all_that_it_may_name_and_without_a_secret(event, kind, language, is_real):
    person = None
    if is_real:
        guest, invited = RegistrationFactory(event=event), invite(event, email="kim@example.com")
        person = invited if kind in mailkinds.TO_INVITED else guest
    body = " ".join(word.written(language) for word in mailkinds.ALLOWED[kind])
    wording = Wording(body, body, body)

    mail = mailpreviews.draw(event, kind, wording, language=language, at=NOON, person=person)

    assert "{" not in mail.subject + mail.text
    assert Message.LINK_TOKEN not in mail.html
    assert mail.token_subject == ""
    assert (event.name_en if language == "en" else event.name) in mail.text


def test_real_guest_is_found_by_code_or_name_in_their_event_alone(event):
    guest = RegistrationFactory(event=event, name="박정호", organization="한국기계")
    RegistrationFactory(name="김정호")

    def found(text):
        return mailpreviews.find(event, MailKind.CONFIRMATION, text)

    assert [found(text) for text in (guest.code.lower(), f"{guest.code} 박정호", "정호", "기계")] == [
        guest
    ] * 4
    assert [found(text) for text in ("", "김정호", "없음")] == [None] * 3


def test_invitation_is_shown_to_an_invited_person(event):
    invited = invite(event, email="kim@example.com")
    RegistrationFactory(event=event, name="김초청")

    assert mailpreviews.find(event, MailKind.INVITATION, "김초청") == invited


def test_preview_of_a_guest_changes_nothing_about_them(event):
    guest = RegistrationFactory(event=event, language="ko")

    mailpreviews.draw(event, MailKind.CONFIRMATION, WORDS, language="en", at=NOON, person=guest)

    guest.refresh_from_db()
    assert guest.language == "ko"
    assert not Message.objects.exists()


def test_trial_goes_to_the_organizer_with_nobodys_data_and_a_link_that_opens_nothing(event, mailoutbox):
    guest = RegistrationFactory(event=event, name="박정호")
    user = UserFactory(email="organizer@example.com")

    message = mailtrials.send(event, MailKind.CONFIRMATION, WORDS, language="ko", to=user, at=NOON)
    delivery.deliver(message.pk, at=NOON)

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["organizer@example.com"], "[시험] 제1회 M.AX 컨퍼런스 제목")
    sent = mail.body + mail.alternatives[0][0]
    assert "홍길동 님" in sent
    assert all(secret not in sent for secret in (guest.name, guest.code, links.token(guest)))
    assert "/r/…/" in mail.body
    assert [part["Content-ID"] for part in mail.attachments] == ["<qr>"]


def test_trials_are_limited_for_each_organizer_and_again_free_after_a_while(event):
    user, other = UserFactory(), UserFactory()

    def send(to, at):
        return mailtrials.send(event, MailKind.WAITING, WORDS, language="ko", to=to, at=at)

    for _number in range(mailtrials.MOST):
        send(user, NOON)

    with pytest.raises(mailtrials.TrialRefused):
        send(user, NOON + timedelta(minutes=9))
    assert send(other, NOON).state == MessageState.QUEUED
    assert send(user, NOON + timedelta(minutes=11)).state == MessageState.QUEUED


def test_account_without_an_address_gets_no_trial(event):
    with pytest.raises(mailtrials.TrialRefused):
        mailtrials.send(
            event, MailKind.WAITING, WORDS, language="ko", to=UserFactory.build(email=""), at=NOON
        )

    assert not Message.objects.exists()
