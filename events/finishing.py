"""Finishing pages that are laid out as a PDF. Carries the PDF engine, so the web processes do without it."""

from events import pdf, typesetter
from events.kinds import Pages, Paper, Progress
from events.printjobs import ACCESSIBLE


def as_pdf(pages: Pages, *, progress: Progress) -> Paper:
    """The paper, tagged (PDF/UA-1).

    :raises typesetter.Refused: the HTML refers to a file, an address or a picture it does not bring
    """
    if len(pages.parts) == 1:
        content = typesetter.typeset(pages.parts, css=pages.css, variant=ACCESSIBLE)
        progress(1, 1)
    else:
        content = pdf.write_parts(pages.parts, css=pages.css, progress=progress)
    return Paper(content=content, name=f"{pages.name}.pdf", record=pages.record)
