"""The mails that are about one registration."""

from django.db.models import Q

from events.models import Message
from events.models.message import MessageQuerySet
from registrations import links
from registrations.models import Registration


def of(registration: Registration) -> MessageQuerySet:
    """All mails to a guest about one registration, whoever wrote them: those with its link, and those of its key."""
    about = Q(token_subject=links.subject(registration.code)) | Q(
        key__startswith=f"registration:{registration.pk}:"
    )
    return Message.objects.filter(about)
