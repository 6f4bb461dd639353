"""The ticket (참가증) of a confirmed guest: one page, set outside the web process, kept nowhere."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from agenda import published
from events import presses, stylesheets
from events.lettering import Step, fit
from registrations import chosensessions, codeimages
from registrations.facts import facts
from registrations.models import Registration
from registrations.states import RegistrationState

CSS = "css/ticket.css"
QR_SCALE = 8  # pixels a module
TITLE_WIDTH = 118  # mm inside the frame of static/css/ticket.css
TITLE_STEPS = [Step(20, 2), Step(17, 2), Step(15, 3), Step(12, 4)]
NAME_STEPS = [Step(28, 1), Step(22, 1), Step(18, 2), Step(14, 3)]


class NoTicket(Exception):
    """Only who has a seat has a ticket."""


def pdf(registration: Registration, *, language: str, at: datetime) -> bytes:
    """The ticket as a tagged PDF; ``at`` is the print time it carries.

    :raises NoTicket: the registration is not confirmed
    :raises presses.PressBusy: another paper takes too long
    :raises subprocess.SubprocessError: it cannot be set
    """
    if registration.state != RegistrationState.CONFIRMED:
        raise NoTicket
    page = html(registration, language=language, at=at)
    pictures = {"qr": codeimages.qr_png(registration.code, scale=QR_SCALE)}
    with presses.alone():
        return presses.write(page, css=[stylesheets.read(CSS)], pictures=pictures)


def html(registration: Registration, *, language: str, at: datetime) -> str:
    """The ticket's page. The facts are the release's, as everywhere a guest looks."""
    event = registration.event
    current = published.current(event)
    with translation.override(language):
        told = facts(event, current, language=language)
        context = {
            "language": language,
            "registration": registration,
            "event": event,
            "facts": told,
            "sessions": chosensessions.of([registration], language=language).get(registration.pk),
            "heading": fit(told.name, width_mm=TITLE_WIDTH, steps=TITLE_STEPS, bold=True),
            "name": fit(registration.name, width_mm=TITLE_WIDTH, steps=NAME_STEPS, bold=True),
            "release": current,
            "printed_at": at,
        }
        return render_to_string("papers/ticket.html", context)
