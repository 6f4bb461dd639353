"""The mails that are about one registration."""

from django.db.models import Q

from events.models import Message
from events.models.message import MessageQuerySet
from registrations import links
from registrations.models import Registration


def of_event(event_id: int) -> MessageQuerySet:
    """All mails of an event to guests and to those invited: everything but what its speakers got."""
    return Message.objects.filter(event=event_id).exclude(key__contains=":speaker:")


def of(registration: Registration) -> MessageQuerySet:
    """All mails to a guest about one registration: those with its link, those of its key, those that invited them."""
    invitation = registration.invitation
    about = Q(token_subject=links.subject(registration.code)) | Q(
        key__startswith=f"registration:{registration.pk}:"
    )
    if invitation is not None and not invitation.is_for_several:
        about |= Q(token_subject=links.invitation_subject(invitation.code)) | Q(
            key__startswith=f"invitation:{invitation.pk}:"
        )
    return Message.objects.filter(about)
