"""What the workbench answers: pieces of the page to a script that asked for them, else the page itself."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agenda import drafts, telling, workbench
from agenda.admin.workbench.commands import COMMANDS
from agenda.models import Change
from agenda.workbench import Bench
from events.models import Event

ROOMS_VIEW = "rooms"


@dataclass(frozen=True)
class Said:
    """What came of a step: for the live region, the toast and the selection."""

    text: str = ""  # or the change, to be put into words
    session_id: int | None = None
    is_problem: bool = False
    offers_undo: bool = False
    change: Change | None = None
    is_undone: bool = False

    def told(self, event: Event, states: drafts.States) -> "Said":
        """With its text, once the draft is read as it stands now."""
        if self.change is None:
            return self
        text = telling.tell(self.change, states=states, event_end=event.ends_at, undone=self.is_undone)
        return replace(self, text=text)


def is_script(request: HttpRequest) -> bool:
    return "X-Workbench" in request.headers


def view_of(request: HttpRequest) -> str:
    """Whether the rooms are asked for side by side; "" for the table."""
    return ROOMS_VIEW if request.GET.get("view") == ROOMS_VIEW else ""


def context(request: HttpRequest, bench: Bench) -> dict[str, Any]:
    """What every piece of the page needs."""
    return {
        "bench": bench,
        "event": bench.event,
        "view": view_of(request) if bench.has_rooms else "",
        "commands": COMMANDS,
        "rows_address": reverse("admin:agenda_workbench_new", args=[bench.event.pk]),
    }


def pieces(request: HttpRequest, event: Event, *, guests: int, said: Said | None = None) -> HttpResponse:
    """The parts of the page that a change may have changed, under the tag of what they show."""
    bench = workbench.look(event, guests=guests)
    said = said.told(event, bench.states) if said else None
    return _tagged(
        render(request, "agenda/workbench/_pieces.html", {**context(request, bench), "said": said}), bench.tag
    )


def done(request: HttpRequest, event: Event, said: Said, *, guests: int) -> HttpResponse:
    """A step that was taken."""
    if is_script(request):
        return pieces(request, event, guests=guests, said=said)
    messages.success(request, said.told(event, drafts.read(event.pk)).text)
    return back(request, event, said.session_id)


def refused(
    request: HttpRequest, event: Event, reason: str, *, session_id: int | None = None
) -> HttpResponse:
    """A step that was not, with the sentence why."""
    if is_script(request):
        said = Said(reason, session_id, is_problem=True)
        return render(request, "agenda/workbench/_said.html", {"said": said}, status=422)
    messages.error(request, reason)
    return back(request, event, session_id)


def back(request: HttpRequest, event: Event, session_id: int | None) -> HttpResponse:
    """To the page, at the row."""
    query = f"?view={ROOMS_VIEW}" if view_of(request) else ""
    anchor = f"#s-{session_id}" if session_id else ""
    return redirect(f"{reverse('admin:agenda_session_programme', args=[event.pk])}{query}{anchor}")


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = "no-store"
    return response
