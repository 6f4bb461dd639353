"""A design as a style sheet, for browsers and for the backs on sheets. No inline style, sizes are classes.

``stamping`` says the same as places: a change here is one there.
"""

from collections.abc import Iterator

from registrations.badges import colours
from registrations.badges.design import BAND_END, LINE, SIZES, Box, Design, Field


def css(design: Design, *, width: float, height: float, mark: str = "") -> str:
    """The rules of a face of that size; what all faces share is in ``static/css/badge.css``.

    A ``mark`` such as "리허설" stands in the band of the category; a face without a band gets it stamped into its corner.
    """
    return "".join([*_rules(design, width, height), *_stamp(design, mark)])


def _stamp(design: Design, mark: str) -> Iterator[str]:
    if mark and all(block.field != Field.CATEGORY for block in design.blocks):
        yield (
            f'.badge::after{{content:"{mark}";position:absolute;right:1.5mm;top:1.5mm;padding:0.3mm 1.2mm;'
            "border:0.3mm solid #131416;background:#fff;font-size:9pt;font-weight:700;line-height:1.2}"
        )


def _rules(design: Design, width: float, height: float) -> Iterator[str]:
    boxes = design.arranged(width, height)
    above = next((box.block.gap for box in boxes if not box.block.is_foot), 0)
    # Sizes of the whole box: an empty cell of the sheet is exactly as large, or badges would not float beside it.
    yield (
        f".badge{{box-sizing:border-box;width:{width:.2f}mm;height:{height:.2f}mm;"
        f"padding:{design.margin + above:.2f}mm 0 0 {design.margin:.2f}mm}}"
    )
    first = next((number for number, box in enumerate(boxes) if not box.block.is_foot), None)
    for number, box in enumerate(boxes):
        yield from _block(f".b{number}", box, design, height, is_first=number == first)
    corner = design.qr_corner(width, height)
    if corner:
        yield (
            f".badge-qr{{left:{corner[0]:.2f}mm;top:{corner[1]:.2f}mm;"
            f"width:{design.qr_side:.2f}mm;height:{design.qr_side:.2f}mm}}"
        )
    for category, usual in colours.COLOURS.items():
        colour = design.colours.get(category, usual)
        yield f".c-{category}{{background:{colour};color:{colours.on(colour)}}}"
    for size in sorted({*SIZES, *(box.block.size for box in boxes)}):
        yield f".f{size}{{font-size:{size}pt}}"


def _block(selector: str, box: Box, design: Design, height: float, *, is_first: bool) -> Iterator[str]:
    block = box.block
    says = [f"width:{box.width:.2f}mm", f"text-align:{block.align}"]
    if block.is_bold:
        says.append("font-weight:700")
    if block.is_foot:
        # Held by its lower edge: a text of fewer lines stands as low as one of more.
        says += ["position:absolute", f"left:{box.left:.2f}mm", f"bottom:{height - box.bottom:.2f}mm"]
    else:
        says.append(f"margin:{0 if is_first else block.gap:.2f}mm 0 0 {box.left - design.margin:.2f}mm")
    if block.is_fixed:
        says.append(f"height:{block.height:.3f}mm")
    if block.field == Field.CATEGORY:
        # The word keeps away from the band's ends.
        says += [
            f"line-height:{block.height:.3f}mm",
            f"padding:0 {BAND_END}mm",
            f"width:{box.text_width:.2f}mm",
        ]
    yield f"{selector}{{{';'.join(says)}}}"
    if block.field == Field.NAME:
        most = max(step.lines for step in block.steps())
        for lines in range(1, most + 1):
            yield f"{selector}.n{lines}{{line-height:{block.height / lines:.3f}mm}}"
    elif block.field != Field.CATEGORY:
        yield f"{selector}{{line-height:{LINE}}}"
