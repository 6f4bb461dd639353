"""Who may see an event to work on it: decided where it is fetched."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from events.models import Event, EventRole, RoleGrant, User
from events.models.event import EventQuerySet


def event_for_organizer(user: User, slug: str) -> Event:
    """The event, if this person organizes it.

    :raises Http404: there is none, or it is not theirs; the two are not told apart
    """
    return _one_of(Event.objects.for_organizer(user), slug)


def event_for_desk(user: User, slug: str) -> Event:
    """The event, if this person runs its desk or organizes it.

    :raises Http404: there is none, or it is not theirs
    """
    return _one_of(Event.objects.for_desk(user), slug)


def has_any_role(user: User, *roles: EventRole) -> bool:
    """Whether the person holds one of the roles anywhere."""
    return (
        user.is_superuser
        or RoleGrant.objects.filter(user=user, role__in=roles, revoked_at__isnull=True).exists()
    )


@transaction.atomic
def grant(*, event_id: int, user_id: int, role: EventRole, by_id: int | None, at: datetime) -> RoleGrant:
    """Give a person a role at an event; a role they hold already stays as it is.

    An organizer works in the admin, so the account is let in there.
    """
    if role == EventRole.ORGANIZER:
        User.objects.filter(pk=user_id, is_staff=False).update(is_staff=True)
    granted, _created = RoleGrant.objects.get_or_create(
        event_id=event_id,
        user_id=user_id,
        role=role,
        revoked_at=None,
        defaults={"granted_at": at, "granted_by_id": by_id},
    )
    return granted


def revoke(*, grant_id: int, at: datetime) -> None:
    """End a role at once. The grant stays on record."""
    RoleGrant.objects.filter(pk=grant_id, revoked_at__isnull=True).update(revoked_at=at)


def _one_of(events: EventQuerySet, slug: str) -> Event:
    try:
        return events.get(slug=slug)
    except Event.DoesNotExist:
        raise Http404 from None
