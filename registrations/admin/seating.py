"""좌석 배정: an event's hall as a plan; a seat or a guest is chosen, then the other, and what was done is said above."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from events import kinds
from events.admin import handmade, pages
from events.fields import LineField
from events.models import Event
from registrations import seatassigning, seatcharts, seatplans, seats
from registrations.badges import printing
from registrations.models import Registration, Seat
from registrations.seatassigning import SeatRefused
from registrations.seatcharts import Chart
from registrations.states import BY_INVITATION, Category

MOST_LISTED = 30  # guests without a seat
LONGEST_WORD = 20
PAPERS = ("seat-plan", "seat-labels")


def seating(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The plan with what is chosen in it; a POST takes one step."""
    event = pages.event_or_404(request, event_id)
    if request.method == "POST":
        return _act(request, event)
    charts, query = seatcharts.of_event(event.pk), request.GET.get("q", "").strip()
    places = [place for chart in charts for place in chart.places]
    guest = _guest(event, request.GET.get("guest", ""))
    seat = None if guest else _chosen(places, request.GET.get("seat", ""))
    waiting = list(seatcharts.unseated(event.pk, query=query)[: MOST_LISTED + 1])
    by_category = seatcharts.unseated_by_category(event.pk)
    context = {
        "event": event,
        "charts": charts,
        "figures": _figures(charts, by_category.total()),
        "query": query,
        "seat": seat,
        "seat_name": seatassigning.full_name(seat) if seat else "",
        "guest": guest,
        "guest_seat": _seat_of(places, guest),
        "waiting": waiting[:MOST_LISTED],
        "is_cut": len(waiting) > MOST_LISTED,
        "categories": [(one, by_category[one], one in BY_INVITATION) for one in Category if by_category[one]],
        "is_told": seats.told_at(event.pk),
        "longest_word": LONGEST_WORD,
        "papers": [(name, kinds.get(name).label) for name in PAPERS],
    }
    title = _("%(event)s 좌석 배정") % {"event": event}
    return pages.page(request, site, "registrations/admin/seating.html", title=title, context=context)


def address(event_id: int, **chosen: str) -> str:
    """Where the plan is, with what is chosen in it."""
    given = {name: value for name, value in chosen.items() if value}
    page = reverse("admin:events_event_seating", args=[event_id])
    return f"{page}?{urlencode(given)}" if given else page


def _act(request: HttpRequest, event: Event) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    try:
        messages.success(request, step(event, request.POST))
    except SeatRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(address(event.pk, q=request.POST.get("q", "")))


def _put(event: Event, data: QueryDict) -> str:
    """Seat a guest, or let them change places with whoever sits there."""
    guest_id = _id(data, "guest")
    if "with" in data:
        seatassigning.swap(event_id=event.pk, registration_ids=(guest_id, _id(data, "with")))
        return _("두 분의 좌석을 서로 바꾸었습니다.")
    seat = seatassigning.place(
        event_id=event.pk,
        seat_id=_id(data, "seat"),
        registration_id=guest_id,
        from_id=_id(data, "from") or None,
    )
    guest = Registration.objects.get(pk=guest_id)
    return _("%(name)s 님을 %(seat)s에 배정했습니다.") % {
        "name": guest.name,
        "seat": seatassigning.full_name(seat),
    }


def _take_away(event: Event, data: QueryDict) -> str:
    seatassigning.take_away(event_id=event.pk, registration_id=_id(data, "guest"))
    return _("배정을 풀었습니다.")


def _hold(event: Event, data: QueryDict) -> str:
    try:
        word = LineField(max_length=LONGEST_WORD, required=False).clean(data.get("word", ""))
    except ValidationError as error:
        raise SeatRefused(error.messages[0]) from error
    seat = seatassigning.hold(event_id=event.pk, seat_id=_id(data, "seat"), word=word)
    return _("%(seat)s 좌석을 비워 두었습니다.") % {"seat": seatassigning.full_name(seat)}


def _open_up(event: Event, data: QueryDict) -> str:
    seat = seatassigning.open_up(event_id=event.pk, seat_id=_id(data, "seat"))
    return _("%(seat)s에 다시 배정할 수 있습니다.") % {"seat": seatassigning.full_name(seat)}


def _fill(event: Event, data: QueryDict) -> str:
    chosen = [one for one in Category if one in data.getlist("category")]
    if not chosen:
        raise SeatRefused(_("앉힐 참석구분을 하나 이상 골라 주세요."))
    filled = seatassigning.fill(
        event_id=event.pk, categories=chosen, area_id=_id(data, "area") if data.get("area") else None
    )
    if filled.left:
        text = _("%(seated)d명을 의전 순서로 배정했습니다. 빈 좌석이 모자라 %(left)d명이 남았습니다.")
        return text % {"seated": filled.seated, "left": filled.left}
    return _("%(seated)d명을 의전 순서로 배정했습니다.") % {"seated": filled.seated}


def _tell(event: Event, data: QueryDict) -> str:
    is_told = data.get("told") == "yes"
    seatplans.tell(event_id=event.pk, is_told=is_told)
    return (
        _("참가자의 등록 페이지에 좌석을 보입니다.") if is_told else _("참가자에게 좌석을 보이지 않습니다.")
    )


STEPS: dict[str, Callable[[Event, QueryDict], str]] = {
    "put": _put,
    "take-away": _take_away,
    "hold": _hold,
    "open-up": _open_up,
    "fill": _fill,
    "tell": _tell,
}


def _id(data: QueryDict, name: str) -> int:
    """The id that the page sent; 0, which no row has, where it can be none."""
    return handmade.row_id(data.get(name, "")) or 0


def _guest(event: Event, text: str) -> Registration | None:
    pk = handmade.row_id(text)
    return None if pk is None else printing.printable(event.pk).filter(pk=pk).first()


def _chosen(places: list[Seat], text: str) -> Seat | None:
    return next((place for place in places if str(place.pk) == text), None)


def _seat_of(places: list[Seat], guest: Registration | None) -> Seat | None:
    if guest is None:
        return None
    return next((place for place in places if place.registration_id == guest.pk), None)


def _figures(charts: list[Chart], unseated: int) -> list[tuple[Any, int]]:
    return [
        (_("좌석"), sum(len(chart.places) for chart in charts)),
        (_("배정한 좌석"), sum(chart.taken for chart in charts)),
        (_("비워 둔 좌석"), sum(chart.held for chart in charts)),
        (_("빈 좌석"), sum(chart.free for chart in charts)),
        (_("좌석 없는 확정자"), unseated),
    ]
