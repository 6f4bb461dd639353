"""Whom an address and a code belong to at an event, asked by one statement under the lock on the event."""

from dataclasses import dataclass

from django.db import connection

from registrations.states import LIVE_STATES, InvitationState

# By hand, as nearly everybody who registers is new: the rows themselves are read only where there are any.
_STATEMENT = """
SELECT
    EXISTS (
        SELECT FROM registrations_registration
        WHERE event_id = %(event)s AND lower(email) = lower(%(email)s) AND email <> '' AND state = ANY(%(live)s)
    ),
    EXISTS (
        SELECT FROM registrations_invitation
        WHERE event_id = %(event)s AND lower(email) = lower(%(email)s) AND email <> '' AND state <> %(revoked)s
    ),
    EXISTS (SELECT FROM registrations_registration WHERE code = %(code)s)
"""


@dataclass(frozen=True)
class Recognised:
    """What there is of somebody who wants to come."""

    has_registration: bool  # a live one, under the address
    has_invitation: bool  # one that was not taken back, to the address
    is_code_taken: bool


def recognise(event_id: int, *, email: str, code: str) -> Recognised:
    """Whether the address is known at the event, and whether anybody anywhere has the code. One query."""
    values: dict[str, int | str | list[str]] = {
        "event": event_id,
        "email": email,
        "code": code,
        "live": [str(state) for state in LIVE_STATES],
        "revoked": InvitationState.REVOKED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        return Recognised(*cursor.fetchone())
