"""What a mass mail reads like for each of its recipients: the organizer's words in the layout of all mails."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agenda import published
from events import outbox, placeholders, texting
from events.batches import Keyed
from events.mailwording import LONGEST_SUBJECT
from events.models import Channel, Event, Message
from events.placeholders import Word
from registrations import links, mailwords, newsrefusals
from registrations.audiences import Recipient
from registrations.models import Invitation, MassMail, Purpose, Registration

WORDS = (*mailwords.OF_PERSON, *mailwords.OF_EVENT)
ADVERTISING = "(광고)"  # 정보통신망법 Art. 50④ and the Decree's table 6: the subject begins with it
_HEADING, _HTML, _TEXT = "⸨heading⸩", "⸨html⸩", "⸨text⸩"  # where a reader's own words go into the layout


@dataclass(frozen=True)
class _Layout:
    """The mail around the words, and the event's values: the same for many readers."""

    text: str
    html: str
    values: dict[Word, str]


def refuse_unknown(text: str) -> None:
    """Refuse a text with a placeholder that a mass mail does not know.

    :raises ValidationError: what is wrong, in sentences
    """
    placeholders.refuse_unknown(text, WORDS)


def write(event: Event, mail: MassMail, recipients: Iterable[Recipient]) -> Iterator[Keyed]:
    """A mail for each, known by the person's row and the mailing."""
    layouts: dict[tuple[str, str], _Layout] = {}
    for recipient in recipients:
        yield Keyed(f"{recipient.key}:mass:{mail.pk}", draw_up(event, mail, recipient, layouts=layouts))


def draw_up(
    event: Event,
    mail: MassMail,
    recipient: Recipient,
    *,
    layouts: dict[tuple[str, str], _Layout] | None = None,
) -> outbox.Mail:
    """The mail to one. English readers get the English words where there are some.

    ``layouts`` keeps what is the same for many.
    """
    row = recipient.row
    if recipient.channel == Channel.TEXT:
        return _text_message(event, mail, recipient)
    layouts = {} if layouts is None else layouts
    with translation.override(row.language):
        form = (row.language, _link_label(mail, row))
        if form not in layouts:
            layouts[form] = _layout(event, mail, row.language, form[1], row)
        values = {**layouts[form].values, **mailwords.of_person(row)}
        in_english = row.language == "en" and mail.subject_en
        subject, body = (mail.subject_en, mail.body_en) if in_english else (mail.subject, mail.body)
        heading = " ".join(placeholders.fill(subject, values).split())
        layout = layouts[form]
        return outbox.Mail(
            to=recipient.address,
            subject=(f"{ADVERTISING} {heading}" if mail.is_advertising else heading)[:LONGEST_SUBJECT],
            text=layout.text.replace(_HEADING, heading).replace(_TEXT, placeholders.fill(body, values)),
            html=layout.html.replace(_HEADING, escape(heading)).replace(_HTML, _paragraphs(body, values)),
            token_subject=_token_subject(mail, recipient),
            unsubscribe=news_url_for_mail(row.language) if mail.purpose == Purpose.NEWS else "",
        )


def _text_message(event: Event, mail: MassMail, recipient: Recipient) -> outbox.Mail:
    """The text message to one. It has no link of the reader's own, which would make it long."""
    row = recipient.row
    values = {**mailwords.of_event(event, row.language), **mailwords.of_person(row)}
    subject = " ".join(placeholders.fill(mail.subject, values).split())[:LONGEST_SUBJECT]
    text = texting.plain(placeholders.fill(mail.text, values))
    return outbox.Mail(to=recipient.address, subject=subject, text=text, channel=Channel.TEXT)


def news_url_for_mail(language: str) -> str:
    """The address of the page that stops news, with a placeholder for its secret part, which delivery fills in."""
    with translation.override(language):
        path = reverse("registrations:news", args=["TOKEN"])
    return settings.PUBLIC_URL + path.replace("TOKEN", Message.LINK_TOKEN)


def _layout(
    event: Event, mail: MassMail, language: str, link_label: str, row: Registration | Invitation
) -> _Layout:
    is_news = mail.purpose == Purpose.NEWS
    context = {
        "language": language,
        "event": event,
        "is_news": is_news,
        "is_advertising": mail.is_advertising,
        "heading": _HEADING,
        "text": _TEXT,
        "html": SafeString(_HTML),
        "link": _own_url(row) if link_label else "",
        "link_label": link_label,
        "news_url": news_url_for_mail(language) if is_news else "",
        "event_url": published.event_url(event.slug, language=language),
        "contacts": list(event.contacts.order_by("position", "pk")),
    }
    return _Layout(
        render_to_string("mail/mass.txt", context),
        render_to_string("mail/mass.html", context),
        mailwords.of_event(event, language),
    )


def _paragraphs(body: str, values: dict[Word, str]) -> str:
    return "\n".join(
        format_html('<p style="margin:0 0 16px;">{}</p>', paragraph)
        for paragraph in placeholders.fill_html(body, values)
    )


def _link_label(mail: MassMail, row: Registration | Invitation) -> str:
    """What the reader's own link is called; news have none, as they are not about the reader's registration."""
    if mail.purpose == Purpose.NEWS:
        return ""
    if isinstance(row, Registration):
        return _("등록 내용 보기")
    return _("참석하실 분 지정하기") if row.is_for_several else _("참석 여부 답하기")


def _own_url(row: Registration | Invitation) -> str:
    if isinstance(row, Registration):
        return links.url_for_mail(row)
    return links.invitation_url_for_mail(row.language)


def _token_subject(mail: MassMail, recipient: Recipient) -> str:
    if mail.purpose == Purpose.NEWS:
        return newsrefusals.subject(recipient.address)
    row = recipient.row
    return links.subject_of(row) if isinstance(row, Registration) else links.invitation_subject(row.code)
