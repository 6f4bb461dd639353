"""Writing an event's own words: what is refused, and that nobody overwrites another's unseen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.mailwording import Wording
from registrations import mailkinds, mailwriting
from registrations.mailwriting import WritingRefused
from registrations.models import MailKind, MailText
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.racing import race

pytestmark = pytest.mark.django_db
WORDS = Wording("[초청] {행사명}", "{성명} 님께", "{일시}에 뵙겠습니다.")


def save(event, wording=WORDS, *, kind=MailKind.CONFIRMATION, seen="", at=NOON, by_id=None):
    return mailwriting.save(
        event_id=event.pk, kind=kind, language="ko", wording=wording, seen=seen, by_id=by_id, at=at
    )


def test_words_are_kept_with_who_wrote_them():
    event, user = EventFactory(), UserFactory()

    save(event, by_id=user.pk)

    row = MailText.objects.get()
    assert (row.subject, row.heading, row.body) == (WORDS.subject, WORDS.heading, WORDS.body)
    assert (row.event, row.kind, row.language, row.changed_at, row.changed_by) == (
        event, MailKind.CONFIRMATION, "ko", NOON, user,
    )  # fmt: skip


@pytest.mark.parametrize("hostile", ["{__class__}", "{ x", "{성함}", "{대기순번}", "{사유}"])
@pytest.mark.parametrize("part", ["subject", "heading", "body"])
def test_what_the_kind_does_not_know_is_refused_with_what_it_knows(part, hostile):
    words = {"subject": "제목", "heading": "머리말", "body": "본문", part: hostile}

    with pytest.raises(ValidationError) as refused:
        save(EventFactory(), Wording(**words))

    assert list(refused.value.message_dict) == [part]
    assert "{성명}" in refused.value.message_dict[part][-1]
    assert not MailText.objects.exists()


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_built_in_words_can_be_saved_as_they_are(kind, language):
    words = mailkinds.built_in(kind, language)

    words.refuse_unknown(mailkinds.ALLOWED[kind])

    assert "{" in words.body
    assert len(words.subject) <= MailText.LONGEST_SUBJECT
    assert len(words.body) <= MailText.LONGEST_BODY


def test_words_that_changed_since_they_were_looked_at_are_not_overwritten():
    event = EventFactory()
    first = save(event)

    with pytest.raises(WritingRefused):
        save(event, Wording("다른 제목", "머리말", "본문"))
    with pytest.raises(WritingRefused):
        mailwriting.restore(event_id=event.pk, kind=MailKind.CONFIRMATION, language="ko", seen="")
    save(event, Wording("새 제목", "머리말", "본문"), seen=mailwriting.version(first))

    assert MailText.objects.get().subject == "새 제목"


def test_restoring_deletes_the_own_words_once():
    event = EventFactory()
    seen = mailwriting.version(save(event))

    def restore(seen):
        return mailwriting.restore(event_id=event.pk, kind=MailKind.CONFIRMATION, language="ko", seen=seen)

    assert restore(seen) is True
    assert restore("") is False
    assert not MailText.objects.exists()


def test_an_event_has_one_text_of_a_kind_and_language_and_none_is_empty():
    event = EventFactory()
    save(event)
    fields = {"event": event, "kind": "confirmation", "language": "ko", "changed_at": NOON}

    for words in (
        {"subject": "가", "heading": "나", "body": "다"},
        {"subject": "", "heading": "나", "body": "다"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            MailText.objects.create(**fields, **words)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_who_save_at_once_one_is_told_that_it_was_not_kept(is_first):
    event, seen = EventFactory(), ""
    if not is_first:
        seen = mailwriting.version(save(event))

    def write(number):
        try:
            save(
                event,
                Wording(f"제목 {number}", "나", "다"),
                seen=seen,
                at=NOON + timedelta(minutes=1 + number),
            )
        except WritingRefused:
            return "refused"
        return f"제목 {number}"

    results = sorted(race(write, racers=2))

    assert results[0] == "refused"
    assert MailText.objects.get().subject == results[1]
