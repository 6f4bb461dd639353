"""Filling an event with made-up guests, thousands in seconds: for rehearsals, for trying things out, and for benches."""

import hashlib
import random
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events import codes
from events.models import Event, RegistrationWindow
from registrations import booking, consents, invented, links, seating
from registrations.models import Consent, ConsentItem, Move, Registration
from registrations.states import RegistrationState, Way

_BATCH = 1_000  # rows an INSERT
_REQUIRED = {ConsentItem.PRIVACY, ConsentItem.AGE}


@dataclass(frozen=True)
class Crowd:
    """What came of it: how many got a seat, how many wait, how many were there before."""

    confirmed: int
    waitlisted: int
    known: int


@transaction.atomic
def fill(*, event_id: int, guests: int, seed: int, at: datetime, with_awkward: bool = False) -> Crowd:
    """Register the first ``guests`` people of that seed, without mail; beyond the capacity they wait.

    Who has ever registered stays as they are, so the same call again adds nobody, and a larger number adds the
    rest. The people are the same each time; their codes are not. ``with_awkward`` spreads ``invented.AWKWARD`` names
    over them, as many as half of the crowd has room for.

    :raises BookingRefused: registration for the event is not open
    """
    event = Event.objects.lock(event_id)
    if event.registration_window(at=at) != RegistrationWindow.OPEN:
        raise booking.BookingRefused(_("참가 등록을 받고 있지 않은 행사에는 참가자를 만들 수 없습니다."))
    booking.fill_seats(event_id=event_id, at=at)  # whoever waits goes before anybody new
    known = set(event.registrations.values_list("email", flat=True))
    people = [invented.person(seed=seed, number=number) for number in range(guests)]
    if with_awkward:
        people = _awkward(people)
    new = [(applicant, language) for applicant, language in people if applicant.email not in known]
    free = booking.seats_of(event, at=at).free
    first_number = seating.standing(event, at=at).last_number + 1
    rows = []
    for position, ((applicant, language), code) in enumerate(zip(new, _codes(len(new)), strict=True)):
        has_seat = position < free
        rows.append(
            Registration(
                event=event,
                code=code,
                token_hash=links.token_hash(code),
                language=language,
                state=RegistrationState.CONFIRMED if has_seat else RegistrationState.WAITLISTED,
                waiting_number=None if has_seat else first_number + position - free,
                registered_at=at,
                changed_at=at,
                **asdict(applicant),
            )
        )
    Registration.objects.bulk_create(rows, batch_size=_BATCH)
    Move.objects.bulk_create(
        [Move(registration=row, to_state=row.state, at=at, way=Way.SYSTEM) for row in rows], batch_size=_BATCH
    )
    Consent.objects.bulk_create(_consents(rows, seed=seed, at=at), batch_size=_BATCH)
    confirmed = min(free, len(rows))
    return Crowd(confirmed, len(rows) - confirmed, len(people) - len(new))


def _awkward(people: list[tuple[booking.Applicant, str]]) -> list[tuple[booking.Applicant, str]]:
    names = invented.AWKWARD[: len(people) // 2]
    every = len(people) // len(names) if names else 1
    for place, name in enumerate(names):
        applicant, language = people[place * every]
        people[place * every] = replace(applicant, name=name), language
    return people


def _codes(count: int) -> list[str]:
    """That many codes which no registration has."""
    found: set[str] = set()
    while len(found) < count:
        wanted = {codes.new_code() for _number in range(count - len(found))}
        found |= wanted - set(Registration.objects.filter(code__in=wanted).values_list("code", flat=True))
    return list(found)


def _consents(rows: list[Registration], *, seed: int, at: datetime) -> list[Consent]:
    """Everybody's answers: the required ones given, each optional one by four of five."""
    texts = {}
    for language in {row.language for row in rows}:
        with translation.override(language):
            texts[language] = [(text.item, text.full_text()) for text in consents.texts()]
    chance = random.Random(f"{seed}:consents")
    return [
        Consent(
            registration=row,
            item=item,
            given=item in _REQUIRED or chance.random() < 0.8,
            version=consents.VERSION,
            text=text,
            text_hash=hashlib.sha256(text.encode()).hexdigest(),
            at=at,
        )
        for row in rows
        for item, text in texts[row.language]
    ]
