"""The words that an event has of its own for a mail."""

from django.db.models import prefetch_related_objects

from events.mailwording import Wording
from events.models import Event
from registrations.models import MailKind


def own(event: Event, kind: MailKind, language: str) -> Wording | None:
    """The event's own words of a kind in a language, or None. One query for all that is asked of an ``event``."""
    prefetch_related_objects([event], "mail_texts")  # kept with the object, so that mails to many ask once
    found = (row for row in event.mail_texts.all() if row.kind == kind and row.language == language)
    return next((Wording(row.subject, row.heading, row.body) for row in found), None)
