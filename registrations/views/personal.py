"""What all pages behind a personal link have in common: whose it is, and that nobody else keeps or finds it."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from registrations import links
from registrations.models import Registration

Row = TypeVar("Row")


def own(request: HttpRequest, token: str) -> Registration | HttpResponse:
    """The registration that the link opens, or the page that says why it opens none."""
    return found(request, links.find, token)


def found(request: HttpRequest, find: Callable[..., Row], token: str) -> Row | HttpResponse:
    """What the link opens by ``find``, or the page that says why it opens nothing."""
    try:
        return find(token, at=timezone.now())
    except ObjectDoesNotExist:
        heading, status = _("링크를 찾을 수 없습니다"), 404
        advice = _("링크가 잘렸거나 잘못되었습니다. 받은 메일의 링크를 다시 눌러 주세요.")
    except links.LinkExpired:
        heading, status = _("기간이 지난 링크입니다"), 410
        advice = _("행사가 끝나 등록 페이지를 더 이상 열 수 없습니다.")
    except links.InvitationRevoked:
        heading, status = _("더 이상 유효하지 않은 초청입니다"), 410
        advice = _("문의는 초청 메일에 적힌 행사 페이지의 담당 부서로 해 주세요.")
    return private(render(request, "problem.html", {"heading": heading, "advice": advice}, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """Keep a personal page out of search engines and caches, and its address out of other sites' logs."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Not no-referrer: with it a browser sends its forms with "Origin: null", which Django refuses as forged.
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
