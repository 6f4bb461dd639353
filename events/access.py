"""Who may see an event to work on it: decided where it is fetched."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from events.models import Event, EventRole, RoleGrant, User
from events.models.event import EventQuerySet


class RevokeRefused(Exception):
    """The role cannot be taken back; the text tells the organizer why."""


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


@transaction.atomic
def revoke(*, grant_id: int, at: datetime) -> None:
    """End a role at once. The grant stays on record.

    :raises RevokeRefused: nobody else would organize the event any more
    """
    event_id = RoleGrant.objects.values_list("event", flat=True).get(pk=grant_id)
    Event.objects.lock(event_id)  # two people who take each other's role back at once
    grant = RoleGrant.objects.get(pk=grant_id)
    if grant.revoked_at is not None:
        return
    if grant.role == EventRole.ORGANIZER and not organizers(event_id).exclude(pk=grant_id).exists():
        raise RevokeRefused(
            _("행사의 마지막 주최 담당자입니다. 다른 담당자에게 역할을 준 다음에 회수해 주세요.")
        )
    grant.revoked_at = at
    grant.save(update_fields=["revoked_at"])


def organizers(event_id: int) -> QuerySet[RoleGrant]:
    """The roles in force of those who organize an event and may sign in."""
    return RoleGrant.objects.filter(
        event=event_id, role=EventRole.ORGANIZER, revoked_at__isnull=True, user__is_active=True
    )


def _one_of(events: EventQuerySet, slug: str) -> Event:
    try:
        return events.get(slug=slug)
    except Event.DoesNotExist:
        raise Http404 from None
