"""The programme as a page: the same for the organizers' paper and for the public one, which differ in the footer."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from agenda import papertexts
from agenda.published import Published, event_url
from events.lettering import Step, fit

CSS = "css/paper.css"
TITLE_WIDTH = 154  # mm inside the title box of static/css/paper.css
TITLE_STEPS = [Step(24, 1), Step(22, 1), Step(21, 2), Step(18, 3), Step(15, 4)]


def html(current: Published, language: str, *, printed_at: datetime | None) -> str:
    """The programme in the ministry's form.

    Without a print time the footer has the event's public address in its place, so that the page is a function of
    the release alone.
    """
    programme = current.programme
    with translation.override(language):
        context = {
            "language": language,
            "published": current,
            "programme": programme,
            "title": programme.name[language],
            "heading": fit(programme.name[language], width_mm=TITLE_WIDTH, steps=TITLE_STEPS, bold=True),
            "above": papertexts.series(programme, language),
            "printed_at": printed_at,
            "address": event_url(programme.slug, language=language).partition("://")[2],
            "facts": papertexts.facts(programme, language),
            "rows": [
                papertexts.table_row(row, day, programme, language)
                for day, row in zip(programme.day_headings(language), programme.rows, strict=True)
            ],
        }
        return render_to_string("papers/programme.html", context)
