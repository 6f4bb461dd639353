"""The test page of a printer as a paper of an event, which alone knows its own layouts. On a screen it is of no use."""

from datetime import datetime

from events import finishing
from events.kinds import NothingToPrint, Options, Paper, Progress
from registrations.badges import layouts, offsets, testpage
from registrations.badges.choosing import Sides


def render_test(*, event_id: int, language: str, at: datetime, progress: Progress, options: Options) -> Paper:
    """The test page of a layout's sheet on a printer, front or both sides.

    :raises NothingToPrint: there is no such layout or printer
    """
    try:
        printer = offsets.find(int(options["printer"]) if options["printer"] else None)
        sheet = layouts.get(event_id, options["layout"]).sheet
    except (layouts.UnknownLayout, offsets.UnknownPrinter) as unknown:
        raise NothingToPrint(str(unknown)) from unknown
    page = testpage.pages(sheet, printer, with_back=options["sides"] == Sides.BOTH, language=language, at=at)
    return finishing.as_pdf(page, progress=progress)
