"""The home page, health, where staff start, and the pages for what went wrong."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events import access
from events.models import Event, EventRole, EventState, Series
from events.models.event import EventQuerySet
from maxforum import doctor

_watch = doctor.Watch()
MOST_PAST = 24


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is next, and what was."""
    series = list(Series.objects.order_by("position", "pk"))
    listed = _listed(Event.objects.real())
    following = next((event for event in listed["upcoming"] if event.state == EventState.ANNOUNCED), None)
    if following is not None:
        listed["upcoming"].remove(following)
    return render(request, "maxforum/home.html", {**listed, "next": following, "series_list": series})


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """A series with its events."""
    shown = get_object_or_404(Series, slug=slug)
    return render(request, "maxforum/series.html", {**_listed(shown.events.real()), "series": shown})


def _listed(events: EventQuerySet) -> dict[str, list[Event]]:
    """Upcoming and past events, each with where its registration stands, in four queries."""
    at = timezone.now()
    events = events.select_related("venue").prefetch_related("series_entries__series")
    upcoming, past = list(events.ahead(at=at)), list(events.behind(at=at)[:MOST_PAST])
    for event in upcoming:
        event.window = event.registration_window(at=at)  # type: ignore[attr-defined]
    return {"upcoming": upcoming, "past": past}


@never_cache
@login_required
def staff_start(request: HttpRequest) -> HttpResponse:
    """Sends staff to where their work is: organizers to the admin, desk staff to the desk."""
    if request.user.is_superuser or access.has_any_role(request.user, EventRole.ORGANIZER):  # type: ignore[arg-type]
        return redirect("admin:index")
    return redirect("desk:events")


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; whether it can work is said by ``/health``."""
    return JsonResponse({"live": True})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """The doctor's facts, a few seconds old at most; 503 while one of them is wrong."""
    facts = _watch.facts()
    is_healthy = all(fact.is_good for fact in facts)
    return JsonResponse(
        {"healthy": is_healthy, "facts": {fact.name: fact.is_good for fact in facts}},
        status=200 if is_healthy else 503,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(
        request,
        404,
        _("페이지를 찾을 수 없습니다"),
        _("주소가 바뀌었거나 잘못 입력되었습니다. 첫 화면에서 행사를 찾아보세요."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(
        request,
        403,
        _("볼 수 없는 페이지입니다"),
        _("이 페이지를 볼 권한이 없습니다. 담당자에게 문의해 주세요."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, 400, _("요청을 읽을 수 없습니다"), _("뒤로 돌아가 다시 시도해 주세요."))


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    return _problem(
        request,
        405,
        _("이 주소는 따로 열 수 없습니다"),
        _("양식을 보낼 때만 쓰는 주소입니다. 뒤로 돌아가 화면의 단추를 눌러 주세요."),
    )


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return _problem(
        request,
        429,
        _("요청이 너무 많습니다"),
        _("잠시 후 다시 시도해 주세요."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _problem(
        request,
        403,
        _("양식의 유효 시간이 지났습니다"),
        _("아무것도 저장되지 않았습니다. 뒤로 돌아가 페이지를 새로 고친 다음 다시 보내 주세요."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _problem(
        request,
        500,
        _("일시적인 문제가 생겼습니다"),
        _("잠시 후 다시 시도해 주세요. 입력하신 내용은 저장되지 않았습니다."),
    )


def _problem(request: HttpRequest, status: int, heading: str, advice: str) -> HttpResponse:
    return render(request, "problem.html", {"heading": heading, "advice": advice}, status=status)
