"""Papers about the timetable, drawn from the latest release: the programme."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from agenda import papertexts, published
from events import pdf
from events.kinds import NothingToPrint, Paper, Progress
from events.lettering import Step, fit
from events.models import Event

TITLE_WIDTH = 154  # mm inside the title box of static/css/paper.css
TITLE_STEPS = [Step(24, 1), Step(22, 1), Step(21, 2), Step(18, 3), Step(15, 4)]


def render_programme(*, event_id: int, language: str, at: datetime, progress: Progress) -> Paper:
    """The programme (프로그램) of the event's latest release, in the ministry's form.

    :raises NothingToPrint: nothing is released yet
    """
    event = Event.objects.get(pk=event_id)
    latest = published.current(event)
    if latest is None:
        raise NothingToPrint(_("확정본이 없어 프로그램을 출력할 수 없습니다. 프로그램을 먼저 확정해 주세요."))
    programme = latest.programme
    context = {
        "language": language,
        "published": latest,
        "programme": programme,
        "title": programme.name[language],
        "heading": fit(programme.name[language], width_mm=TITLE_WIDTH, steps=TITLE_STEPS, bold=True),
        "above": papertexts.series(programme, language),
        "printed_at": at,
        "facts": papertexts.facts(programme, language),
        "rows": [papertexts.table_row(row, programme, language) for row in programme.rows],
    }
    html = render_to_string("papers/programme.html", context)
    content = pdf.write(html, css=[pdf.stylesheet("css/paper.css")])
    progress(1, 1)
    return Paper(content=content, name=f"programme-{programme.slug}-{latest.number}-{language}.pdf")
