"""What a device that runs a desk sends and asks for: JSON, by the session of who signed in at it."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events import access
from registrations.desk import changes, syncing


def _signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A device is told that nobody is signed in; it would follow a redirect to a page and take that for an answer."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _error(_("로그인이 필요합니다."), 401)
        return view(request, *args, **kwargs)

    return wrapped


@never_cache
@require_POST
@_signed_in
def sync(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the scans of a device, answers for each; see ``syncing.sync`` for the form of both."""
    event = access.event_for_desk(request.user, slug)  # type: ignore[arg-type]
    try:
        payload = json.loads(request.body)
    except (ValueError, RecursionError):
        return _error(_("요청 형식이 올바르지 않습니다."), 400)
    try:
        answer = syncing.sync(
            event_id=event.pk,
            payload=payload,
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except syncing.SyncRefused as refusal:
        return _error(str(refusal), 400)
    return JsonResponse(answer)


@never_cache
@require_safe
@_signed_in
def changed(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened at the other desks since the device asked last."""
    event = access.event_for_desk(request.user, slug)  # type: ignore[arg-type]
    try:
        since = changes.parse(request.GET.get("since", ""))
    except ValueError:
        return _error(_("요청 형식이 올바르지 않습니다."), 400)
    return JsonResponse(changes.changes(event_id=event.pk, since=since, at=timezone.now()))


def _error(text: str, status: int) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)
