"""The lock of a kiosk: while a browser is one, its session opens the kiosk's pages and nothing else of the staff's.

It stands in the session that signs the browser in, so whoever throws the cookie away is nobody.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_KEY = "kiosk"
# What is the staff's; public pages tell a guest nothing that they may not know.
_STAFF_PATHS = re.compile(r"/(?:en/)?(?:desk|admin|accounts|staff)(?:/|$)")


@dataclass(frozen=True)
class Lock:
    """Of which event this browser is a kiosk. ``key`` tells one locking from another."""

    slug: str
    key: str
    pin: str  # hashed


def of(request: HttpRequest) -> Lock | None:
    """The lock of this browser, or None."""
    kept = request.session.get(_KEY)
    return Lock(**kept) if kept else None


def lock(request: HttpRequest, *, slug: str, pin: str) -> None:
    """Make this browser a kiosk."""
    request.session[_KEY] = {"slug": slug, "key": uuid4().hex, "pin": make_password(pin)}


def unlock(request: HttpRequest, *, pin: str) -> bool:
    """Make it a desk again; False if the PIN is another one."""
    locked = of(request)
    if locked is None or not check_password(pin, locked.pin):
        return False
    del request.session[_KEY]
    return True


class KioskMiddleware:
    """Keeps a browser that is a kiosk on the kiosk's pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Public pages are the same for all, so whose session it is must not even be asked there.
        if _STAFF_PATHS.match(request.path_info) and settings.SESSION_COOKIE_NAME in request.COOKIES:
            locked = of(request)
            if locked is not None and not _is_kiosks(request.path_info, locked.slug):
                return self._refused(request, locked)
        return self.get_response(request)

    @staticmethod
    def _refused(request: HttpRequest, locked: Lock) -> HttpResponse:
        context = {
            "heading": _("키오스크로 잠긴 화면입니다"),
            "advice": _("담당자는 키오스크 화면에서 PIN을 입력해 잠금을 풀어 주세요."),
            "slug": locked.slug,
        }
        return render(request, "registrations/desk/locked.html", context, status=403)


def _is_kiosks(path: str, slug: str) -> bool:
    return path.removeprefix("/en").startswith(f"/desk/{slug}/kiosk/")
