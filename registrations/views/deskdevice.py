"""What this browser is as a desk: its settings in a signed cookie for each event, its tag in one; no personal data in them."""

import json
from uuid import uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse

from registrations.desk import devices
from registrations.desk.devices import DeskSettings

_SALT = "registrations.desk.device"
_TAG, _TAG_SALT, _TAG_LENGTH = "desk-device", "registrations.desk.tag", 6
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
    _keep(response, request, _name(event_id), json.dumps(settings.as_plain()), _SALT)


def ledger_name(request: HttpRequest, event_id: int) -> str:
    """How the ledger of an event names this browser."""
    return devices.ledger_name(of(request, event_id).name, known_tag(request))


def tag(request: HttpRequest) -> str:
    """What tells this browser from all others, on the desk's pages and in its app; a new one where it has none."""
    return known_tag(request) or uuid4().hex[:_TAG_LENGTH]


def known_tag(request: HttpRequest) -> str:
    """The tag that this browser has already, or ""."""
    try:
        return request.get_signed_cookie(_TAG, salt=_TAG_SALT, max_age=_AGE) or ""
    except (KeyError, signing.BadSignature):
        return ""


def keep_tag(response: HttpResponse, request: HttpRequest, tag: str) -> None:
    """Let the browser keep its tag."""
    _keep(response, request, _TAG, tag, _TAG_SALT)


def _keep(response: HttpResponse, request: HttpRequest, name: str, value: str, salt: str) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=salt,
        max_age=_AGE,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def _name(event_id: int) -> str:
    return f"desk-{event_id}"
