"""What this browser is set to as a desk: kept in a signed cookie for each event, no personal data in it."""

import json

from django.core import signing
from django.http import HttpRequest, HttpResponse

from registrations.desk import devices
from registrations.desk.devices import DeskSettings

_SALT = "registrations.desk.device"
_AGE = 30 * 24 * 3600  # seconds: from the rehearsal to the day, and over a browser that is closed


def of(request: HttpRequest, event_id: int) -> DeskSettings:
    """The settings of this browser at an event; the usual ones where it has none, or made them up."""
    try:
        kept = json.loads(request.get_signed_cookie(_name(event_id), salt=_SALT, max_age=_AGE) or "{}")
    except (KeyError, signing.BadSignature, ValueError):
        kept = {}
    return devices.read(event_id, kept)


def keep(response: HttpResponse, request: HttpRequest, event_id: int, settings: DeskSettings) -> None:
    """Let the browser keep its settings."""
    response.set_signed_cookie(
        _name(event_id),
        json.dumps(settings.as_plain()),
        salt=_SALT,
        max_age=_AGE,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def _name(event_id: int) -> str:
    return f"desk-{event_id}"
