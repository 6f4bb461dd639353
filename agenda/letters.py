"""The mail that tells of a change: the same form for speakers and guests, rendered once and addressed to many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _

from agenda import published
from agenda.snapshots import Programme, Words
from events.mailwording import EVENT, NAME, PAGE, Wording
from events.models import Event
from events.outbox import Attachment, Mail
from events.placeholders import Word

_HEADING, _BODY = "\ue000heading\ue000", "\ue000body\ue000"  # stand for the words; no keyboard writes them


@dataclass(frozen=True)
class Item:
    """One thing that is told: what happened, to what, and its facts line by line."""

    status: str | Promise
    heading: str = ""
    lines: Sequence[tuple[str | Promise, str]] = field(default_factory=tuple)
    is_off: bool = False


@dataclass(frozen=True)
class About:
    """The event that a mail is about."""

    slug: str
    name: Words
    is_demonstration: bool

    @classmethod
    def programme(cls, programme: Programme) -> Self:
        return cls(programme.slug, programme.name, programme.is_demonstration)

    @classmethod
    def event(cls, event: Event) -> Self:
        return cls(event.slug, Words(event.name, event.name_en), event.is_demonstration)


@dataclass(frozen=True)
class Occasion:
    """Why a mail is written: its subject before the event's name, its heading, its first sentence."""

    subject: Promise
    heading: Promise
    lead: Promise

    def wording(self, language: str) -> Wording:
        """The built-in words, with placeholders."""
        with translation.override(language):
            greeting = _("%(name)s 님, 안녕하십니까.") % {"name": NAME.written(language)}
            return Wording(
                f"[{self.subject}] {EVENT.written(language)}", str(self.heading), f"{greeting}\n{self.lead}"
            )


@dataclass(frozen=True)
class Letter:
    """A mail that lacks only its reader."""

    wording: Wording
    values: Mapping[Word, str]
    text: str
    html: str

    def to(self, *, email: str, name: str, attachments: list[Attachment], token_subject: str = "") -> Mail:
        said = self.wording.fill({**self.values, NAME: name})
        return Mail(
            to=email,
            subject=said.subject,
            text=self.text.replace(_HEADING, said.heading).replace(_BODY, said.text),
            html=self.html.replace(_HEADING, escape(said.heading)).replace(_BODY, said.html),
            attachments=attachments,
            token_subject=token_subject,
        )


def write(
    about: About,
    occasion: Occasion,
    items: Sequence[Item],
    *,
    language: str,
    with_calendar: bool,
    link: str = "",
    link_label: str = "",
    wording: Wording | None = None,
    values: Mapping[Word, str] | None = None,
) -> Letter:
    """Render the mail in that language; its reader stays open.

    ``link`` leads to the reader's registration, unless ``link_label`` says where else. ``wording`` takes the place of
    the occasion's built-in words, ``values`` are more that its placeholders stand for.
    """
    url = published.event_url(about.slug, language=language)
    with translation.override(language):
        context = {
            "language": language,
            "heading": _HEADING,
            "body": _BODY,
            "items": items,
            "with_calendar": with_calendar,
            "link": link,
            "link_label": link_label,
            "event_name": about.name[language],
            "is_demonstration": about.is_demonstration,
            "event_url": url,
        }
        return Letter(
            wording or occasion.wording(language),
            {EVENT: about.name[language], PAGE: url, **(values or {})},
            render_to_string("mail/announcement.txt", context),
            render_to_string("mail/announcement.html", context),
        )
