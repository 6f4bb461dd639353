"""Finishing pages that are laid out as a PDF."""

from events import pdf
from events.kinds import Pages, Paper, Progress


def as_pdf(pages: Pages, *, progress: Progress) -> Paper:
    """The paper, tagged (PDF/UA-1).

    :raises Refused: the HTML refers to a file, an address or a picture it does not bring
    :raises CannotBeSet: the setting process was ended over it
    """
    content = pdf.write_parts(pages.parts, css=pages.css, progress=progress, total=pages.count)
    return Paper(content=content, name=f"{pages.name}.pdf", record=pages.record)
