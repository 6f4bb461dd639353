"""내 개인정보: a guest sees what is kept, takes it along, takes consents back, and asks for more or for its deletion."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events import phones
from registrations import consents, datarequests, personaldata
from registrations.models import DataRequestKind, DataRequestState, Registration
from registrations.views.personal import own, private


@require_safe
def shown(request: HttpRequest, token: str) -> HttpResponse:
    """All that is kept, to be read."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    return _page(request, registration, token)


@require_safe
def as_json(request: HttpRequest, token: str) -> HttpResponse:
    """All that is kept, as a file."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    data = personaldata.as_json(personaldata.of(registration), at=timezone.now())
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="registration-{registration.code}.json"'
    return private(response)


@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Takes one optional consent back."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    consents.withdraw(registration_id=registration.pk, item=request.POST.get("item", ""), at=timezone.now())
    return private(redirect("registrations:data", token=token))


@require_POST
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Asks the organizers for access or for deletion; they answer within ten days."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    kind = request.POST.get("kind", "")
    if kind not in DataRequestKind.values:
        return _page(request, registration, token, status=422)
    try:
        datarequests.ask(registration_id=registration.pk, kind=DataRequestKind(kind), at=timezone.now())
    except datarequests.RequestRefused as refusal:
        return _page(request, registration, token, status=409, refusal=str(refusal))
    return private(redirect("registrations:data", token=token))


def _page(
    request: HttpRequest, registration: Registration, token: str, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    kept = personaldata.of(registration)
    standing = {consent.item: consent for consent in kept.consents}
    open_kinds = {row.kind for row in kept.requests if row.state == DataRequestState.OPEN}
    context = {
        "registration": registration,
        "event": registration.event,
        "token": token,
        "kept": kept,
        "phone": phones.shown(registration.phone),
        "consents": [
            {"row": row, "is_withdrawable": row.given and row.item in consents.OPTIONAL}
            for row in standing.values()
        ],
        "days": datarequests.DUE_DAYS,
        "askable": [kind for kind in DataRequestKind if kind not in open_kinds],
        "refusal": refusal,
    }
    return private(render(request, "registrations/data.html", context, status=status))
