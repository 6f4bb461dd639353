"""What the desk's forms send. Who had to sign in again on the way comes back by GET, with nothing done: they are told so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lets a POST pass; anything else goes to the desk, where the guest who was meant is found again."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, slug, **kwargs)
        messages.warning(request, _("방금 처리는 하지 못했습니다. 다시 눌러 주세요."))
        found = f"?{urlencode({'q': kwargs['code']})}" if "code" in kwargs else ""
        return redirect(reverse("desk:search", args=[slug]) + found)

    return wrapped
