"""The page behind an invitation's link: what one is invited to, and yes, no, a deputy, or names for a body's seats.

Opening any of it changes no answer: mail scanners open every link. Only a POST answers.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registrations import answering, answers, booking, links, sessions, sheets
from registrations.answer_forms import AcceptForm, DeclineForm, DeputyForm, PersonForm
from registrations.models import Invitation
from registrations.states import Way
from registrations.views.personal import found, private


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and how the answer stands."""
    shown = _own(request, token)
    if isinstance(shown, HttpResponse):
        return shown
    if shown.is_for_several:
        return private(redirect("registrations:invitation-people", token=token))
    guest = answering.guest_of(shown)
    context = {"guest": guest, "link": links.token(guest) if guest else ""}
    return _page(request, "registrations/invitation/answer.html", shown, token, context)


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Yes: the particulars as the list has them, to be corrected and agreed to."""

    def answer(shown: Invitation, form: AcceptForm) -> None:
        answering.accept(
            invitation_id=shown.pk,
            applicant=form.applicant(),
            consent_answers=form.consent_answers(),
            extras=form.extras(),
            way=Way.LINK,
            at=timezone.now(),
        )

    return _answer(request, token, "accept", _accept_form, answer)


@never_cache
@require_http_methods(["GET", "POST"])
def deputy(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody else comes instead."""

    def answer(shown: Invitation, form: DeputyForm) -> None:
        answering.send_deputy(
            invitation_id=shown.pk,
            deputy=form.applicant(),
            consent_answers=form.consent_answers(),
            extras=form.extras(),
            way=Way.LINK,
            at=timezone.now(),
        )

    return _answer(request, token, "deputy", _deputy_form, answer)


@never_cache
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """No."""

    def answer(shown: Invitation, form: DeclineForm) -> None:
        answering.decline(
            invitation_id=shown.pk, reason=form.cleaned_data["reason"], way=Way.LINK, at=timezone.now()
        )

    return _answer(request, token, "decline", lambda _shown, data, _files: DeclineForm(data), answer)


@never_cache
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, token: str) -> HttpResponse:
    """A coordinator names the people for a body's seats, one by one."""
    shown = _own(request, token)
    if isinstance(shown, HttpResponse):
        return shown
    if not shown.is_for_several:
        raise Http404
    sheet = sheets.of(shown.event_id)
    form = PersonForm(request.POST or None, request.FILES or None, instead_of=shown, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            answering.name_person(
                invitation_id=shown.pk,
                person=form.applicant(),
                consent_answers=form.consent_answers(),
                extras=form.extras(),
                way=Way.LINK,
                at=timezone.now(),
            )
        except booking.BookingRefused as refusal:
            form.refuse(str(refusal))
        except sessions.ChoiceRefused as refusal:
            form.refuse(str(refusal), field="sessions")
        else:
            return private(redirect("registrations:invitation-people", token=token))
    named = shown.registrations.active().order_by("pk")
    left = shown.seats - len(named)
    is_asked = left > 0 and answering.is_answerable(shown, at=timezone.now())
    context = {"form": form if is_asked or form.errors else None, "named": named, "left": left}
    template, status = "registrations/invitation/people.html", 422 if form.errors else 200
    return _page(request, template, shown, token, context, status=status)


@require_POST
def withdraw(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """A coordinator takes a named person's seat back."""
    shown = _own(request, token)
    if isinstance(shown, HttpResponse):
        return shown
    registration = shown.registrations.active().filter(code=code).first()
    if not shown.is_for_several or registration is None:
        raise Http404
    try:
        booking.cancel(registration_id=registration.pk, way=Way.LINK, at=timezone.now())
    except booking.BookingRefused as refusal:
        return _page(
            request,
            "registrations/invitation/refused.html",
            shown,
            token,
            {"refusal": str(refusal)},
            status=409,
        )
    return private(redirect("registrations:invitation-people", token=token))


@require_POST
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The page tells that a person has touched it. It answers nothing."""
    shown = _own(request, token)
    if not isinstance(shown, HttpResponse):
        answering.opened(invitation_id=shown.pk, at=timezone.now())
    return private(HttpResponse(status=204))


def _answer(
    request: HttpRequest,
    token: str,
    name: str,
    make_form: Callable[[Invitation, Any, Any], Any],
    answer: Callable[[Invitation, Any], None],
) -> HttpResponse:
    shown = _own(request, token)
    if isinstance(shown, HttpResponse):
        return shown
    if shown.is_for_several and name != "decline":
        raise Http404
    form = make_form(shown, request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer(shown, form)
        except booking.BookingRefused as refusal:
            form.refuse(str(refusal))
        except sessions.ChoiceRefused as refusal:
            form.refuse(str(refusal), field="sessions")
        else:
            return private(redirect("registrations:invitation", token=token))
    template = f"registrations/invitation/{name}.html"
    return _page(request, template, shown, token, {"form": form}, status=422 if form.errors else 200)


def _accept_form(shown: Invitation, data: Any, files: Any) -> AcceptForm:
    """With the answers and sessions of who is registered already; those of a deputy are not the invited person's."""
    before = answering.taken_over(shown)
    is_own = before is not None and not before.is_deputy
    return AcceptForm(
        data,
        files,
        invitation=shown,
        sheet=sheets.of(shown.event_id),
        kept=answers.current([before.pk]).get(before.pk) if before and is_own else None,
        mine=sessions.held(before.pk) if before else (),
    )


def _deputy_form(shown: Invitation, data: Any, files: Any) -> DeputyForm:
    """With the sessions of who was to come, whose places there a deputy takes over."""
    before = answering.guest_of(shown)
    mine = sessions.held(before.pk) if before else ()
    return DeputyForm(data, files, instead_of=shown, sheet=sheets.of(shown.event_id), mine=mine)


def _own(request: HttpRequest, token: str) -> Invitation | HttpResponse:
    return found(request, links.find_invitation, token)


def _page(
    request: HttpRequest,
    template: str,
    shown: Invitation,
    token: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    about = {
        "invitation": shown,
        "event": shown.event,
        "token": token,
        "is_answerable": answering.is_answerable(shown, at=at),
        "is_held": shown.is_holding(at=at),
    }
    return private(render(request, template, {**about, **context}, status=status))
