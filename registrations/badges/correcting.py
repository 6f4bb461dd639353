"""Corrections for the badge alone: what stands on it instead of what was registered, which stays as it is."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from registrations.models import BadgeText, Registration

FIELDS = ("name", "organization", "department", "title")


class CorrectionRefused(Exception):
    """Nothing was corrected; the text tells the organizer why."""


@transaction.atomic
def correct(*, registration_id: int, words: Mapping[str, str], by_id: int | None, at: datetime) -> None:
    """Let these words stand on a guest's badge; what is empty, or the same as registered, is as registered.

    :raises CorrectionRefused: the guest's data were erased
    """
    guest = Registration.objects.lock(registration_id)
    if guest.erased_at is not None:
        raise CorrectionRefused(_("개인정보를 파기한 등록입니다. 명찰의 표기를 고칠 수 없습니다."))
    said = {field: words.get(field, "") for field in FIELDS if words.get(field, "") != getattr(guest, field)}
    if not any(said.values()):
        BadgeText.objects.filter(registration=guest).delete()
        return
    row = {field: said.get(field, "") for field in FIELDS}
    registered = {f"registered_{field}": getattr(guest, field) if row[field] else "" for field in FIELDS}
    BadgeText.objects.update_or_create(
        registration=guest, defaults={**row, **registered, "by_id": by_id, "at": at}
    )


def words(registration: Registration) -> dict[str, str]:
    """What a guest's badge says in each of ``FIELDS``. Costs a query but for rows ``with_badge_texts``."""
    text = _text(registration)
    return {
        field: getattr(text, field)
        if text and _holds(text, field, registration)
        else str(getattr(registration, field))
        for field in FIELDS
    }


def outdated(registration: Registration) -> list[str]:
    """The fields whose correction stopped, because the guest's own words have changed since."""
    text = _text(registration)
    if text is None:
        return []
    return [field for field in FIELDS if getattr(text, field) and not _holds(text, field, registration)]


def _text(registration: Registration) -> BadgeText | None:
    # A guest without a correction has no such attribute, as Django has it.
    return getattr(registration, "badge_text", None)


def _holds(text: BadgeText, field: str, registration: Registration) -> bool:
    corrected, meant = getattr(text, field), getattr(text, f"registered_{field}")
    return bool(corrected) and meant == getattr(registration, field)
