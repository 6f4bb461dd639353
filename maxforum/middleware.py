"""What holds for every request: its host, its content security policy, problem pages, the second factor of staff."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from events.models import User
from maxforum import views


class HealthHostMiddleware:
    """Lets a monitor or a container ask for health by any address; every other page insists on the site's own."""

    PATHS = ("/health", "/health/live")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in self.PATHS:
            request.META["HTTP_HOST"] = settings.PUBLIC_HOST
        return self.get_response(request)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, the admin's own on its pages, but for a response that brings one of its own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith("/admin/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.ADMIN_CSP_DIRECTIVES  # type: ignore[attr-defined] # noqa: SLF001
        return super().process_response(request, response)


class ProblemPageMiddleware:
    """A sentence instead of an empty page, and a refusal of what PostgreSQL cannot even be asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No text column holds a NUL, so the admin's searches and choices would fail on one.
        if "\0" in request.path_info or "%00" in request.META["QUERY_STRING"]:
            return views.bad_request(request, BadRequest("NUL"))
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = views.method_not_allowed(request)
            page["Allow"] = response["Allow"]
            return page
        return response


class GuestSessionMiddleware:
    """Makes a guest's session count on the guest's own list alone: the admin, the desk and the accounts see nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.GUEST_PATHS):
            signed_in = request.user
            # Lazy, as before: a page that does not ask who reads it costs no query.
            request.user = SimpleLazyObject(lambda: _nobody_if_guest(signed_in))  # type: ignore[assignment]
        return self.get_response(request)


def _nobody_if_guest(user: User | AnonymousUser) -> User | AnonymousUser:
    return AnonymousUser() if getattr(user, "is_guest", False) else user


class SecondFactorMiddleware:
    """Sends signed-in staff without a second factor to set one up, where one is required.

    개인정보의 안전성 확보조치 기준 Art. 6: access from outside needs safe authentication beyond a password.
    """

    OPEN_PATHS = ("/accounts/", "/static/", "/health")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR_REQUIRED
            and request.user.is_authenticated
            and not request.user.is_guest
            and not request.path.startswith(self.OPEN_PATHS)
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(request, _("계속하려면 2단계 인증을 먼저 설정해 주세요."))
            return redirect("mfa_index")
        return self.get_response(request)
