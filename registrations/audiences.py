"""To whom a mass mail goes: chosen by state, category, sector, division and language, or row by row.

Each address gets one mail. Who was chosen and gets none is listed too, with the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events import phones, texting
from events.models import Channel
from registrations import newsrefusals
from registrations.models import (
    CheckIn,
    Consent,
    ConsentItem,
    Invitation,
    Move,
    Registration,
)
from registrations.sectors import sector_of
from registrations.states import LIVE_STATES, InvitationState, RegistrationState


class Group(models.TextChoices):
    """A state in which people may be written to."""

    CONFIRMED = "confirmed", _("참가 확정")
    WAITING = "waiting", _("대기·자리 제안")
    REQUESTED = "requested", _("승인 대기")
    INVITED = "invited", _("초청에 답변하지 않음")
    DECLINED = "declined", _("초청에 불참으로 답변")
    CAME = "came", _("입장함(행사 후)")
    MISSED = "missed", _("확정했으나 입장하지 않음(행사 후)")


class Reason(models.TextChoices):
    """Why somebody who was chosen gets no mail."""

    NOWHERE = "nowhere", _("이메일 주소 없음")
    TWICE = "twice", _("같은 주소로 이미 보냄")
    NO_CONSENT = "no-consent", _("행사 소식 수신에 동의하지 않음")
    REFUSED = "refused", _("소식 수신 거부")


@dataclass(frozen=True)
class Audience:
    """What was chosen. Chosen rows stand alone; else those in one of the groups, narrowed by what else is named."""

    groups: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    divisions: list[int] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    registration_ids: list[int] = field(default_factory=list)
    invitation_ids: list[int] = field(default_factory=list)

    @property
    def is_by_rows(self) -> bool:
        return bool(self.registration_ids or self.invitation_ids)

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Audience":
        return cls(**kept)


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets the mail, by what is known of them; ``address`` is the number where it is a text message."""

    row: Registration | Invitation
    address: str
    channel: Channel = Channel.MAIL

    @property
    def shown_address(self) -> str:
        return self.address if self.channel == Channel.MAIL else phones.shown(self.row.phone)

    @property
    def key(self) -> str:
        """What the person's mails are known by, so that they are found when the person is to be forgotten."""
        kind = "registration" if isinstance(self.row, Registration) else "invitation"
        return f"{kind}:{self.row.pk}"


@dataclass(frozen=True)
class LeftOut:
    """Somebody who was chosen and gets no mail."""

    row: Registration | Invitation
    reason: Reason

    @property
    def why(self) -> str | Promise:
        return self.reason.label


@dataclass(frozen=True)
class Recipients:
    """Everybody an audience holds, in a fixed order."""

    found: list[Recipient]
    left_out: list[LeftOut]


def resolve(
    audience: Audience, *, event_id: int, only_news: bool = False, with_texts: bool = False
) -> Recipients:
    """Who gets the mail as things stand; of news, those alone who agreed to it and have not refused since.

    ``with_texts``: who has no address, but a mobile number, gets a text message.
    """
    rows: list[Registration | Invitation] = [
        *_registrations(audience, event_id),
        *_invitations(audience, event_id),
    ]
    refused = newsrefusals.since(filter(None, map(address_of, rows))) if only_news else {}
    agreed = _consents(rows) if only_news else {}
    found, left_out, taken = [], [], set()
    for row in rows:
        address, channel = address_of(row), Channel.MAIL
        if not address and with_texts:
            address, channel = texting.number_of(row.phone), Channel.TEXT
        reason = None
        if not address:
            reason = Reason.NOWHERE
        elif only_news:
            reason = _against_news(agreed.get((type(row), row.pk)), refused.get(address))
        if reason is None and address in taken:
            reason = Reason.TWICE
        if reason is None:
            taken.add(address)
            found.append(Recipient(row, address, channel))
        else:
            left_out.append(LeftOut(row, reason))
    return Recipients(found, left_out)


def address_of(row: Registration | Invitation) -> str:
    """The address that a mail to this row goes to, in one spelling; "" without any."""
    return (row.mail_address if isinstance(row, Registration) else row.email).lower()


def _against_news(agreed_at: datetime | None, refused_at: datetime | None) -> Reason | None:
    if agreed_at is None:
        return Reason.NO_CONSENT
    return Reason.REFUSED if refused_at is not None and refused_at >= agreed_at else None


def _registrations(audience: Audience, event_id: int) -> Iterator[Registration]:
    entered = Exists(CheckIn.objects.entries().filter(registration=OuterRef("pk")))
    rows = Registration.objects.filter(event=event_id, erased_at__isnull=True)
    if audience.is_by_rows:
        rows = rows.filter(pk__in=audience.registration_ids)
    else:
        confirmed = Q(state=RegistrationState.CONFIRMED)
        states: dict[str, Q] = {
            Group.CONFIRMED: confirmed,
            Group.WAITING: Q(state__in=[RegistrationState.WAITLISTED, RegistrationState.OFFERED]),
            Group.REQUESTED: Q(state=RegistrationState.REQUESTED),
            Group.CAME: Q(entered),
            Group.MISSED: confirmed & ~Q(entered),
        }
        rows = rows.filter(_any(states, audience.groups))
        if audience.divisions:
            rows = rows.filter(invitation__body__divisions__in=audience.divisions)
    if not audience.is_by_rows:
        rows = _narrowed(rows, audience)
    for row in (
        rows.select_related("event__venue", "event__room", "invitation__body").distinct().order_by("pk")
    ):
        invitation = row.invitation
        body = invitation.body if invitation else None
        said = (invitation.sector if invitation else None, body.sector if body else None)
        if _is_in_sectors(audience, row.category, *said):
            yield row


def _invitations(audience: Audience, event_id: int) -> Iterator[Invitation]:
    rows = Invitation.objects.filter(event=event_id).exclude(state=InvitationState.REVOKED)
    if audience.is_by_rows:
        rows = rows.filter(pk__in=audience.invitation_ids)
    else:
        states: dict[str, Q] = {
            Group.INVITED: Q(state=InvitationState.SENT),
            Group.DECLINED: Q(state=InvitationState.DECLINED),
        }
        rows = rows.filter(_any(states, audience.groups))
        if audience.divisions:
            rows = rows.filter(body__divisions__in=audience.divisions)
        rows = _narrowed(rows, audience)
    for row in rows.select_related("event__venue", "event__room", "body").distinct().order_by("pk"):
        if _is_in_sectors(audience, row.category, row.sector, row.body.sector if row.body else None):
            yield row


def _any(states: dict[str, Q], groups: Iterable[str]) -> Q:
    """In one of the groups; in none of them is nobody."""
    chosen = [states[group] for group in groups if group in states]
    found = Q(pk__in=[])
    for one in chosen:
        found |= one
    return found


def _narrowed(rows: Any, audience: Audience) -> Any:
    if audience.categories:
        rows = rows.filter(category__in=audience.categories)
    if audience.languages:
        rows = rows.filter(language__in=audience.languages)
    return rows


def _is_in_sectors(audience: Audience, category: str, *said: str | None) -> bool:
    if audience.is_by_rows or not audience.sectors:
        return True
    return sector_of(category, *said) in audience.sectors


def _consents(rows: Iterable[Registration | Invitation]) -> dict[tuple[type, int], datetime]:
    """Who agreed to news, by their last answer, and when."""
    found: dict[tuple[type, int], datetime] = {}
    for model, name in ((Registration, "registration"), (Invitation, "invitation")):
        ids = [row.pk for row in rows if isinstance(row, model)]
        answers = Consent.objects.filter(item=ConsentItem.NEWS, **{f"{name}__in": ids})
        for pk, given, at in answers.order_by("at", "pk").values_list(name, "given", "at"):
            if given:
                found[model, pk] = at
            else:
                found.pop((model, pk), None)
    return found


def still_concerned(keys: Iterable[str], *, since: datetime) -> set[str]:
    """Those of the recipients' keys whose row was not cancelled, erased or taken back since then.

    Whose registration had ended by then was chosen for all that, row by row.
    """
    ids: dict[str, list[int]] = {"registration": [], "invitation": []}
    for key in keys:
        kind, _colon, pk = key.partition(":")
        ids[kind].append(int(pk))
    ended = Move.objects.filter(registration=OuterRef("pk"), at__gte=since).exclude(to_state__in=LIVE_STATES)
    kept = Registration.objects.filter(~Exists(ended), pk__in=ids["registration"], erased_at=None)
    standing = Invitation.objects.standing().filter(pk__in=ids["invitation"])
    return {
        *(f"registration:{pk}" for pk in kept.values_list("pk", flat=True)),
        *(f"invitation:{pk}" for pk in standing.values_list("pk", flat=True)),
    }
