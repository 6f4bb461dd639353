"""The certificates of everybody who came, as one paper."""

from datetime import datetime

from django.utils.translation import gettext as _

from events import stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from registrations import certificatepaper, certificates

ON_A_PART = 25  # pages


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The certificates of everybody who came, by name; those that nobody had yet are issued now.

    :raises NothingToPrint: nobody came, or the event is not over
    """
    event = Event.objects.get(pk=event_id)
    try:
        every = certificates.issue_all(event_id=event_id, by_id=None, at=at)
    except certificates.CertificateRefused as refusal:
        raise NothingToPrint(str(refusal)) from None
    if not every:
        raise NothingToPrint(_("입장한 분이 없어 발급할 참석확인서가 없습니다."))
    parts = [
        certificatepaper.part(event, every[start : start + ON_A_PART], language=language)
        for start in range(0, len(every), ON_A_PART)
    ]
    return Pages(parts=parts, css=[stylesheets.read(certificatepaper.CSS)], name=f"certificates-{event.slug}")
