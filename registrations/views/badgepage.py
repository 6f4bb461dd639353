"""One badge on a page of its label's size, for the desk's browser or for a print station's frame."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registrations.badges import faces, single
from registrations.models import Registration

# Pages that print keep the badge in a hidden frame; the badge's page lets them, and nobody else.
framing: Any = csp_update({"frame-src": [SELF]})
framed: Any = csp_replace({"frame-ancestors": [SELF]})


def badge_page(
    request: HttpRequest, registration: Registration, *, layout: str, prints_itself: bool = True
) -> HttpResponse:
    """The page of one guest's badge in a layout of their event.

    :raises UnknownLayout: the event has none of that name
    """
    context = {**_context(registration, layout), "prints_itself": prints_itself}
    return render(request, "registrations/desk/badge.html", context)


def badge_piece(request: HttpRequest, registration: Registration, *, layout: str) -> dict[str, str]:
    """The same badge as a piece for a page that has its style already, with its title.

    :raises UnknownLayout: the event has none of that name
    """
    piece = render_to_string("registrations/desk/_badge.html", _context(registration, layout), request)
    return {"html": piece, "title": _("%(name)s 명찰") % {"name": registration.name}}


def _context(registration: Registration, layout: str) -> dict[str, Any]:
    event = registration.event
    chosen = single.layout_of(event.pk, layout)
    drawn = single.context(event, chosen, faces.person(registration), language=get_language() or "ko")
    return {"registration": registration, "layout": chosen, **drawn}
