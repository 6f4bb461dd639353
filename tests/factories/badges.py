"""Layouts of badges."""

from registrations import labels
from registrations.badges import design, editing
from registrations.badges.editing import Draft
from registrations.models import BadgeLayout


def draft(sheet: str = "sticker-2x4", **fields) -> Draft:
    """A layout to be, of a preset sheet with its standard design."""
    paper = labels.get(sheet)
    values = {
        "name": "우리 명찰",
        "sheet": sheet,
        "own_sheet": None,
        "design": design.standard(paper.width, paper.height),
        "back": "none",
        "back_text": "",
        **fields,
    }
    return Draft(**values)


def make_layout(event, sheet: str = "sticker-2x4", **fields) -> BadgeLayout:
    """A layout that is kept."""
    return editing.save(event_id=event.pk, layout_id=None, draft=draft(sheet, **fields), seen="")
