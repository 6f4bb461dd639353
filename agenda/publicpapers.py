"""The programme for readers of the public page: A4, and a booklet to be folded."""

from agenda import booklets, programmepaper
from agenda.published import Published
from events import presses, stylesheets

BOOKLET_CSS = "css/paper-a5.css"


def programme_pdf(current: Published, language: str) -> bytes:
    """The programme on A4, tagged for screen readers."""
    page = programmepaper.html(current, language, printed_at=None)
    return presses.write(page, css=[stylesheets.read(programmepaper.CSS)])


def booklet_pdf(current: Published, language: str) -> bytes:
    """The programme as an A5 booklet: two pages on each side of A4, printed on both sides and folded once."""
    page = programmepaper.html(current, language, printed_at=None)
    css = [stylesheets.read(programmepaper.CSS), stylesheets.read(BOOKLET_CSS)]
    return booklets.impose(presses.write(page, css=css, variant=None))
