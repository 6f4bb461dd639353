"""The codes of a whole venue's badges, read as a scanner would."""

import re
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from PIL import Image

from events import rendering
from registrations import crowd, labels
from registrations.badges import printing
from tests import pdfs
from tests.factories.events import NOON, EventFactory

GUESTS = 1_500
DPI = 150


@pytest.mark.django_db
def test_each_code_of_1500_badges_leads_a_scanner_to_the_badge_it_stands_on():
    event = EventFactory(capacity=GUESTS)
    crowd.fill(event_id=event.pk, guests=GUESTS, seed=1, at=NOON)
    codes = list(printing.printable(event.pk).values_list("code", flat=True))
    sheet = labels.get("sticker-2x4")

    paper = rendering.render(
        event_id=event.pk,
        kind="badges",
        language="ko",
        at=NOON,
        progress=lambda done, total: None,
        options={"layout": "sticker-2x4"},
    ).content

    scanned, printed = {}, defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number, picture in enumerate(_pictures(paper, Path(folder))):
            for code, (x, y) in pdfs.codes_at(picture, dpi=DPI).items():
                scanned[number, _cell(sheet, x, y)] = code
    for number, words in enumerate(pdfs.words_of_pages(paper)):
        for word in sorted(words, key=lambda word: word.left):
            if re.fullmatch("[0-9A-Z]{4}", word.text):
                printed[number, _cell(sheet, word.left, word.top)].append(word.text)

    places = [divmod(number, sheet.count) for number in range(GUESTS)]
    assert [scanned.get(place) for place in places] == codes
    assert ["".join(printed[place]) for place in places] == codes
    assert (len(scanned), len(printed)) == (GUESTS, GUESTS)


def _pictures(paper: bytes, folder: Path) -> list[Image.Image]:
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-", str(folder / "page")]
    subprocess.run(command, input=paper, check=True)
    return [Image.open(file) for file in sorted(folder.iterdir())]


def _cell(sheet: labels.Sheet, x: float, y: float) -> int:
    """The cell that holds a point; nothing is between the cells.

    :raises StopIteration: something is
    """
    return next(
        number
        for number, (left, top) in enumerate(sheet.corners())
        if 0 <= x - left <= sheet.width and 0 <= y - top <= sheet.height
    )
