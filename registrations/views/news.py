"""수신 거부: the page behind the link of news mails. One POST is enough, from the page or from a mail program."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from registrations import newsrefusals
from registrations.views.personal import private


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks, as programs that look at links do no harm by it; a bare POST refuses (RFC 8058).

    The token in the address is the secret, so a forged form knows nothing to send it to.
    """
    try:
        if request.method == "POST":
            newsrefusals.refuse(token=token, at=timezone.now())
        is_refused = newsrefusals.is_refused(token)
    except newsrefusals.NotFound:
        context = {
            "heading": _("링크를 찾을 수 없습니다"),
            "advice": _("링크가 잘렸거나 잘못되었습니다. 받은 메일의 링크를 다시 눌러 주세요."),
        }
        return private(render(request, "problem.html", context, status=404))
    return private(render(request, "registrations/news.html", {"is_refused": is_refused}))
