"""현장 현황: the live counter of an event's doors, renewed without loading the page again."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST

from events import notation
from events.admin import handmade, pages
from events.models import Event
from registrations.desk import conflicts, counting, listing
from registrations.desk.counting import Counted, Crowd
from registrations.models import EntryList


def urls(wrap: Callable[..., Any], site: AdminSite) -> list[URLPattern]:
    """The addresses below an event's; ``wrap`` makes a page of the admin's of a view."""
    return [
        path("<int:event_id>/live/", wrap(live_page), name="events_event_live"),
        path("<int:event_id>/live/figures/", site.admin_view(live_figures), name="events_event_live_figures"),
        path("<int:event_id>/live.json", site.admin_view(live_json), name="events_event_live_json"),
        path(
            "<int:event_id>/live/conflicts/<int:conflict_id>/",
            site.admin_view(see_conflict),
            name="events_event_conflict_seen",
        ),
    ]


def live_page(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The figures as they stand; ``live.js`` renews them."""
    event = pages.event_or_404(request, event_id)
    title = _("%(event)s 현장 현황") % {"event": event}
    return pages.page(
        request, site, "registrations/admin/live.html", title=title, context=_context(request, event)
    )


def live_figures(request: HttpRequest, event_id: int) -> HttpResponse:
    """The piece of the page that renews itself."""
    event = pages.event_or_404(request, event_id)
    return render(request, "registrations/admin/_live.html", _context(request, event))


def live_json(request: HttpRequest, event_id: int) -> HttpResponse:
    """The figures for a program, or 304 while nothing has changed."""
    event = pages.event_or_404(request, event_id)
    return _json(request, event)


def _etag(request: HttpRequest, event: Event) -> str:
    door = _entry_list(request, event)
    return quote_etag(f"{counting.version(event.pk)}-{door.pk if door else 0}")


@condition(etag_func=_etag)
def _json(request: HttpRequest, event: Event) -> HttpResponse:
    counted = counting.count(event_id=event.pk, entry_list=_entry_list(request, event))
    response = JsonResponse(
        {
            "total": vars(counted.total),
            "by_category": [{"label": label, **vars(crowd)} for label, crowd in counted.by_category],
            "by_sector": [{"label": label, **vars(crowd)} for label, crowd in counted.by_sector],
            "slices": [{"from": begins.isoformat(), "arrived": number} for begins, number in counted.slices],
            "arrivals": [
                {
                    "scan": one.scan,
                    "at": notation.clock(one.at),
                    "name": " ".join(filter(None, [one.organization, one.title, one.name])),
                }
                for one in counted.arrivals
            ],
        }
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_POST
def see_conflict(request: HttpRequest, event_id: int, conflict_id: int) -> HttpResponse:
    """An organizer has looked at a conflict."""
    event = pages.event_or_404(request, event_id)
    conflicts.see(
        event_id=event.pk,
        conflict_id=conflict_id,
        by_id=request.user.pk,  # type: ignore[arg-type]
        at=timezone.now(),
    )
    return redirect(reverse("admin:events_event_live", args=[event.pk]))


def _context(request: HttpRequest, event: Event) -> dict[str, Any]:
    door = _entry_list(request, event)
    counted = counting.count(event_id=event.pk, entry_list=door)
    return {
        "event": event,
        "door": door,
        "doors": listing.lists_of(event.pk),
        "counted": counted,
        "tables": [
            (_("참석구분별"), _lines(counted.by_category)),
            (_("분야별"), _lines(counted.by_sector)),
        ],
        "columns": _columns(counted),
        "conflicts": list(conflicts.unseen(event.pk)),
        "at": timezone.now(),
    }


def _lines(rows: list[tuple[str, Crowd]]) -> list[tuple[str, Crowd, int]]:
    """Each with how much of it has come, in percent."""
    return [
        (label, crowd, min(100, round(100 * crowd.entered / crowd.expected)) if crowd.expected else 100)
        for label, crowd in rows
    ]


def _columns(counted: Counted) -> list[dict[str, Any]]:
    """The chart of arrivals: the columns in a picture that is 100 high; one in three has its time below."""
    most = max((number for _begins, number in counted.slices), default=0)
    return [
        {
            "x": 20 * place,
            "y": 100 - round(100 * number / most),
            "height": round(100 * number / most),
            "number": number,
            "time": notation.clock(begins),
            "is_marked": place % 3 == 0,
        }
        for place, (begins, number) in enumerate(counted.slices)
    ]


def _entry_list(request: HttpRequest, event: Event) -> EntryList | None:
    """:raises Http404: there is no such list of the event's"""
    asked = request.GET.get("list", "")
    if not asked:
        return None
    found = EntryList.objects.filter(pk=handmade.row_id(asked) or 0, event=event).first()
    if found is None:
        raise Http404
    return found
