"""현장등록 at a desk without a network: registered when the device can be heard again, by the rules of every registration."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import phones
from events.cleaning import clean_line
from registrations.booking import Applicant, BookingRefused
from registrations.desk import reading, walkins
from registrations.desk.walkins import Desk
from registrations.models import ConsentItem, Registration, RevokedCode
from registrations.states import Category, Way

_LONGEST_DEVICE = 40
_LONGEST = {"name": 60, "organization": 100, "title": 60}


class LatecomerRefused(Exception):
    """The row cannot be made a registration; the text says what a person has to put right."""


def register(
    *, event_id: int, row: Mapping[str, Any], number: UUID, by_id: int, at: datetime
) -> tuple[Registration, str]:
    """The registration of who came without one, and its state.

    They are in the hall already, so they have a seat whatever the rules for seats say; where those say otherwise, why is
    kept with the walk-in. They have the code that the device made, which may stand on a badge, unless it is taken.

    :raises LatecomerRefused: the words cannot be kept, there is no consent, or the event does not take place
    """
    applicant = _applicant(row)
    code = row.get("code")
    if not isinstance(code, str) or not reading.CODE.fullmatch(code):
        raise LatecomerRefused(_("임시 번호가 올바르지 않습니다."))
    has_consent = row.get("has_consent") is True
    try:
        registration = walkins.register(
            event_id=event_id,
            walkin_id=number,
            applicant=applicant,
            consent_answers={ConsentItem.PRIVACY: has_consent, ConsentItem.AGE: has_consent},
            way=Way.DESK,
            desk=Desk(by_id=by_id, device=_device(row)),
            at=at,
            language=get_language() or "ko",
            override_reason=_("네트워크 없이 받은 현장등록입니다."),
            code="" if _is_taken(code) else code,
        )
    except BookingRefused as refusal:
        raise LatecomerRefused(str(refusal)) from None
    return registration, str(registration.state)


def _device(row: Mapping[str, Any]) -> str:
    name = row.get("device")
    return name[:_LONGEST_DEVICE] if isinstance(name, str) and name.isprintable() else ""


def _applicant(row: Mapping[str, Any]) -> Applicant:
    words = {name: _word(row.get(name), longest) for name, longest in _LONGEST.items()}
    if not words["name"]:
        raise LatecomerRefused(_("성명을 입력해 주세요."))
    category = row.get("category")
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
