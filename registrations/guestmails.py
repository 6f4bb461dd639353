"""The mails to a guest that are not about a seat: the code to sign in, and what became of a request about their data."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from events import notation, outbox
from events.models import Event, Message
from registrations import links, signincodes
from registrations.models import DataRequest, DataRequestKind, DataRequestState


def sign_in_code(*, email: str, seed: str, language: str, at: datetime) -> None:
    """Mail the code of a seed. The row holds a placeholder in its place."""
    with translation.override(language):
        put(
            key=f"{signincodes.PREFIX}:{seed}",
            to=email,
            subject=_("[M.AX 포럼] 내 등록 확인 코드"),
            heading=_("내 등록 확인 코드"),
            lines=[
                _("아래 코드를 화면에 입력하시면 이 주소로 하신 등록을 보실 수 있습니다."),
                _("코드는 %(minutes)d분 동안 쓸 수 있습니다.")
                % {"minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60},
                _("요청하신 적이 없으면 이 메일을 무시해 주세요. 코드를 아무에게도 알려 주지 마세요."),
            ],
            code=Message.LINK_TOKEN,
            token_subject=signincodes.subject(seed),
            event_id=None,
            at=at,
        )


def request_received(request: DataRequest, *, at: datetime) -> None:
    """Tell a guest that their request has arrived, and by when it is answered."""
    language = request.registration.language
    with translation.override(language):
        due = notation.moment(request.due_at, language=language)
        _about_request(
            request,
            subject=_("[개인정보 요청 접수] %(event)s"),
            heading=_("개인정보 요청을 접수했습니다"),
            lines=[_ask(request), _("늦어도 %(due)s까지 처리하고 결과를 알려 드립니다.") % {"due": due}],
            at=at,
        )


def request_handled(request: DataRequest, *, at: datetime) -> None:
    """Tell a guest what became of their request."""
    with translation.override(request.registration.language):
        if request.state == DataRequestState.REFUSED:
            heading = _("개인정보 요청을 받아들이지 못했습니다")
            lines = [_ask(request), _("사유: %(reason)s") % {"reason": request.note}]
        elif request.kind == DataRequestKind.DELETION:
            heading = _("개인정보를 파기했습니다")
            lines = [
                _("요청하신 대로 이 행사에 등록하실 때 적어 주신 개인정보를 파기했습니다."),
                _("개인 링크와 QR 코드는 더 이상 쓸 수 없습니다."),
            ]
        else:
            heading = _("개인정보 요청을 처리했습니다")
            lines = [_ask(request), *filter(None, [request.note])]
        _about_request(
            request, subject=_("[개인정보 요청 처리] %(event)s"), heading=heading, lines=lines, at=at
        )


def put(
    *,
    key: str,
    to: str,
    subject: str,
    heading: str,
    lines: list[str],
    token_subject: str,
    event_id: int | None,
    at: datetime,
    event_name: str = "",
    code: str = "",
    link: str = "",
    link_label: str = "",
    footer: list[str] | None = None,
    unsubscribe: str = "",
) -> None:
    """Queue a mail of a heading, some sentences, and a code or a link, in the active language.

    ``unsubscribe`` is the address at which one click of a mail program ends such mails.
    """
    context = {
        "language": translation.get_language() or "ko",
        "event_name": event_name,
        "heading": heading,
        "lines": lines,
        "code": code,
        "link": link,
        "link_label": link_label,
        "footer": footer or [],
    }
    mail = outbox.Mail(
        to=to,
        subject=subject,
        text=render_to_string("mail/letter.txt", context),
        html=render_to_string("mail/letter.html", context),
        token_subject=token_subject,
        unsubscribe=unsubscribe,
    )
    outbox.put(mail, key=key, event_id=event_id, at=at)


def event_name(event: Event, language: str) -> str:
    """The event's name in a language, marked where it is only a demonstration."""
    name = (event.name_en if language == "en" else "") or event.name
    return f"[{_('시연용')}] {name}" if event.is_demonstration else name


def _ask(request: DataRequest) -> str:
    return _("요청: 개인정보 %(kind)s") % {"kind": request.get_kind_display()}


def _about_request(
    request: DataRequest, *, subject: str, heading: str, lines: list[str], at: datetime
) -> None:
    """To where the guest's mail goes; who has left no address is told by nobody but a person."""
    registration = request.registration
    if not registration.mail_address:
        return
    name = event_name(registration.event, registration.language)
    put(
        key=f"registration:{registration.pk}:data-request:{request.pk}:{request.state}",
        to=registration.mail_address,
        subject=subject % {"event": name},
        heading=heading,
        lines=lines,
        event_name=name,
        token_subject=links.subject_of(registration),
        event_id=registration.event_id,
        at=at,
    )
