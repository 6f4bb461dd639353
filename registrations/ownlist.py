"""All registrations of one address, for whoever has proved that its mails are theirs."""

from dataclasses import dataclass
from datetime import datetime

from registrations import links
from registrations.models import Registration


@dataclass(frozen=True)
class Own:
    """A registration with the secret part of its own page's address."""

    registration: Registration
    token: str


@dataclass(frozen=True)
class OwnList:
    upcoming: list[Own]
    past: list[Own]


def of(email: str, *, at: datetime) -> OwnList:
    """The address's registrations whose pages still open, in one query: the nearest first, then what is over."""
    found = links.live(at=at).for_email(email).select_related("event__venue", "event__room")
    upcoming: list[Own] = []
    past: list[Own] = []
    for registration in found.order_by("event__starts_at", "pk"):
        ends_at = registration.event.ends_at
        is_over = ends_at is not None and ends_at < at
        (past if is_over else upcoming).append(Own(registration, links.token(registration)))
    return OwnList(upcoming, past[::-1])


def renew_links(email: str, *, at: datetime) -> None:
    """Make the links that the list shows open their pages, should SECRET_KEY have been changed since."""
    for registration in links.live(at=at).for_email(email):
        links.renew(registration)
