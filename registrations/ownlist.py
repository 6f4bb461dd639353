"""All registrations of one address, for whoever has proved that its mails are theirs."""

from dataclasses import dataclass, field
from datetime import datetime

from registrations import answers, chosensessions, links
from registrations.chosensessions import Chosen
from registrations.models import Answer, Registration


@dataclass(frozen=True)
class Own:
    """A registration with the secret part of its own page's address, its answers and its chosen sessions."""

    registration: Registration
    token: str
    answers: list[Answer] = field(default_factory=list)
    sessions: list[Chosen] = field(default_factory=list)


@dataclass(frozen=True)
class OwnList:
    upcoming: list[Own]
    past: list[Own]


def of(email: str, *, at: datetime, language: str) -> OwnList:
    """The address's registrations whose pages still open, in at most four queries: the nearest first, then what is over."""
    found = links.live(at=at).for_email(email).select_related("event__venue", "event__room")
    registrations = list(found.order_by("event__starts_at", "pk"))
    answered = answers.current([one.pk for one in registrations])
    chosen = chosensessions.of(registrations, language=language)
    upcoming: list[Own] = []
    past: list[Own] = []
    for registration in registrations:
        ends_at = registration.event.ends_at
        is_over = ends_at is not None and ends_at < at
        own = Own(
            registration,
            links.token(registration),
            answers=list(answered.get(registration.pk, {}).values()),
            sessions=chosen.get(registration.pk, []),
        )
        (past if is_over else upcoming).append(own)
    return OwnList(upcoming, past[::-1])


def renew_links(email: str, *, at: datetime) -> None:
    """Make the links that the list shows open their pages, should SECRET_KEY have been changed since."""
    for registration in links.live(at=at).for_email(email):
        links.renew(registration)
