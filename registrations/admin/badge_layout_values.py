"""What the form of a layout shows before anybody types: a layout that is kept, a preset; and its blocks rearranged."""

from typing import Any

from django.http import QueryDict

from registrations import labels
from registrations.admin.badge_layout_form import PAPERS, PREFIX, BlockForm
from registrations.badges import colours, design, editing, layouts
from registrations.badges.design import MOST_BLOCKS, Align, Block, Design, Field
from registrations.labels import Sheet
from registrations.models import BadgeBack, BadgeLayout


def of_layout(row: BadgeLayout) -> dict[str, Any]:
    """What the form shows of a layout that is kept."""
    own = row.own_sheet or {}
    sheet = layouts.read(row, with_pictures=False).sheet
    return {
        "name": row.name,
        "sheet": row.sheet,
        **_of_sheet(sheet, is_placed=bool(own)),
        **_of_design(design.read(row.design)),
        "back": row.back,
        "back_text": row.back_text,
    }


def of_preset(name: str) -> dict[str, Any]:
    """What the form shows of a layout to be: a sheet with its standard design."""
    sheet = labels.get(name)
    return {
        "name": sheet.label.partition(" (")[0][: editing.LONGEST_NAME],
        "sheet": name,
        **_of_sheet(sheet, is_placed=False),
        **_of_design(design.standard(sheet.width, sheet.height)),
        "back": BadgeBack.NONE,
    }


def _of_sheet(sheet: Sheet, *, is_placed: bool) -> dict[str, Any]:
    page = (sheet.page_width, sheet.page_height)
    paper = next((name for name, known in PAPERS.items() if known == (sheet.material, page)), "roll")
    return {
        "paper": paper,
        "width": _short(sheet.width),
        "height": _short(sheet.height),
        "columns": sheet.columns,
        "rows": sheet.rows,
        "gap_x": _short(sheet.step_x - sheet.width),
        "gap_y": _short(sheet.step_y - sheet.height),
        "left": _short(sheet.left) if is_placed else None,
        "top": _short(sheet.top) if is_placed else None,
    }


def _of_design(shown: Design) -> dict[str, Any]:
    return {
        "margin": _short(shown.margin),
        "qr_place": shown.qr_place,
        "qr_size": _short(shown.qr_size),
        **{
            f"colour_{category}": shown.colours.get(category, usual)
            for category, usual in colours.COLOURS.items()
        },
    }


def _short(number: float) -> float:
    """The number to a thousandth, without ``.0``."""
    return int(number) if number == int(number) else round(number, 3)


def of_blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """What the forms of the blocks show."""
    return [
        {name: getattr(block, name) for name in BlockForm.base_fields} | {"gap": _short(block.gap)}
        for block in blocks
    ]


def redesigned(data: QueryDict, shown: Design) -> QueryDict:
    """The form's data with another design."""
    changed = _without_blocks(data)
    for name, value in _of_design(shown).items():
        if not name.startswith("colour_"):
            changed[name] = str(value)
    changed[f"{PREFIX}-TOTAL_FORMS"] = str(len(shown.blocks))
    for number, block in enumerate(of_blocks(shown.blocks)):
        for name, value in block.items():
            if value is not False:
                changed[f"{PREFIX}-{number}-{name}"] = "on" if value is True else str(value)
    return changed


def rearranged(data: QueryDict, step: str) -> QueryDict:
    """The form's data with its blocks in another order: ``up-2``, ``down-0``, ``remove-1`` or ``add``.

    They need not be valid; whatever else is asked changes nothing.
    """
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = min(int(total), MOST_BLOCKS) if total.isascii() and total.isdecimal() and len(total) < 4 else 0
    names = list(BlockForm.base_fields)
    rows = [[data.getlist(f"{PREFIX}-{number}-{name}") for name in names] for number in range(count)]
    _rearrange(rows, step, names)
    changed = _without_blocks(data)
    changed[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows))
    for number, row in enumerate(rows):
        for name, values in zip(names, row, strict=True):
            if values:
                changed.setlist(f"{PREFIX}-{number}-{name}", values)
    return changed


def _without_blocks(data: QueryDict) -> QueryDict:
    changed = data.copy()
    for key in [key for key in changed if key.startswith(f"{PREFIX}-")]:
        del changed[key]
    changed[f"{PREFIX}-INITIAL_FORMS"] = "0"
    return changed


def _rearrange(rows: list[list[list[str]]], step: str, names: list[str]) -> None:
    what, _dash, number = step.partition("-")
    if what == "add" and len(rows) < MOST_BLOCKS:
        fresh = {"field": Field.TEXT, "size": "12", "lines": "1", "gap": "1", "align": Align.CENTER}
        rows.append([[str(fresh[name])] if name in fresh else [] for name in names])
        return
    at = int(number) if number in map(str, range(len(rows))) else -1
    if at < 0:
        return
    row = rows.pop(at)
    if what != "remove":
        rows.insert(max(0, at - 1) if what == "up" else at + 1 if what == "down" else at, row)
