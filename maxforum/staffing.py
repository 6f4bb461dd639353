"""The first accounts of an installation: one organizer and one at the desk, with passwords that are told once."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from events import access, codes
from events.models import Event, EventRole, User

_GROUPS, _GROUP_LENGTH = 4, 4  # 16 characters of 23: 72 bits


@dataclass(frozen=True)
class Account:
    """An account as it is told to the operator; the password is stored nowhere."""

    email: str
    password: str
    role: EventRole


@transaction.atomic
def create_first(*, organizer_email: str, desk_email: str, at: datetime) -> list[Account]:
    """One organizer and one desk account with their roles at every event; none if anybody has an account."""
    if User.objects.exists():
        return []
    return [
        _create(organizer_email, "주최 담당자", EventRole.ORGANIZER, at=at),
        _create(desk_email, "등록데스크", EventRole.DESK, at=at),
    ]


def _create(email: str, name: str, role: EventRole, *, at: datetime) -> Account:
    password = _new_password()
    # Only an organizer works in the admin; what they may do there their role decides, not a superuser's flag.
    user = User.objects.create_user(email, password, name=name, is_staff=role == EventRole.ORGANIZER)
    for event in Event.objects.all():
        access.grant(event_id=event.pk, user_id=user.pk, role=role, by_id=None, at=at)
    return Account(user.email, password, role)


def _new_password() -> str:
    """Groups of characters without look-alikes, so that it can be typed from paper."""
    return "-".join(
        "".join(secrets.choice(codes.ALPHABET) for _character in range(_GROUP_LENGTH))
        for _group in range(_GROUPS)
    )
