"""What the desk says of a scan: the outcome in a sentence, with what to do next."""

from django.utils.translation import gettext as _

from events import notation
from registrations.desk import checkin
from registrations.models import CheckIn, CheckInOutcome


def of(scan: CheckIn) -> str:
    """The sentence; for who is in already, since when and by whom, which is one more query."""
    if scan.registration is None:
        return _of_nobody(scan)
    person = scan.registration
    name = f"{person.name} {person.title}".strip()
    if scan.outcome == CheckInOutcome.ALREADY:
        entry = checkin.presence_of(person.pk, scan.entry_list_id)
        return _("%(name)s 님은 이미 입장했습니다: %(time)s, 처리 %(by)s") % {
            "name": name,
            "time": notation.clock(entry.at) if entry else "",
            "by": entry.by.name if entry else "",
        }
    return _of(CheckInOutcome(scan.outcome)) % {"name": name}


def _of(outcome: CheckInOutcome) -> str:
    match outcome:
        case CheckInOutcome.ENTERED:
            return _("%(name)s 님, 입장 처리했습니다.")
        case CheckInOutcome.OVERRIDE:
            return _("%(name)s 님, 사유를 남기고 입장 처리했습니다.")
        case CheckInOutcome.LEFT:
            return _("%(name)s 님, 퇴장 처리했습니다.")
        case CheckInOutcome.UNDONE:
            return _("%(name)s 님의 직전 처리를 되돌렸습니다.")
        case CheckInOutcome.NOT_UNDONE:
            return _("되돌릴 수 없습니다. 이미 되돌렸거나, 다른 담당자가 처리한 기록입니다.")
        case CheckInOutcome.NOT_IN:
            return _("%(name)s 님은 입장한 기록이 없습니다. 퇴장 처리하지 않았습니다.")
        case CheckInOutcome.REVOKED:
            return _(
                "폐기된 명찰입니다. %(name)s 님 본인인지 확인하시고, 성명으로 다시 찾아 입장 처리해 주세요."
            )
        case CheckInOutcome.NOT_OPEN:
            return _("취소되었거나 연기된 행사입니다. %(name)s 님을 입장 처리하지 않았습니다.")
        case CheckInOutcome.CANCELLED:
            return _("%(name)s 님은 취소된 등록입니다. 입장 처리하지 않았습니다.")
        case CheckInOutcome.NOT_LISTED:
            return _("%(name)s 님은 이 입장 명단에 없습니다. 입장 처리하지 않았습니다.")
        case CheckInOutcome.OTHER_EVENT:
            return _("다른 행사의 등록번호입니다. 행사 이름을 확인해 주세요.")
    return _("%(name)s 님은 대기자입니다. 입장 처리하지 않았습니다.")


def _of_nobody(scan: CheckIn) -> str:
    if scan.outcome == CheckInOutcome.NOT_UNDONE:
        return _of(CheckInOutcome.NOT_UNDONE)
    if scan.outcome == CheckInOutcome.NOT_OPEN:
        return _("취소되었거나 연기된 행사입니다.")
    return _("등록되지 않은 번호입니다. 성명으로 다시 찾아 주세요.")
