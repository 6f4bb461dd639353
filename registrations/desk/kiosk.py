"""The self-service kiosk: a guest says who they are by a code, or by four digits and initials, and lets themselves in.

It tells a stranger nothing: whoever is not exactly one guest with a seat is sent to the desk by one and the same sentence.
"""

import re
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from events.cleaning import normalise
from registrations.desk import checkin, reading, stations
from registrations.models import CheckInOutcome, Registration
from registrations.models.registration import RegistrationQuerySet

CONFIRM_SECONDS = 120  # for so long somebody who was found may say that it is they
_SALT = "registrations.desk.kiosk"
_MOST_STARS = 5
_DIGITS = re.compile(rf"[0-9]{{{reading.PHONE_DIGITS}}}")


class NotClear(Exception):
    """Nobody was found, or more than one, or somebody the desk has to see; the text sends them there."""


def find(*, event_id: int, code: str = "", digits: str = "", initials: str = "") -> Registration:
    """The one guest who is meant, and may come in.

    :raises NotClear: it is not exactly one
    """
    guests = Registration.objects.confirmed().filter(event=event_id, erased_at__isnull=True)
    if code:
        codes = reading.read(code).codes
        found = list(guests.filter(code__in=codes)[:2]) if codes else []
    else:
        found = [one for one in _by_digits(guests, digits) if _is_called(one.name, initials)]
    if len(found) != 1:
        raise NotClear(to_the_desk())
    return found[0]


def token(registration: Registration, *, kiosk: str, scan_id: UUID) -> str:
    """What a guest sends back who says that it is they; good at this kiosk alone."""
    said = {"registration": registration.pk, "kiosk": kiosk, "scan": str(scan_id)}
    return signing.dumps(said, salt=_SALT)


def confirmed(text: str, *, kiosk: str) -> tuple[int, UUID]:
    """Whose token it is, and the number of the scan.

    :raises NotClear: it is forged, of another kiosk, or its time is over
    """
    try:
        said = signing.loads(text, salt=_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        raise NotClear(to_the_desk()) from None
    if said["kiosk"] != kiosk:
        raise NotClear(to_the_desk())
    return said["registration"], UUID(said["scan"])


def let_in(
    *,
    registration_id: int,
    scan_id: UUID,
    by_id: int,
    at: datetime,
    entry_list_id: int | None = None,
    device: str = "",
) -> bool:
    """Check a guest in and send their badge to the stations; False if they have one, or a desk has to see to it.

    :raises NotClear: they are not let in, or are in already; the attempt stays in the ledger
    """
    try:
        attempt = checkin.check_in(
            registration_id=registration_id,
            scan_id=scan_id,
            by_id=by_id,
            at=at,
            entry_list_id=entry_list_id,
            device=checkin.Device(name=device),
        )
    except checkin.EntryRefused:
        raise NotClear(to_the_desk()) from None
    if attempt.outcome != CheckInOutcome.ENTERED:
        raise NotClear(to_the_desk())
    try:
        stations.ask(registration_id=registration_id, by_id=by_id, at=at, device=device)
    except stations.StationRefused:  # they have a badge already, or one that may be printed
        return False
    return True


def masked(text: str) -> str:
    """A name or an organization of which a bystander learns little: 홍*동, 한***, J*** S****."""
    return " ".join(map(_masked_word, text.split()))


def to_the_desk() -> str:
    return _("확인할 수 없습니다. 안내데스크로 오시기 바랍니다.")


def _by_digits(guests: RegistrationQuerySet, digits: str) -> list[Registration]:
    if not _DIGITS.fullmatch(digits):
        return []
    return list(guests.filter(phone__endswith=digits))


def _is_called(name: str, initials: str) -> bool:
    """Whether what was typed is the name, its first consonants (ㅎㄱㄷ), or the first letters of its words (JS)."""
    typed = normalise(initials)
    pattern = reading.read(typed).pattern
    if not pattern:
        return False
    letters = "".join(word[0] for word in name.split())
    return bool(re.fullmatch(pattern, reading.bare(name))) or (
        name.isascii() and reading.bare(typed) == letters.lower()
    )


def _masked_word(word: str) -> str:
    if len(word) <= 1:
        return word
    last = word[-1] if len(word) == 3 and not word.isascii() else ""
    return word[0] + "*" * min(_MOST_STARS, len(word) - 1 - len(last)) + last
