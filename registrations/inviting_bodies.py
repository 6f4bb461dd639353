"""Inviting bodies by their division (분과) or sector: their contact person, or seats that the contact gives on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from events.models import Event, Organization
from registrations import inviting
from registrations.models import Invitation
from registrations.moving import BookingRefused
from registrations.states import InvitationKind


def candidates(
    *, event_id: int, division_ids: Collection[int] = (), sectors: Collection[str] = ()
) -> QuerySet[Organization]:
    """The bodies of these divisions and sectors, each with ``is_invited``; nobody, where neither is chosen."""
    if not division_ids and not sectors:
        return Organization.objects.none()
    wanted = Organization.objects.all()
    if division_ids:
        wanted = wanted.filter(divisions__in=division_ids)
    if sectors:
        wanted = wanted.filter(sector__in=sectors)
    standing = Invitation.objects.filter(event=event_id).standing()
    same = standing.filter(
        Q(body=OuterRef("pk")) | (Q(email__iexact=OuterRef("contact_email")) & ~Q(email=""))
    )
    return wanted.annotate(is_invited=Exists(same)).distinct().order_by("name")


@transaction.atomic
def invite(
    *,
    event_id: int,
    organization_ids: Collection[int],
    category: str,
    seats: int | None,
    held_until: datetime | None,
    by_id: int | None,
    at: datetime,
) -> int:
    """Invite the chosen bodies that are not invited yet and have a contact; how many.

    With ``seats`` each gets so many, to be given on by its contact; without, the contact person is invited.

    :raises BookingRefused: none of them can be invited
    """
    Event.objects.lock(event_id)
    standing = Invitation.objects.filter(event=event_id, body=OuterRef("pk")).standing()
    chosen = Organization.objects.filter(pk__in=organization_ids).exclude(Exists(standing)).order_by("name")
    taken = {email.lower() for email in _addresses(event_id)}
    invitees = []
    for body in chosen:
        address = body.contact_email.lower()
        if (address and address in taken) or not (address or seats) or not (body.contact_name or seats):
            continue
        taken.add(address)
        invitees.append(_invitee(body, category=category, seats=seats))
    if not invitees:
        raise BookingRefused(
            _("초청할 기관이 없습니다. 담당자 이메일이 있고 아직 초청하지 않은 기관을 골라 주세요.")
        )
    inviting.invite(event_id=event_id, invitees=invitees, held_until=held_until, by_id=by_id, at=at)
    return len(invitees)


def _addresses(event_id: int) -> QuerySet[Invitation, str]:
    rows = Invitation.objects.filter(event=event_id).standing().exclude(email="")
    return rows.values_list("email", flat=True)


def _invitee(body: Organization, *, category: str, seats: int | None) -> inviting.Invitee:
    return inviting.Invitee(
        organization=body.name,
        name=body.contact_name,
        title=body.contact_title,
        email=body.contact_email.lower(),
        phone=str(body.contact_phone.as_e164) if body.contact_phone else "",
        category=category,
        sector=body.sector,
        body_id=body.pk,
        kind=InvitationKind.SEATS if seats else InvitationKind.PERSON,
        seats=seats or 1,
    )
