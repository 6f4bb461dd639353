"""Made-up invitations for the demonstration, answered in every way over the days before, so that its ledger, figures and
pages look as they do in use. Nobody real is meant, and no mail leaves: the mails stand there as sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from events import batches
from events.models import (
    Division,
    EntryKind,
    Event,
    Message,
    MessageEntry,
    MessageState,
    Organization,
    Sector,
)
from registrations import answering, booking, invented, invitation_letters, inviting, moving
from registrations.enrolling import Applicant
from registrations.inviting import Invitee
from registrations.models import ConsentItem, Invitation
from registrations.states import Category, InvitationKind, Step, Way

AHEAD = timedelta(days=9)  # how long ago the list was drawn up
_SENT, _REMINDED = timedelta(days=8), timedelta(days=3)  # ago
_HELD = timedelta(days=10)  # for so long seats are kept from now on
_PEOPLE_SEED, _DEPUTY_SEED, _CONTACT_SEED = 2, 3, 4
_AGREED: dict[str, bool] = {ConsentItem.PRIVACY: True, ConsentItem.AGE: True}
_REASONS = ["해외 출장", "같은 시간 다른 회의", "부서 일정", ""]
_WAYS = [Way.LINK, Way.LINK, Way.LINK, Way.PHONE, Way.FAX, Way.LETTER]
_BODIES = [
    ("한빛솔정밀", "Hanbitsol Precision"),
    ("새길로보틱스", "Saegil Robotics"),
    ("가온누리반도체", "Gaonnuri Semiconductors"),
    ("다온모빌리티", "Daon Mobility"),
    ("미리내신소재", "Mirinae Materials"),
    ("온새미스마트팩토리", "Onsaemi Smart Factory"),
    ("두레울데이터", "Dureul Data"),
    ("늘해랑중공업", "Neulhaerang Heavy Industries"),
    ("해오름달전자", "Haeoreum Electronics"),
    ("푸른솔오토메이션", "Pureunsol Automation"),
    ("참빛에이아이", "Chambit AI"),
    ("나래울비전", "Naraeul Vision"),
    ("도담배터리", "Dodam Battery"),
    ("마루한시스템즈", "Maruhan Systems"),
    ("아라온조선", "Araon Shipbuilding"),
    ("큰나루물류", "Keunnaru Logistics"),
    ("샘터울바이오", "Saemteoul Bio"),
    ("보람찬가전", "Boramchan Appliances"),
    ("가람과학기술원", "Garam Institute of Science"),
    ("스마트제조협의회", "Smart Manufacturing Council"),
]
_SECTORS = {"가람과학기술원": Sector.RESEARCH, "스마트제조협의회": Sector.ASSOCIATION}

_TEAMS = ["전략기획팀", "AX추진팀", "생산기술팀", "데이터팀"]  # such as every body has
_TITLES = ["팀장", "부장", "과장", "차장", "대리"]

# What became of each: how many, in the order in which they were put on the list.
_PEOPLE = [
    ("unsent", 5),
    ("sent", 5),
    ("opened", 4),
    ("expired", 2),
    ("yes", 14),
    ("no", 5),
    ("deputy", 3),
    ("cancelled", 1),
    ("revoked", 1),
]
_CONTACTS = [("yes", 5), ("no", 2), ("deputy", 1), ("sent", 3), ("bounced", 1)]
_SEATS = [("named", 2), ("partly named", 3), ("sent", 2), ("no", 1)]


@dataclass(frozen=True)
class _Told:
    """An invitation, its number among its kind, and what is to become of it."""

    invitation: Invitation
    number: int
    outcome: str


@transaction.atomic
def invite(*, event_id: int, at: datetime) -> int:
    """Invite 60 made-up people and bodies to an event that is announced, and let them answer; how many.

    An event that has invitations is left as it is.
    """
    event = Event.objects.lock(event_id)
    if event.invitations.exists():
        return 0
    bodies = _bodies()
    listed = [
        *_listed(event, [_person(number) for number in range(_sum(_PEOPLE))], _PEOPLE, at=at),
        *_listed(event, [_contact(body) for body in bodies[: _sum(_CONTACTS)]], _CONTACTS, at=at),
        *_listed(event, [_with_seats(body) for body in bodies[_sum(_CONTACTS) :]], _SEATS, at=at),
    ]
    sent = [one for one in listed if one.outcome != "unsent"]
    _mail(event, [one.invitation for one in sent], Step.SENT, at=at - _SENT)
    for position, one in enumerate(sent):
        # Spread over the days since, more of them at first.
        days = _SENT.days * (position * 7 % len(sent) / len(sent)) ** 2
        _answer(one, at=at - _SENT + timedelta(days=days, hours=1, minutes=position))
    waiting = Invitation.objects.filter(event=event).awaited().order_by("pk")[:6]
    _mail(event, list(waiting), Step.REMINDED, at=at - _REMINDED)
    _stand_as_sent(event, bounced=[one.invitation.pk for one in listed if one.outcome == "bounced"])
    return len(listed)


def _listed(
    event: Event, invitees: list[Invitee], outcomes: list[tuple[str, int]], *, at: datetime
) -> list[_Told]:
    told = [outcome for outcome, count in outcomes for _number in range(count)]
    found = []
    for held_until, is_expired in ((at + _HELD, False), (at - timedelta(days=1), True)):
        chosen = [number for number, outcome in enumerate(told) if (outcome == "expired") == is_expired]
        made = inviting.invite(
            event_id=event.pk,
            invitees=[invitees[number] for number in chosen],
            held_until=held_until,
            by_id=None,
            at=at - AHEAD,
        )
        found += [_Told(one, number, told[number]) for one, number in zip(made, chosen, strict=True)]
    return found


def _answer(one: _Told, *, at: datetime) -> None:
    """Take the outcome's steps, by the rules that people's own answers go through."""
    pk, way = one.invitation.pk, _WAYS[one.number % len(_WAYS)]
    if one.outcome in {"sent", "expired", "bounced"}:
        return
    if way == Way.LINK and one.outcome != "revoked":
        answering.opened(invitation_id=pk, at=at - timedelta(minutes=20))
    steps: dict[str, Callable[[], object]] = {
        "opened": lambda: None,
        "yes": lambda: _accept(one, way, at=at),
        "cancelled": lambda: booking.cancel(
            registration_id=_accept(one, way, at=at), way=Way.LINK, at=at + timedelta(hours=5)
        ),
        "no": lambda: answering.decline(
            invitation_id=pk, reason=_REASONS[one.number % len(_REASONS)], way=way, at=at
        ),
        "deputy": lambda: answering.send_deputy(
            invitation_id=pk,
            deputy=_guest(one, _DEPUTY_SEED, one.number),
            consent_answers=_AGREED,
            way=way,
            at=at,
        ),
        "revoked": lambda: inviting.revoke(invitation_id=pk, at=at, by_id=None),
        "named": lambda: _name(one, one.invitation.seats, at=at),
        "partly named": lambda: _name(one, one.invitation.seats // 2, at=at),
    }
    steps[one.outcome]()


def _accept(one: _Told, way: Way, *, at: datetime) -> int:
    invited = one.invitation
    applicant = Applicant(
        name=invited.name,
        organization=invited.organization,
        phone=str(invited.phone),
        email=invited.email,
        category=invited.category,
        department=invited.department,
        title=invited.title,
    )
    return answering.accept(
        invitation_id=invited.pk, applicant=applicant, consent_answers=_AGREED, way=way, at=at
    ).pk


def _name(one: _Told, people: int, *, at: datetime) -> None:
    for number in range(people):
        answering.name_person(
            invitation_id=one.invitation.pk,
            person=_guest(one, _CONTACT_SEED, 100 + 10 * one.number + number),
            consent_answers=_AGREED,
            way=Way.LINK,
            at=at + timedelta(minutes=5 * number),
        )


def _guest(one: _Told, seed: int, number: int) -> Applicant:
    """A made-up person of the invited body."""
    person, _language = invented.person(seed=seed, number=number + 50 * one.invitation.is_for_several)
    invited = one.invitation
    return Applicant(
        name=person.name,
        organization=invited.organization,
        phone=person.phone,
        email=person.email,
        category=invited.category,
        department=invited.department or _TEAMS[number % len(_TEAMS)],
        title=_TITLES[number % len(_TITLES)],
    )


def _person(number: int) -> Invitee:
    person, language = invented.person(seed=_PEOPLE_SEED, number=number)
    return Invitee(
        organization=person.organization,
        category=Category.VIP if number % 8 == 0 else person.category,
        name=person.name,
        department=person.department,
        title=person.title,
        email=person.email,
        phone=person.phone,
        language=language,
    )


def _contact(body: Organization) -> Invitee:
    return Invitee(
        organization=body.name,
        category=Category.COMPANY,
        name=body.contact_name,
        title=body.contact_title,
        email=body.contact_email,
        phone=str(body.contact_phone),
        sector=body.sector,
        body_id=body.pk,
    )


def _with_seats(body: Organization) -> Invitee:
    return replace(_contact(body), kind=InvitationKind.SEATS, seats=3 + body.pk % 3)


def _bodies() -> list[Organization]:
    """Made-up bodies, marked as such in their names, each in one or two divisions."""
    divisions = list(Division.objects.order_by("position"))
    made = []
    for number, (name, name_en) in enumerate(_BODIES):
        contact, _language = invented.person(seed=_CONTACT_SEED, number=30 + number)
        values = {
            "name_en": f"{name_en} (demonstration)",
            "sector": _SECTORS.get(name, Sector.INDUSTRY),
            "contact_name": contact.name,
            "contact_title": _TITLES[number % len(_TITLES)],
            "contact_email": contact.email,
            "contact_phone": contact.phone,
        }
        body, _made = Organization.objects.get_or_create(name=f"{name}(시연용)", defaults=values)
        body.divisions.set(divisions[number % len(divisions) :: 7][:2] if divisions else [])
        made.append(body)
    return made


def _mail(event: Event, invitations: list[Invitation], step: Step, *, at: datetime) -> None:
    occasion = invitation_letters.INVITED if step == Step.SENT else invitation_letters.REMINDED
    batch = f"invitations:{event.pk}:{step}:demonstration"
    letters = invitation_letters.write(event, invitations, occasion, key=batch)
    batches.draft(letters, batch=batch, event_id=event.pk, at=at)
    mails = dict(Message.objects.filter(batch=batch).values_list("key", "pk"))
    by_invitation = {one.pk: mails[f"invitation:{one.pk}:{batch}"] for one in invitations}
    moving.note_sent(invitations, step, by_invitation, at=at, by_id=None)


def _stand_as_sent(event: Event, *, bounced: list[int]) -> None:
    """No mail of this leaves: each stands there as sent when it was written, a few as come back."""
    unsent = [MessageState.DRAFT, MessageState.QUEUED]
    mails = Message.objects.filter(event=event, state__in=unsent)
    ids = list(mails.order_by("pk").values_list("pk", "created_at"))
    mails.update(state=MessageState.SENT, sent_at=F("created_at"), attempts=1)
    returned = Message.objects.filter(
        event=event, key__in=[f"invitation:{pk}:invitations:{event.pk}:sent:demonstration" for pk in bounced]
    )
    returned.update(state=MessageState.BOUNCED)
    entries = [MessageEntry(message_id=pk, kind=EntryKind.SENT, at=at, attempt=1) for pk, at in ids]
    entries += [
        MessageEntry(
            message=one, kind=EntryKind.BOUNCED, at=one.created_at + timedelta(minutes=3), status="5.1.1"
        )
        for one in returned
    ]
    MessageEntry.objects.bulk_create(entries)


def _sum(outcomes: list[tuple[str, int]]) -> int:
    return sum(count for _outcome, count in outcomes)
