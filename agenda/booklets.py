"""Imposing: A5 pages two by two on A4, so that the sheets, printed on both sides and folded together, read on.

An imposed sheet has no order that could be read out, so it has no tags; who listens takes the A4 programme or its page.
"""

import io

import pikepdf

A4_LONG, A4_SHORT = 841.89, 595.28  # points
PAGES_PER_SHEET = 4


def impose(pdf: bytes) -> bytes:
    """The booklet of an A5 PDF; turned over on the short edge. Blank pages fill the last sheet."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as pages, pikepdf.new() as booklet:
        for left, right in sides(len(pages.pages)):
            side = booklet.add_blank_page(page_size=(A4_LONG, A4_SHORT))
            for number, from_left in ((left, 0), (right, A4_LONG / 2)):
                if number is not None:
                    place = pikepdf.Rectangle(from_left, 0, from_left + A4_LONG / 2, A4_SHORT)
                    side.add_overlay(pages.pages[number], place)
        booklet.docinfo["/Title"] = pages.docinfo.get("/Title", "")
        if "/Lang" in pages.Root:
            booklet.Root["/Lang"] = str(pages.Root["/Lang"])
        booklet.save(out, deterministic_id=True)
    return out.getvalue()


def sides(count: int) -> list[tuple[int | None, int | None]]:
    """Which pages, counted from 0, lie left and right on each side of the sheets; None is a blank."""
    total = -(-count // PAGES_PER_SHEET) * PAGES_PER_SHEET
    found = []
    for first in range(total // 2):
        last = total - 1 - first
        pair = (last, first) if first % 2 == 0 else (first, last)
        left, right = (number if number < count else None for number in pair)
        found.append((left, right))
    return found
