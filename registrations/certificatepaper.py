"""The certificate of attendance on paper: one page each, with a place for the seal and the way to verify it.

It bears its number and day of issue. The print time is left out: a certificate says the same whenever it is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from agenda import published
from events import notation, presses, stylesheets
from events.lettering import Setting, Step, fit
from events.models import Event
from events.printjobs import Part
from registrations import codeimages
from registrations.facts import Facts, facts
from registrations.models import Certificate

CSS = "css/certificate.css"
QR_SCALE = 6  # pixels a module
WIDTH = 105  # mm for what stands right of a label
NAME_STEPS = [Step(24, 1), Step(20, 1), Step(17, 2), Step(13, 3), Step(12, 4)]
EVENT_STEPS = [Step(16, 2), Step(14, 3), Step(12, 4)]
ISSUER_WIDTH = 108  # mm beside the seal
ISSUER_STEPS = [Step(20, 1), Step(17, 1), Step(14, 2), Step(12, 3)]
ABOUT_SIZE = 13  # points of what is neither a name nor the event's
MOST_WITH_ROOM = 9  # lines; where there are more they are set closer, so that a certificate stays one page


@dataclass(frozen=True)
class Page:
    """One certificate, ready for the template."""

    certificate: Certificate
    name: Setting
    issued: str
    qr: str
    is_dense: bool


def single(certificate: Certificate, *, language: str) -> bytes:
    """One certificate as a tagged PDF.

    :raises presses.PressBusy: another paper takes too long
    :raises subprocess.SubprocessError: it cannot be set
    """
    page = part(certificate.event, [certificate], language=language)
    with presses.alone():
        return presses.write(page.html, css=[stylesheets.read(CSS)], pictures=page.pictures)


def address(certificate: Certificate) -> str:
    """Where anybody can verify the certificate."""
    return settings.PUBLIC_URL + reverse("registrations:certificate", args=[certificate.readable_code])


def told(event: Event, *, language: str) -> Facts:
    """What a certificate says of the event: as it was released last."""
    return facts(event, published.current(event), language=language)


def issuer(event: Event, *, language: str) -> str:
    """Who certifies: those who hold the event, else the department that answers for it."""
    hosts = [(host.name_en if language == "en" else "") or host.name for host in event.hosts.order_by("pk")]
    if hosts:
        return ", ".join(hosts)
    contact = event.contacts.order_by("position", "pk").first()
    return contact.department if contact else ""


def part(event: Event, batch: Sequence[Certificate], *, language: str) -> Part:
    """The pages of some certificates of one event, with their codes."""
    with translation.override(language):
        shown = told(event, language=language)
        certifier = issuer(event, language=language)
        event_name = fit(shown.name, width_mm=WIDTH, steps=EVENT_STEPS, bold=True)
        certified = fit(certifier, width_mm=ISSUER_WIDTH, steps=ISSUER_STEPS, bold=True)
        shared = len(event_name.lines) + len(certified.lines) + _lines(shown.when) + _lines(shown.where)
        context = {
            "language": language,
            "event": event,
            "facts": shown,
            "event_name": event_name,
            "issuer": certified,
            "pages": [
                Page(
                    one,
                    name := fit(one.name, width_mm=WIDTH, steps=NAME_STEPS, bold=True),
                    notation.date_alone(one.issued_at, language=language),
                    f"picture:{one.code}",
                    is_dense=shared + len(name.lines) + _lines(one.organization) + _lines(one.title)
                    > MOST_WITH_ROOM,
                )
                for one in batch
            ],
        }
        html = render_to_string("papers/certificates.html", context)
    pictures = {one.code: codeimages.qr_png(address(one), scale=QR_SCALE) for one in batch}
    return Part(html=html, pictures=pictures)


def _lines(text: str) -> int:
    """On how many lines it stands beside its label."""
    return len(fit(text, width_mm=WIDTH, steps=[Step(ABOUT_SIZE, 20)], bold=True).lines)
