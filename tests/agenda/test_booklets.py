"""Folded sheets read on: who turns the pages finds them in order."""

import io

import pikepdf
import pytest

from agenda import booklets


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, [(None, 0), (None, None)]),
        (4, [(3, 0), (1, 2)]),
        (6, [(None, 0), (1, None), (5, 2), (3, 4)]),
    ],
)
def test_sides_hold_the_pages_of_a_folded_booklet(count, expected):
    assert booklets.sides(count) == expected


@pytest.mark.parametrize("count", range(1, 13))
def test_reading_the_folded_sheets_gives_the_pages_in_order(count):
    sides = booklets.sides(count)

    # From the cover to the middle on the right of a front and the left of its back, then back out again.
    inward = [side[1] if number % 2 == 0 else side[0] for number, side in enumerate(sides)]
    outward = [side[0] if number % 2 == 0 else side[1] for number, side in enumerate(sides)][::-1]
    read = inward + outward
    assert read == [*range(count), *[None] * (len(read) - count)]


def test_booklet_is_on_a4_and_has_each_page_once():
    with pikepdf.new() as pages:
        for _ in range(5):
            pages.add_blank_page(page_size=(420, 595))
        content = io.BytesIO()
        pages.save(content)

    with pikepdf.open(io.BytesIO(booklets.impose(content.getvalue()))) as booklet:
        sizes = [tuple(map(float, page.mediabox)) for page in booklet.pages]
        forms = [len(page.resources.get("/XObject", {})) for page in booklet.pages]

    assert sizes == [(0, 0, 841.89, 595.28)] * 4
    assert sum(forms) == 5
