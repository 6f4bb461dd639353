"""The screen in the hall."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from agenda import display
from agenda.published import Published
from agenda.views.answers import Form, answer
from agenda.views.same import HTML

LONGEST_ROOM = 120  # letters


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Now and next in large letters, for all rooms or for ``?room=`` one; it goes on when the network drops."""
    room = request.GET.get("room", "")[:LONGEST_ROOM]

    def make(current: Published, language: str) -> str:
        try:
            return display.page(current, language, room=room)
        except display.NoSuchRoom:
            raise Http404 from None

    return answer(request, slug, Form(f"display-{room}", HTML, make, is_text=True))
