"""My registrations: an address, a code from a mail, and all registrations of that address, without any password.

The code is allauth's login by code; what staff may not do by it is decided in ``maxforum.accounts``.
"""

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from events import pacing
from registrations import guestaccounts, ownlist
from registrations.guestforms import AddressForm, CodeForm
from registrations.views.personal import private

LIMIT = "request_login_code"


@require_http_methods(["GET", "HEAD", "POST"])
def my(request: HttpRequest) -> HttpResponse:
    """The guest's registrations; for whoever has not proved an address yet, the form that mails a code to one.

    It answers the same, and after the same time, whether the address is known or not.
    """
    if request.user.is_authenticated and request.user.is_guest:
        language = get_language() or "ko"
        listed = ownlist.of(request.user.email, at=timezone.now(), language=language)
        return private(
            render(request, "registrations/my.html", {"listed": listed, "email": request.user.email})
        )
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action=LIMIT, key=email):
            return ratelimit.respond_429(request)
        with pacing.even():
            user = guestaccounts.for_address(email, at=timezone.now())
            LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
        return private(redirect("registrations:my-code"))
    context = {"form": form}
    return private(
        render(request, "registrations/my-address.html", context, status=422 if form.errors else 200)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The form for the code; the right one opens the list. After three wrong ones a new code is needed."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    process = LoginCodeVerificationProcess.resume(stage) if stage else None
    if process is None:
        return private(redirect("registrations:my"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = ConfirmLoginCodeForm(form.cleaned_data, code=process.code)
        if proof.is_valid():
            ownlist.renew_links(process.state["email"], at=timezone.now())
            process.finish(reverse("registrations:my"))
            return private(redirect("registrations:my"))
        if not process.record_invalid_attempt():
            return private(render(request, "registrations/my-spent.html", status=422))
        form.refuse()
    context = {
        "form": form,
        "email": process.state["email"],
        "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    }
    return private(render(request, "registrations/my-code.html", context, status=422 if form.errors else 200))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Ends the guest's session."""
    logout(request)
    return private(redirect("registrations:my"))
