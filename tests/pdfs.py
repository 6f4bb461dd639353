"""Reading PDFs as a person, a printer and a scanner would, with poppler's tools."""

import io
import re
import subprocess
from dataclasses import dataclass, replace
from html import unescape

import zxingcpp
from PIL import Image

MM = 72 / 25.4  # points


@dataclass(frozen=True)
class Word:
    """A word on a page, its box in millimetres from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def moved(self, x: float, y: float) -> "Word":
        """The same, seen from another corner."""
        return replace(
            self, left=self.left + x, top=self.top + y, right=self.right + x, bottom=self.bottom + y
        )


def text(pdf: bytes) -> str:
    """The text as it lies on the page (``pdftotext -layout``)."""
    return _poppler("pdftotext", "-layout", "-", "-", pdf=pdf).decode()


def pages(pdf: bytes) -> list[str]:
    return text(pdf).removesuffix("\f").split("\f")


def fonts(pdf: bytes) -> list[tuple[str, bool, bool]]:
    """Each font's name without its subset tag, whether it is embedded, and whether it maps back to text."""
    rows = _poppler("pdffonts", "-", pdf=pdf).decode().splitlines()[2:]
    found = [
        re.match(r"(?:[A-Z]{6}\+)?(\S+) .* (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", row) for row in rows
    ]
    return sorted({(match[1], match[2] == "yes", match[4] == "yes") for match in found if match})


def words(pdf: bytes, *, page: int = 1) -> list[Word]:
    page_number = str(page)
    return _words(
        _poppler("pdftotext", "-bbox", "-f", page_number, "-l", page_number, "-", "-", pdf=pdf).decode()
    )


def words_of_pages(pdf: bytes) -> list[list[Word]]:
    """The same of every page, read at once."""
    html = _poppler("pdftotext", "-bbox", "-", "-", pdf=pdf).decode()
    return [_words(page) for page in html.split("<page ")[1:]]


def _words(html: str) -> list[Word]:
    boxes = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', html)
    return [Word(unescape(box[4]), *(float(side) / MM for side in box[:4])) for box in boxes]


def picture(pdf: bytes, *, page: int = 1, dpi: int = 150, colours: str = "L") -> Image.Image:
    page_number = str(page)
    png = _poppler("pdftoppm", "-r", str(dpi), "-f", page_number, "-l", page_number, "-png", "-", pdf=pdf)
    return Image.open(io.BytesIO(png)).convert(colours)


def codes(picture: Image.Image) -> list[str]:
    """What a scanner reads off the picture."""
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


def codes_at(picture: Image.Image, *, dpi: int = 150) -> dict[str, tuple[float, float]]:
    """The middle of each code that a scanner reads off the picture, in millimetres."""
    return {
        found.text: (
            (found.position.top_left.x + found.position.bottom_right.x) / 2 / dpi * 25.4,
            (found.position.top_left.y + found.position.bottom_right.y) / 2 / dpi * 25.4,
        )
        for found in zxingcpp.read_barcodes(picture)
    }


def _poppler(tool: str, *arguments: str, pdf: bytes) -> bytes:
    return subprocess.run([tool, *arguments], input=pdf, capture_output=True, check=True).stdout
