"""A new code (등록번호) for a guest: badges and mails with the one before let nobody in any more.

The personal link stays as it is: it is derived from the first code, which stands on the badge as all codes do, by a key
that does not. So the mails that the guest has still open their page, which shows the new code.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events import codes
from registrations.models import PrintReason, Registration, RevokedCode
from registrations.states import LIVE_STATES


class RenewalRefused(Exception):
    """The guest gets no new code; the text says why."""


@transaction.atomic
def renew(
    *, registration_id: int, reason: str, by_id: int | None, at: datetime, note: str = ""
) -> Registration:
    """Revoke a guest's code and give them another. Locked against a check-in, which sees the code before or after.

    :raises RenewalRefused: there is no reason, or the registration is over
    """
    guest = Registration.objects.select_related("event").lock(registration_id)
    if reason not in PrintReason.values:
        raise RenewalRefused(_("명찰을 폐기하는 사유를 골라 주세요."))
    if guest.erased_at is not None or guest.state not in LIVE_STATES:
        raise RenewalRefused(_("취소되었거나 파기된 등록입니다. 명찰을 폐기하지 않아도 됩니다."))
    RevokedCode.objects.create(
        registration=guest, code=guest.code, reason=reason, note=note, at=at, by_id=by_id
    )
    guest.link_code = guest.code_of_link
    guest.code = _unused()
    guest.changed_at = at
    guest.save(update_fields=["link_code", "code", "changed_at"])
    return guest


def _unused() -> str:
    code = codes.new_code()
    while Registration.objects.filter(code=code).exists() or RevokedCode.objects.filter(code=code).exists():
        code = codes.new_code()
    return code
