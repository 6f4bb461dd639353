"""How far a printer prints beside the mark, as it was measured with the test page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registrations.models import Printer


class UnknownPrinter(Exception):
    """There is no such printer; the text says so."""


@dataclass(frozen=True)
class Offsets:
    """By how many millimetres a side is moved to the right and down, as one looks at it."""

    front: tuple[float, float] = (0.0, 0.0)
    back: tuple[float, float] = (0.0, 0.0)


def find(printer_id: int | None) -> Printer | None:
    """The printer that was chosen, None without one.

    :raises UnknownPrinter: there is none of that number
    """
    if printer_id is None:
        return None
    printer = Printer.objects.filter(pk=printer_id).first()
    if printer is None:
        raise UnknownPrinter(_("고른 프린터가 목록에 없습니다."))
    return printer


def of(printer: Printer | None) -> Offsets:
    """The printer's offsets; none without a printer."""
    if printer is None:
        return Offsets()
    return Offsets(
        (printer.offset_x / 10, printer.offset_y / 10),
        (printer.back_offset_x / 10, printer.back_offset_y / 10),
    )
