"""Mass mail (단체 메일): written, previewed with its exact recipients, submitted, and from then on a mailing."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events import mailings, outbox, placeholders, texting
from events.mailings import MailingRefused
from events.mailwording import LONGEST_SUBJECT
from events.models import Event, Mailing, MailingKind, Message
from registrations import audiences, mailpreviews, mailwords, mass_letters, newsrefusals
from registrations.audiences import Audience, Recipient, Recipients
from registrations.models import MassMail, Purpose

TEST_PAUSE = 10  # seconds between two test mails of one person


@dataclass(frozen=True)
class Content:
    """What an organizer writes."""

    subject: str
    body: str = ""
    subject_en: str = ""
    body_en: str = ""
    text: str = ""
    purpose: str = Purpose.INFORMATION
    is_advertising: bool = False


@transaction.atomic
def write(
    *,
    event_id: int,
    content: Content,
    audience: Audience,
    by_id: int | None,
    at: datetime,
    rate: int | None = None,
) -> MassMail:
    """Begin a mass mail; nothing is sent."""
    mailing = mailings.make(
        event_id=event_id,
        kind=MailingKind.MASS,
        title=_title(event_id, content),
        rate=rate,
        by_id=by_id,
        at=at,
    )
    return MassMail.objects.create(mailing=mailing, audience=audience.as_json(), **asdict(content))


@transaction.atomic
def rewrite(
    *, mailing_id: int, content: Content, audience: Audience, rate: int, by_id: int | None, at: datetime
) -> None:
    """Change a mass mail that is being written.

    :raises MailingRefused: it is submitted already
    """
    event_id = Mailing.objects.values_list("event", flat=True).get(pk=mailing_id)
    title = _title(event_id, content)
    mailings.change(mailing_id=mailing_id, title=title, rate=rate, by_id=by_id, at=at)
    MassMail.objects.filter(pk=mailing_id).update(audience=audience.as_json(), **asdict(content))


def recipients(mail: MassMail) -> Recipients:
    """Who would get it as things stand, and who of the chosen would not."""
    return audiences.resolve(
        Audience.from_json(mail.audience),
        event_id=mail.mailing.event_id,
        only_news=mail.purpose == Purpose.NEWS,
        with_texts=texting.is_available() and bool(mail.text) and mail.purpose != Purpose.NEWS,
    )


def digest(mail: MassMail, found: list[Recipient]) -> str:
    """What is submitted, in short: the words and every recipient. It differs once either does."""
    words = [
        mail.subject,
        mail.body,
        mail.subject_en,
        mail.body_en,
        mail.text,
        mail.purpose,
        mail.is_advertising,
    ]
    everybody = [(one.key, one.address) for one in found]
    return hashlib.sha256(json.dumps([words, everybody]).encode()).hexdigest()[:16]


@transaction.atomic
def submit(*, mailing_id: int, seen: str, by_id: int | None, at: datetime) -> Mailing:
    """Freeze one mail for each recipient, and send them or wait for approval.

    ``seen`` is the digest of what the organizer looked at.

    :raises MailingRefused: something of it has changed since, or nothing is written, or it is submitted already
    """
    Mailing.objects.lock(mailing_id)  # before its words are read, which somebody may be changing
    mail = MassMail.objects.select_related("mailing").get(pk=mailing_id)
    if not mail.body:
        raise MailingRefused(_("본문을 적어 주세요."))
    found = recipients(mail).found
    if digest(mail, found) != seen:
        raise MailingRefused(
            _("그 사이 내용이나 받는 사람이 달라졌습니다. 아래 내용을 다시 확인하고 보내 주세요.")
        )
    event = Event.objects.select_related("venue", "room").get(pk=mail.mailing.event_id)
    letters = mass_letters.write(event, mail, found)
    return mailings.submit(mailing_id=mailing_id, mails=letters, by_id=by_id, at=at)


@transaction.atomic
def send_test(*, mailing_id: int, to: str, by_id: int, at: datetime) -> bool:
    """Mail what an invented guest would get to an organizer, in each language; False within TEST_PAUSE of the last one.

    So the mail holds nobody's data, and its personal link leads nowhere.
    """
    mail = MassMail.objects.get(pk=mailing_id)
    event = Event.objects.select_related("venue", "room").get(pk=mail.mailing.event_id)
    slot = int(at.timestamp() // TEST_PAUSE)
    key = f"mailing-test:{mailing_id}:{by_id}:{slot}"
    if Message.objects.filter(key__startswith=f"{key}:").exists():
        return False
    for language in ("ko", "en") if mail.subject_en else ("ko",):
        with translation.override(language):
            guest = mailpreviews.invented_guest(event)
        guest.language = language
        letter = preview(event, mail, Recipient(guest, to))
        letter = replace(letter, subject=f"{_('[시험]')} {letter.subject}"[:LONGEST_SUBJECT])
        outbox.put(letter, key=f"{key}:{language}", event_id=event.pk, at=at)
    return True


def preview(event: Event, mail: MassMail, sample: Recipient) -> outbox.Mail:
    """What one recipient would read, without a link that opens anything of theirs."""
    letter = mass_letters.draw_up(event, mail, sample)
    return replace(
        letter,
        text=letter.text.replace(Message.LINK_TOKEN, "-"),
        html=letter.html.replace(Message.LINK_TOKEN, "-"),
        token_subject="",
        unsubscribe="",
    )


def gone(messages: list[Message]) -> set[int]:
    """Those of a mass mail's messages that nobody should get any more: who has cancelled, or refused news since."""
    keys = {message.pk: ":".join(message.key.split(":")[:2]) for message in messages}
    frozen_at = min(message.created_at for message in messages)
    concerned = audiences.still_concerned(keys.values(), since=frozen_at)
    news = [message for message in messages if message.token_subject.startswith(f"{newsrefusals.PREFIX}:")]
    refused = newsrefusals.since(message.to for message in news)
    left = {pk for pk, key in keys.items() if key not in concerned}
    return left | {
        message.pk for message in news if message.to in refused and refused[message.to] >= message.created_at
    }


def _title(event_id: int, content: Content) -> str:
    """The subject for organizers: with what is the event's, while each reader's own words stay placeholders."""
    event = Event.objects.select_related("venue", "room").get(pk=event_id)
    filled = placeholders.fill(content.subject, mailwords.of_event(event, "ko"))
    return " ".join(filled.split())[:LONGEST_SUBJECT]
