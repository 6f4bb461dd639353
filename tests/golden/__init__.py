"""Golden pages: how each paper of Conference 1 looks, as pictures, and where each word stands, as text.

The words tell a changed syllable, however small; the picture, of few pixels, tells a moved line, another size, a missing
rule or another colour. Both have a tolerance for another version of the libraries that draw: see the figures below.
``python -m tests.golden`` makes them anew; look at each page before you commit it.
"""

import io
import os
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from maxforum import embedded
from tests import pdfs

FOLDER = Path(__file__).parent / "pages"
RENEW = "RENEW_GOLDEN_PAGES"  # set in the environment, what is drawn becomes golden
DPI = 50
FINER = 4  # times: pages are drawn so much larger and averaged, which leaves little of how edges are smoothed
STEP = 15  # of 255: shades between are not told apart, which keeps the files small
BLOCK = 3  # pixels: differences are averaged over blocks of so many
# Of 255, in the worst block. Measured on all papers: up to 51 without any smoothing, 67 drawn by cairo and 85 by pdfium in
# place of poppler; at least 128 where something moves by half a millimetre.
MOST_DIFFERENCE = 100
MOST_MOVED = 0.6  # mm that a word may stand elsewhere; a changed syllable is another word


@dataclass(frozen=True)
class Golden:
    """A page of a paper of Conference 1."""

    kind: str
    language: str
    page: int

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.language}-{self.page}"


def differences(golden: Golden, pdf: bytes) -> list[str]:
    """In what the page is not as it was; the actual picture, and where it differs, are left in ``var/golden``."""
    picture, words = draw(pdf, golden.page)
    if os.environ.get(RENEW):
        _keep(golden, picture, words, FOLDER)
    if not (FOLDER / f"{golden.name}.png").exists():
        return ["There is no golden page yet: python -m tests.golden"]
    known = Image.open(FOLDER / f"{golden.name}.png").convert("RGB")
    found = _words_differ((FOLDER / f"{golden.name}.txt").read_text().splitlines(), words)
    if known.size != picture.size:
        found.append(f"The page is {picture.size}, not {known.size}.")
    elif (worst := difference(known, picture)) > MOST_DIFFERENCE:
        found.append(f"The picture differs by {worst} of 255.")
    if found:
        _leave(golden, known, picture, words)
    return found


def draw(pdf: bytes, page: int) -> tuple[Image.Image, list[str]]:
    """The page as a small picture, and its words, each with its place in millimetres."""
    picture = pdfs.picture(pdf, page=page, dpi=DPI * FINER, colours="RGB").reduce(FINER)
    words = [f"{word.left:6.1f} {word.top:6.1f} {word.text}" for word in pdfs.words(pdf, page=page)]
    return picture.point(lambda value: value // STEP * STEP), words


def difference(one: Image.Image, other: Image.Image) -> int:
    """How much two pictures differ in the block where they differ most, of 255."""
    bands = ImageChops.difference(one, other).reduce(BLOCK).getextrema()
    return max(most for _least, most in bands)


def _words_differ(known: list[str], words: list[str]) -> list[str]:
    texts, now = [line[14:] for line in known], [line[14:] for line in words]
    if texts != now:
        gone, new = set(texts) - set(now), set(now) - set(texts)
        return [f"Words differ: {sorted(gone)} became {sorted(new)}."]
    return [
        f"{one[14:]!r} moved from {one[:14].strip()} to {other[:14].strip()} mm."
        for one, other in zip(known, words, strict=True)
        if any(abs(float(one[at]) - float(other[at])) > MOST_MOVED for at in (slice(0, 6), slice(7, 13)))
    ]


def _keep(golden: Golden, picture: Image.Image, words: list[str], folder: Path) -> None:
    out = io.BytesIO()
    few = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    (folder / f"{golden.name}.png").write_bytes(out.getvalue())
    (folder / f"{golden.name}.txt").write_text("\n".join(words) + "\n")


def _leave(golden: Golden, known: Image.Image, picture: Image.Image, words: list[str]) -> None:
    folder = embedded.var_dir() / "golden"
    folder.mkdir(parents=True, exist_ok=True)
    _keep(golden, picture, words, folder)
    if known.size == picture.size:
        ImageChops.invert(ImageChops.difference(known, picture)).save(
            folder / f"{golden.name}-difference.png"
        )
