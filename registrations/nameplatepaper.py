"""Nameplates as a paper, ready to be cut and folded.

They stand on a table before guests, and every millimetre is cut or folded: neither release nor print time is on them.
"""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from events import stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from events.printjobs import Part
from registrations import nameplates
from registrations.nameplates import PLATES, PlateSize


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The plates of those on stage, or of guests in protocol order.

    :raises NothingToPrint: nobody is on stage, or has a seat
    """
    event = Event.objects.get(pk=event_id)
    size = PlateSize(options["size"])
    plate = PLATES[size]
    people = nameplates.bearers(event, whose=options["whose"], language=language)
    if not people:
        raise NothingToPrint(
            _("명패를 만들 사람이 없습니다. 프로그램의 연사나 확정된 등록자를 확인해 주세요.")
        )
    faces = [nameplates.face(one, plate) for one in people]
    context = {
        "language": language,
        "event": event,
        "plate": plate,
        "pages": [faces[start : start + plate.on_page] for start in range(0, len(faces), plate.on_page)],
    }
    return Pages(
        parts=[Part(render_to_string("papers/nameplates.html", context))],
        css=[stylesheets.read("css/nameplates.css"), _css(plate, faces)],
        name=f"nameplates-{event.slug}-{size}",
    )


def _css(plate: nameplates.Plate, faces: list[nameplates.Face]) -> str:
    """The sheet's figures, and a class for each size of type that is used."""
    orientation = "landscape" if plate.is_landscape else "portrait"
    page_width, page_height = (297, 210) if plate.is_landscape else (210, 297)
    sizes = sorted({one.name.size for one in faces} | {one.about.size for one in faces})
    return "".join(
        [
            f"@page{{size:A4 {orientation};margin:0}}",
            f".sheet{{width:{page_width}mm;height:{page_height - 0.5}mm}}",
            f".face{{width:{plate.width}mm;height:{plate.height}mm}}",
            f".plate{{width:{plate.width}mm;margin-left:{(page_width - plate.width) / 2}mm}}",
            *(f".type-{size}{{font-size:{size}pt}}" for size in sizes),
        ]
    )
