"""What a device needs to make the badge of somebody who is on no roster: the design's blocks, and codes with their pictures."""

from typing import Any

from events import codes
from registrations import codeimages
from registrations.badges.design import Field, QrPlace
from registrations.badges.faces import Form
from registrations.states import Category

SPARE_CODES = 40  # walk-ins of one desk between two loadings; later ones have no picture on their badges


def blocks(form: Form) -> dict[str, Any]:
    """The blocks of the design in their order, each with the room it has and the sizes that it may be set in."""
    boxes = form.design.arranged(form.width, form.height)
    said = {Field.EVENT: form.event_name}
    return {
        "blocks": [
            {
                "classes": f"b{number}",
                "field": str(box.block.field),
                "text": said.get(Field(box.block.field), box.block.text),
                "width": box.text_width,
                "is_bold": box.block.is_bold,
                "steps": [[step.size, step.lines] for step in box.block.steps()],
            }
            for number, box in enumerate(boxes)
        ],
        "words": {str(value): form.words.get(value) or str(label) for value, label in Category.choices},
        "mark": form.mark,
        "has_code": form.design.qr_place != QrPlace.NONE,
    }


def spare_codes() -> list[dict[str, str]]:
    """Codes that nobody has, with their pictures: whether somebody has one meanwhile is asked when it comes back."""
    return [
        {"code": code, "qr": codeimages.qr_data_uri(code)}
        for code in (codes.new_code() for _ in range(SPARE_CODES))
    ]
