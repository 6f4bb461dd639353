"""The mails that are about one registration."""

from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from events.models import Message
from events.models.message import MessageQuerySet
from registrations import links
from registrations.models import Invitation, Registration
from registrations.states import InvitationKind

_CODE_OF_LINK = Coalesce(NullIf("link_code", Value("")), "code")


def of_event(event_id: int) -> MessageQuerySet:
    """All mails of an event to guests and to those invited: everything but what its speakers got."""
    return Message.objects.filter(event=event_id).exclude(key__contains=":speaker:")


def of(registration: Registration) -> MessageQuerySet:
    """All mails to a guest about one registration: those with its link, those of its key, those that invited them.

    A deputy was not invited: what the invited person got is not theirs.
    """
    invitation = None if registration.is_deputy else registration.invitation
    about = Q(token_subject=links.subject_of(registration)) | Q(
        key__startswith=f"registration:{registration.pk}:"
    )
    if invitation is not None and not invitation.is_for_several:
        row = f"invitation:{invitation.pk}"
        about |= Q(token_subject=links.invitation_subject(invitation.code))
        about |= Q(key__startswith=f"{row}:") | Q(key__endswith=f":{row}")
    return Message.objects.filter(about)


def of_erased() -> MessageQuerySet:
    """All mails that ``of`` finds for any of the registrations whose data are destroyed."""
    erased = Registration.objects.filter(erased_at__isnull=False)
    invited = Invitation.objects.filter(
        kind=InvitationKind.PERSON, registrations__in=erased.filter(is_deputy=False)
    )
    return Message.objects.alias(row=_in_key(r"^[a-z]+:\d+(?=:)"), last=_in_key(r"[a-z]+:\d+$")).filter(
        Q(token_subject__in=_named(erased, links.subject(""), _CODE_OF_LINK))
        | Q(token_subject__in=_named(invited, links.invitation_subject(""), "code"))
        | Q(row__in=_named(erased, "registration:", "pk"))
        | Q(row__in=_named(invited, "invitation:", "pk"))
        | Q(last__in=_named(invited, "invitation:", "pk"))
    )


def _in_key(pattern: str) -> Func:
    return Func(F("key"), Value(pattern), function="substring", output_field=CharField())


def _named(
    rows: QuerySet[Registration] | QuerySet[Invitation], prefix: str, field: str | Coalesce
) -> QuerySet:
    column = F(field) if isinstance(field, str) else field
    return rows.values(named=Concat(Value(prefix), Cast(column, CharField())))
