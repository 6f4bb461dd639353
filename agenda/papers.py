"""Papers about the timetable, drawn from the latest release: the programme."""

from datetime import datetime

from django.utils.translation import gettext as _

from agenda import programmepaper, published
from events import stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from events.printjobs import Part


def lay_out_programme(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The programme (프로그램) of the event's latest release, in the ministry's form.

    :raises NothingToPrint: nothing is released yet
    """
    event = Event.objects.get(pk=event_id)
    latest = published.current(event)
    if latest is None:
        raise NothingToPrint(_("확정본이 없어 프로그램을 출력할 수 없습니다. 프로그램을 먼저 확정해 주세요."))
    return Pages(
        parts=[Part(programmepaper.html(latest, language, printed_at=at))],
        css=[stylesheets.read(programmepaper.CSS)],
        name=f"programme-{event.slug}-{latest.number}-{language}",
    )
