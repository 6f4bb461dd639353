"""Accounts of guests: made for an address that has registrations, deleted with the last of them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from events.models import User
from registrations import destruction, links, notices
from registrations.models import DestroyedKind, DestructionReason
from registrations.states import RegistrationState


@transaction.atomic
def for_address(email: str, *, at: datetime) -> User | None:
    """The account that a code by mail may open for this address, made if it has registrations; None for any other.

    A member of staff signs in by password and second factor, never by a code, so whoever is registered under such
    an address gets their own links by mail instead.
    """
    known = User.objects.filter(email__iexact=email).first()
    if known is not None and known.is_guest:
        return known if known.is_active else None
    live = links.live(at=at).for_email(email)
    if known is None:
        return User.objects.guest(email) if live.exists() else None
    for registration in live.exclude(state=RegistrationState.CANCELLED).select_related("event"):
        links.renew(registration)
        notices.link_again(registration, at=at)
    return None


@transaction.atomic
def delete_idle(*, at: datetime) -> int:
    """Delete the accounts of guests who have no registration any more that could be shown; how many."""
    theirs = links.live(at=at).annotate(address=Lower("email")).filter(address=OuterRef("email"))
    idle = User.objects.filter(is_guest=True).exclude(Exists(theirs)).order_by("pk").select_for_update()
    ids = list(idle.values_list("pk", flat=True))
    User.objects.filter(pk__in=ids, is_guest=True).delete()
    destruction.note(DestroyedKind.ACCOUNT, len(ids), reason=DestructionReason.PURPOSE_MET, at=at)
    return len(ids)
