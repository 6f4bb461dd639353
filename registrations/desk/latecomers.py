"""현장등록 and 대리참석 at a desk without a network: taken in when the device can be heard again, by the rules of all others."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import phones
from events.cleaning import clean_line
from registrations.booking import Applicant, BookingRefused
from registrations.desk import lines, reading, walkins
from registrations.desk.lines import Kept
from registrations.desk.walkins import Desk
from registrations.models import CheckIn, ConsentItem, EntryConflict, Registration, RevokedCode
from registrations.states import Category, Way

_LONGEST_DEVICE = 40
_LONGEST = {"name": 60, "organization": 100, "title": 60}
_LONGEST_REASON = 200
DOUBTFUL = "doubtful"  # a deputy who came for somebody that could send none any more


class LatecomerRefused(Exception):
    """The row cannot be made a registration; the text says what a person has to put right."""


def register(kept: Kept) -> tuple[Registration, str]:
    """The registration of who came without one, and its state.

    They are in the hall already, so they have a seat whatever the rules for seats say; where those say otherwise, why is
    kept with the walk-in. They have the code that the device made, which may stand on a badge, unless it is taken.
    The event must not have been over when they stood at the desk; it may be when that is heard of.

    :raises LatecomerRefused: the words cannot be kept, there is no consent, or the event did not take place then
    """
    applicant = _applicant(kept.row, kept.row.get("category"))
    registration = _seat(kept, applicant, why=_("네트워크 없이 받은 현장등록입니다."))
    return registration, str(registration.state)


def send_deputy(kept: Kept) -> tuple[Registration, str]:
    """The registration of who came instead of a guest, in the guest's seat, and its state.

    Where the guest has come after all or can send nobody any more, a desk with a network is told so. Without one the
    deputy is in the hall already: they have a seat of their own, and ``DOUBTFUL`` tells that a person has to look at it.

    :raises LatecomerRefused: as ``register``, nobody has the guest's code, or it is not said why the guest stays away
    """
    row = kept.row
    guest = _guest(kept.event_id, row.get("instead_of"))
    applicant = _applicant(row, guest.category)
    reason = _word(row.get("reason"), _LONGEST_REASON)
    if not applicant.organization:
        raise LatecomerRefused(_("소속을 적어 주세요."))
    if not reason:
        raise LatecomerRefused(_("대리참석 사유를 적어 주세요."))
    try:
        registration = walkins.send_deputy(
            registration_id=guest.pk,
            deputy=applicant,
            consent_answers=_consents(row),
            reason=reason,
            by_id=kept.by_id,
            at=kept.at,
            code=_free_code(row),
            came_at=kept.made_at,
        )
    except BookingRefused as refusal:
        if row.get("is_offline") is not True:
            raise LatecomerRefused(str(refusal)) from None
        why = _("네트워크 없이 받은 대리참석입니다(%(code)s). %(why)s") % {"code": guest.code, "why": refusal}
        return _seat(kept, applicant, why=why, is_deputy=True), DOUBTFUL
    return registration, str(registration.state)


def show_doubtful(event_id: int, scan_ids: Iterable[str]) -> None:
    """Have a person look at those of the entries by which a doubtful deputy came in. Repeats are harmless."""
    entries = CheckIn.objects.entries().filter(
        event=event_id,
        scan_id__in=list(scan_ids),
        conflict__isnull=True,
        registration__desk_receipts__outcome=DOUBTFUL,
    )
    EntryConflict.objects.bulk_create([EntryConflict(scan=one) for one in entries], ignore_conflicts=True)


def _seat(kept: Kept, applicant: Applicant, *, why: str, is_deputy: bool = False) -> Registration:
    try:
        return walkins.register(
            event_id=kept.event_id,
            walkin_id=kept.number,
            applicant=applicant,
            consent_answers=_consents(kept.row),
            way=Way.DESK,
            desk=Desk(by_id=kept.by_id, device=lines.sent(kept.row, "device", _LONGEST_DEVICE)),
            at=kept.at,
            language=get_language() or "ko",
            override_reason=why[:_LONGEST_REASON],
            code=_free_code(kept.row),
            is_deputy=is_deputy,
            came_at=kept.made_at,
        )
    except BookingRefused as refusal:
        raise LatecomerRefused(str(refusal)) from None


def _guest(event_id: int, code: Any) -> Registration:
    if isinstance(code, str) and reading.CODE.fullmatch(code):
        theirs = Q(code=code) | Q(pk__in=RevokedCode.objects.filter(code=code).values("registration"))
        guest = Registration.objects.filter(theirs, event=event_id).first()
        if guest is not None:
            return guest
    raise LatecomerRefused(_("대리참석을 보낸 분을 찾을 수 없습니다."))


def _consents(row: Mapping[str, Any]) -> dict[str, bool]:
    has_consent = row.get("has_consent") is True
    return {ConsentItem.PRIVACY: has_consent, ConsentItem.AGE: has_consent}


def _free_code(row: Mapping[str, Any]) -> str:
    """The code that the device made, which may stand on a badge; "" if it is taken."""
    code = row.get("code")
    if not isinstance(code, str) or not reading.CODE.fullmatch(code):
        raise LatecomerRefused(_("임시 번호가 올바르지 않습니다."))
    return "" if _is_taken(code) else code


def _applicant(row: Mapping[str, Any], category: Any) -> Applicant:
    words = {name: _word(row.get(name), longest) for name, longest in _LONGEST.items()}
    if not words["name"]:
        raise LatecomerRefused(_("성명을 입력해 주세요."))
    if category not in Category.values:
        raise LatecomerRefused(_("참석구분을 골라 주세요."))
    return Applicant(phone=_phone(row.get("phone")), email="", category=str(category), **words)


def _word(text: Any, longest: int) -> str:
    if text is None:
        return ""
    if not isinstance(text, str):
        raise LatecomerRefused(_("요청 형식이 올바르지 않습니다."))
    try:
        text.encode()
        word = clean_line(text)
    except UnicodeEncodeError:
        raise LatecomerRefused(_("요청 형식이 올바르지 않습니다.")) from None
    except ValidationError as error:
        raise LatecomerRefused(" ".join(error.messages)) from None
    if len(word) > longest:
        raise LatecomerRefused(_("%(most)d자까지 쓸 수 있습니다.") % {"most": longest})
    return word


def _phone(text: Any) -> str:
    word = _word(text, 30)
    if not word:
        return ""
    try:
        return phones.stored(phones.read(word).number)
    except ValidationError as error:
        if error.code == "invalid":  # its own sentence is for whoever writes a list
            raise LatecomerRefused(_("휴대전화 번호를 확인해 주세요. 예: 010-1234-5678")) from None
        raise LatecomerRefused(" ".join(error.messages)) from None


def _is_taken(code: str) -> bool:
    return Registration.objects.filter(code=code).exists() or RevokedCode.objects.filter(code=code).exists()
