"""Answering with what is the same for every reader: a strong ETag, 304 to who has it, gzip to who takes it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from agenda import editions
from events import compression

HTML = "text/html; charset=utf-8"


def same_for_all(
    request: HttpRequest, version: str, make: Callable[[], str | bytes], *, content_type: str = HTML
) -> HttpResponse:
    """The text of that version, compressed where welcome. It must hold no secret and echo nothing of the request."""
    if compression.is_welcome(request.headers.get("Accept-Encoding", "")):
        name = f"{version}-gzip"
        response = plain_for_all(
            request,
            name,
            lambda: editions.made_once(name, lambda: _packed(make())),
            content_type=content_type,
        )
        if response.status_code == 200:
            response["Content-Encoding"] = "gzip"
    else:
        response = plain_for_all(request, version, make, content_type=content_type)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def plain_for_all(
    request: HttpRequest, version: str, make: Callable[[], str | bytes], *, content_type: str = HTML
) -> HttpResponse:
    """The content of that version as it is, or 304 to who has it."""
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(make(), content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # a reader asks each time, and mostly hears 304
    return response


def _packed(content: str | bytes) -> bytes:
    return compression.compressed(content.encode() if isinstance(content, str) else content)
