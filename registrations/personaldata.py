"""All that is kept about a registration, for the person it is about (PIPA Art. 35): as a page and as a file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from events import mailledger, notation, phones
from events.models import Message, MessageState
from events.models.message import FINISHED_STATES
from registrations import correspondence, seats
from registrations.badges import correcting
from registrations.models import BadgeText, Consent, Invitation, Registration

_TOLD_MAILS = [MessageState.QUEUED, MessageState.SENDING, *FINISHED_STATES]


@dataclass(frozen=True)
class Kept:
    """The rows about one registration, each ledger in its order. Who of the staff did it is not part of it."""

    registration: Registration
    seat: str
    moves: list[Any]
    consents: list[Consent]
    mails: list[Message]
    check_ins: list[Any]
    badge_prints: list[Any]
    revoked_codes: list[Any]
    badge_text: BadgeText | None
    requests: list[Any]
    answers: list[Any]
    certificates: list[Any]
    sessions: list[Any]
    invitation: Invitation | None  # of who was invited in person; a deputy was not
    steps: list[Any]


def of(registration: Registration) -> Kept:
    """All that is kept, in thirteen queries, one less where there is no mail, two more for who was invited."""
    invitation = None if registration.is_deputy else registration.invitation
    if invitation is not None and invitation.is_for_several:
        invitation = None
    mails = correspondence.of(registration).filter(state__in=_TOLD_MAILS)
    return Kept(
        registration,
        seat=seats.of([registration.pk]).get(registration.pk, ""),
        moves=list(registration.moves.order_by("at", "pk")),
        consents=list(registration.consents.order_by("pk")),
        mails=list(mails.defer("html").prefetch_related("entries").order_by("created_at", "pk")),
        check_ins=list(registration.check_ins.order_by("at", "pk")),
        badge_prints=list(registration.badge_prints.order_by("at", "pk")),
        revoked_codes=list(registration.revoked_codes.order_by("at", "pk")),
        badge_text=BadgeText.objects.filter(registration=registration).first(),
        requests=list(registration.data_requests.order_by("at", "pk")),
        answers=list(registration.answers.order_by("at", "pk")),
        certificates=list(registration.certificates.select_related("event").order_by("pk")),
        sessions=list(registration.session_choices.order_by("pk")),
        invitation=invitation,
        steps=list(invitation.steps.order_by("pk")) if invitation else [],
    )


def as_json(kept: Kept, *, at: datetime) -> dict[str, Any]:
    """The same for a machine to read: English keys, times in ISO 8601 with Korea's offset."""
    registration = kept.registration
    return {
        "generated_at": _iso(at),
        "event": {"slug": registration.event.slug, "name": registration.event.name},
        "registration": {
            "code": registration.code,
            "name": registration.name,
            "organization": registration.organization,
            "department": registration.department,
            "title": registration.title,
            "phone": phones.shown(registration.phone),
            "email": registration.email,
            "category": registration.category,
            "protocol_rank": registration.protocol_rank,
            "language": registration.language,
            "state": registration.state,
            "waiting_number": registration.waiting_number,
            "registered_at": _iso(registration.registered_at),
            "changed_at": _iso(registration.changed_at),
            "offer_ends_at": _iso(registration.offer_ends_at),
            "is_deputy": registration.is_deputy,
            "stands_in_for": registration.stands_in_for.code if registration.stands_in_for else None,
            "invitation": registration.invitation.code if registration.invitation else None,
        },
        "seat": kept.seat,
        "answers": [
            {"at": _iso(answer.at), "question": answer.question_text, "answer": answer.shown}
            for answer in kept.answers
        ],
        "sessions": [
            {
                "session": choice.title,
                "chosen_at": _iso(choice.chosen_at),
                "cancelled_at": _iso(choice.cancelled_at),
            }
            for choice in kept.sessions
        ],
        "invitation": _invitation(kept.invitation, kept.steps) if kept.invitation else None,
        "moves": [
            {
                "at": _iso(move.at),
                "from": move.from_state,
                "to": move.to_state,
                "way": move.way,
                "note": move.note,
            }
            for move in kept.moves
        ],
        "consents": [
            {
                "at": _iso(consent.at),
                "item": consent.item,
                "given": consent.given,
                "version": consent.version,
                "text": consent.text,
            }
            for consent in kept.consents
        ],
        "mails": [
            {
                "queued_at": _iso(mail.created_at),
                "sent_at": _iso(mail.sent_at),
                "state": mail.state,
                "to": mail.to,
                "subject": mail.subject,
                "text": _text(mail),
                "attachments": [attachment["name"] for attachment in mail.attachments],
                "history": _history(mail),
            }
            for mail in kept.mails
        ],
        "check_ins": [{"at": _iso(check_in.at), "outcome": check_in.outcome} for check_in in kept.check_ins],
        "badge_prints": [
            {
                "at": _iso(printed.at),
                "way": printed.way,
                "code": printed.code,
                "station": printed.station,
                "reason": printed.reason,
                "note": printed.note,
            }
            for printed in kept.badge_prints
        ],
        "revoked_codes": [
            {"at": _iso(one.at), "code": one.code, "reason": one.reason, "note": one.note}
            for one in kept.revoked_codes
        ],
        "badge_text": _badge_text(kept.badge_text) if kept.badge_text else None,
        "certificates": [
            {
                "serial": one.serial,
                "name": one.name,
                "organization": one.organization,
                "title": one.title,
                "issued_at": _iso(one.issued_at),
                "revoked_at": _iso(one.revoked_at),
            }
            for one in kept.certificates
        ],
        "requests": [
            {
                "at": _iso(request.at),
                "kind": request.kind,
                "state": request.state,
                "due_at": _iso(request.due_at),
                "handled_at": _iso(request.handled_at),
                "answer": request.note,
            }
            for request in kept.requests
        ],
    }


def _invitation(invitation: Invitation, steps: list[Any]) -> dict[str, Any]:
    """What the list of those invited says of somebody, and what happened to it."""
    fields = ("code", "name", "organization", "department", "title", "email", "category", "sector")
    return {
        **{name: getattr(invitation, name) for name in fields},
        "phone": phones.shown(invitation.phone),
        "note": invitation.note,
        "reason": invitation.reason,
        "state": invitation.state,
        "held_until": _iso(invitation.held_until),
        "steps": [{"at": _iso(step.at), "what": step.step, "way": step.way} for step in steps],
    }


def _badge_text(text: BadgeText) -> dict[str, str | None]:
    """What stands on the badge instead of what was registered; "" is as registered."""
    return {**{field: getattr(text, field) for field in correcting.FIELDS}, "at": _iso(text.at)}


def _text(mail: Message) -> str:
    """A mail's words; the secret in it is not kept, so it is not shown either."""
    return mail.text.replace(Message.LINK_TOKEN, _("(개인 링크)"))


def _history(mail: Message) -> list[dict[str, Any]]:
    """What happened to a mail, with what its server said and how its address was corrected."""
    return [
        {
            "at": _iso(entry.at),
            "what": entry.kind,
            "answer": mailledger.said(entry.status, entry.words),
            "address_before": entry.old_address,
            "address_after": entry.new_address,
        }
        for entry in sorted(mail.entries.all(), key=lambda entry: entry.pk)
    ]


def _iso(value: datetime | None) -> str | None:
    return value.astimezone(notation.SEOUL).isoformat(timespec="seconds") if value else None
