"""Counting an event's seats: all that a step weighs under the lock on the event, read by one statement.

It is SQL by hand, as the statement stands between everybody who wants a seat at the same moment: put together by the
ORM, the four questions cost each of them several milliseconds more.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from registrations.models import CategoryTerms, SeatRules
from registrations.states import SEATED_STATES, RegistrationState

_STATEMENT = """
WITH groups AS (
    SELECT category, state, count(*) AS number, max(waiting_number) AS last
    FROM registrations_registration WHERE event_id = %(event)s GROUP BY category, state
)
SELECT
    (SELECT coalesce(json_agg(groups), '[]') FROM groups),
    (SELECT coalesce(json_agg(terms), '[]') FROM registrations_categoryterms terms WHERE event_id = %(event)s),
    (SELECT row_to_json(rules) FROM registrations_seatrules rules WHERE event_id = %(event)s),
    EXISTS (SELECT FROM registrations_invitation WHERE event_id = %(event)s AND held_until > %(at)s)
"""


@dataclass(frozen=True)
class Count:
    """What the rows say of an event's seats."""

    seated: Counter[str]  # confirmed and offered, by category
    waiting: Counter[str]  # by category
    last_number: int  # the largest waiting number that was ever given
    rules: SeatRules
    terms: dict[str, CategoryTerms]  # by category, of those that have any
    is_kept_for: bool  # whether seats may be kept for invitations, which are then to be counted by themselves


def count(event_id: int, *, at: datetime) -> Count:
    """How the event's seats stand. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"event": event_id, "at": at})
        groups, terms, rules, is_kept_for = cursor.fetchone()
    return Count(
        seated=_number(groups, SEATED_STATES),
        waiting=_number(groups, (RegistrationState.WAITLISTED,)),
        last_number=max((group["last"] or 0 for group in groups), default=0),
        rules=SeatRules(**rules) if rules else SeatRules(event_id=event_id),
        terms={row["category"]: CategoryTerms(**row) for row in terms},
        is_kept_for=is_kept_for,
    )


def _number(groups: Iterable[dict[str, Any]], states: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for group in groups:
        if group["state"] in states:
            found[group["category"]] += group["number"]
    return found
