"""The mail that tells of a change: the same form for speakers and guests, rendered once and addressed to many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import escape

from agenda import published
from agenda.snapshots import Programme, Words
from events.models import Event
from events.outbox import Attachment, Mail

LONGEST_SUBJECT = 250
_NAME = "\ue000name\ue000"  # stands for the name until it is known; no keyboard writes it


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


@dataclass(frozen=True)
class Letter:
    """A mail that lacks only its reader."""

    subject: str
    text: str
    html: str

    def to(self, *, email: str, name: str, attachments: list[Attachment], token_subject: str = "") -> Mail:
        return Mail(
            to=email,
            subject=self.subject,
            text=self.text.replace(_NAME, name),
            html=self.html.replace(_NAME, escape(name)),
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
) -> Letter:
    """Render the mail in that language; the name stays open."""
    with translation.override(language):
        context = {
            "language": language,
            "name": _NAME,
            "heading": str(occasion.heading),
            "lead": str(occasion.lead),
            "items": items,
            "with_calendar": with_calendar,
            "link": link,
            "event_name": about.name[language],
            "is_demonstration": about.is_demonstration,
            "event_url": published.event_url(about.slug, language=language),
        }
        return Letter(
            f"[{occasion.subject}] {about.name[language]}"[:LONGEST_SUBJECT],
            render_to_string("mail/announcement.txt", context),
            render_to_string("mail/announcement.html", context),
        )
