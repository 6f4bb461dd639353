"""What the app of the desk says, for its JavaScript; what is in ``%(…)s`` is put in there."""

from django.utils.translation import gettext as _

from registrations.models import CheckInOutcome


def words() -> dict[str, str]:
    """The sentences by their keys, in the active language."""
    return {
        **_connection(),
        **_roster(),
        **_counter(),
        **{f"outcome_{outcome}": text for outcome, text in _outcomes().items()},
    }


def _connection() -> dict[str, str]:
    return {
        "online": _("온라인"),
        "offline": _("오프라인: 네트워크가 없어도 계속 접수할 수 있습니다."),
        "signin": _("로그인이 끝났습니다. 다시 로그인하시면 기록을 이어서 보냅니다."),
        "gone": _("이 행사의 데스크 권한이 없어 기기의 명단을 지웠습니다."),
        "ordered": _(
            "담당자가 관리 화면에서 이 기기의 명단을 지우게 하여 지웠습니다. 다시 쓰시려면 행사를 불러와 주세요."
        ),
        "refused": _("서버가 요청을 받지 않았습니다. 화면을 새로 고쳐 주세요."),
        "unsent": _("보내지 않은 기록 %(count)s건"),
        "all_sent": _("모든 기록을 보냈습니다."),
        "rejected": _("서버가 받지 않은 기록 %(count)s건"),
        "refused_unread": _("네트워크에 연결되면 내용이 보입니다."),
        "dismiss_sure": _("이 기록을 기기에서 지웁니다. 서버에는 남지 않으니 필요하면 먼저 적어 두세요."),
        "lost": _("네트워크가 끊겨 방금 처리를 보내지 못했습니다. 여기에서 다시 찾아 처리해 주세요."),
    }


def _roster() -> dict[str, str]:
    return {
        "loading": _("명단을 암호화하고 있습니다: %(done)s / %(of)s명"),
        "asking": _("명단을 내려받고 있습니다."),
        "loaded": _("명단 %(count)s명, %(time)s 기준"),
        "load_offline": _("네트워크에 연결되지 않아 행사를 불러오지 못했습니다."),
        "pin_short": _("PIN은 6자 이상으로 정해 주세요."),
        "pin_simple": _("같은 글자나 차례로 이어지는 숫자는 PIN으로 쓸 수 없습니다."),
        "pin_differs": _("두 번 입력한 PIN이 서로 다릅니다."),
        "pin_wrong": _("PIN이 맞지 않습니다. %(left)s번 더 틀리면 기기의 명단을 지웁니다."),
        "pin_wait": _("PIN을 여러 번 틀렸습니다. %(seconds)s초 후에 다시 입력해 주세요."),
        "wiped": _("기기의 명단을 지웠습니다. 다시 쓰시려면 행사를 불러와 주세요."),
        "wipe_sure": _("이 기기에서 명단을 지웁니다. 보내지 않은 기록은 남아 있다가 전송됩니다."),
        "leave_offline": _("기기의 명단을 지웠습니다. 로그아웃은 네트워크에 연결된 다음에 다시 해 주세요."),
        "leave_sure": _("로그아웃하면 이 기기의 명단을 지웁니다."),
        "leave_unsent": _(
            "보내지 않은 기록 %(count)s건은 이 기기에 남아 있다가, 로그인하여 행사를 다시 불러오면 전송됩니다."
        ),
    }


def _counter() -> dict[str, str]:
    return {
        "locked": _(
            "성명으로 찾으시려면 오늘의 PIN을 입력해 주세요. 등록번호와 QR 코드는 PIN 없이 찾습니다."
        ),
        "nobody": _("“%(query)s”에 맞는 등록이 없습니다. 성명 일부나 소속으로 다시 찾아 주세요."),
        "choose": _("여러 명이 있습니다. 위아래 화살표로 고르고 Enter를 눌러 주세요."),
        "found": _("%(count)s명을 찾았습니다."),
        "main_door": _("행사 전체"),
        "entered_at": _("입장 %(time)s"),
        "seat": _("좌석 %(seat)s"),
        "comes_for": _("%(who)s 님 대신"),
        "printed": _("%(name)s 님의 명찰을 인쇄했습니다."),
        "station_unheard": _(
            "%(name)s 님의 명찰이 인쇄 스테이션에 전해졌는지 알 수 없습니다. 한 번 더 눌러 주세요. 두 번 인쇄되지는 않습니다."
        ),
        "reprint_for": _("%(name)s 님의 명찰은 이미 출력했습니다. 다시 인쇄하는 사유를 골라 주세요."),
        "undone": _("방금 처리를 되돌렸습니다."),
        "not_undone": _("이미 되돌렸거나 되돌릴 수 없는 처리입니다."),
        "server_differs": _("서버의 결과는 다릅니다: %(outcome)s"),
        "walkin_kept": _("%(name)s 님의 현장등록을 받았습니다. 임시 번호 %(code)s"),
        "walkin_consent": _("개인정보 동의서를 받은 다음에 등록해 주세요."),
        "choose_category": _("참석구분을 골라 주세요."),
        "deputy_for": _(
            "%(organization)s %(name)s 님의 자리를 넘겨받습니다. %(name)s 님의 등록은 끝나고, 참석구분과 좌석은 그대로 넘어갑니다."
        ),
        "deputy_kept": _("%(name)s 님, 대리참석으로 입장 처리했습니다. 임시 번호 %(code)s"),
        "walkin_corrected": _("서버가 받지 않은 현장등록을 고칩니다. 임시 번호 %(code)s"),
        "walkin_name": _("성명을 입력해 주세요."),
    }


def _outcomes() -> dict[str, str]:
    """What a scan came to, to be read out."""
    return {
        CheckInOutcome.ENTERED: _("%(name)s 님, 입장 처리했습니다."),
        CheckInOutcome.OVERRIDE: _("%(name)s 님, 이유를 적고 입장 처리했습니다."),
        CheckInOutcome.LEFT: _("%(name)s 님, 퇴장 처리했습니다."),
        CheckInOutcome.UNDONE: _("방금 처리를 되돌렸습니다."),
        CheckInOutcome.ALREADY: _("%(name)s 님은 이미 입장했습니다: %(time)s"),
        CheckInOutcome.CONFLICT: _("%(name)s 님은 다른 데스크에서 먼저 입장했습니다."),
        CheckInOutcome.CANCELLED: _("%(name)s 님은 취소된 등록입니다. 입장 처리하지 않았습니다."),
        CheckInOutcome.WAITLISTED: _("%(name)s 님은 대기자입니다. 입장 처리하지 않았습니다."),
        CheckInOutcome.NOT_OPEN: _("취소되었거나 연기된 행사입니다. %(name)s 님을 입장 처리하지 않았습니다."),
        CheckInOutcome.REVOKED: _(
            "폐기된 명찰입니다. %(name)s 님 본인인지 확인하시고, 성명으로 다시 찾아 입장 처리해 주세요."
        ),
        CheckInOutcome.NOT_LISTED: _("%(name)s 님은 이 입장 명단에 없습니다. 입장 처리하지 않았습니다."),
        CheckInOutcome.OTHER_EVENT: _("다른 행사의 등록번호입니다."),
        CheckInOutcome.UNKNOWN: _("이 행사에 없는 등록번호입니다: %(code)s"),
        CheckInOutcome.NOT_IN: _("%(name)s 님은 입장하지 않았습니다."),
        CheckInOutcome.NOT_UNDONE: _("이미 되돌렸거나 되돌릴 수 없는 처리입니다."),
    }
