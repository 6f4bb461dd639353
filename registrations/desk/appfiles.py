"""The files of the desk that works without a network: what its service worker keeps, under one version."""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.templatetags.static import static

STYLES = ("css/tokens.css", "css/base.css", "css/components.css", "css/desk-app.css", "css/badge.css")
ENTRY = "js/desk/app.js"
SENDING = "js/desk/sending.js"  # of the worker
FOLDER = "js/desk"
_IMPORT = re.compile(r'^import [^"]*from "\./([\w-]+\.js)";$', re.MULTILINE)
PICTURES = ("img/mark.svg",)
TEMPLATES = ("registrations/desk/app.html", "registrations/desk/base.html", "base.html")


def addresses() -> list[str]:
    """What is fetched when the desk is first opened, but for its page."""
    return [*(static(name) for name in (*STYLES, *PICTURES)), *(plain(name) for name in modules())]


def plain(name: str) -> str:
    """The address of a module as other modules name it, without the hash of a release: the worker's version tells it."""
    return f"{settings.STATIC_URL}{name}"


@cache
def modules() -> tuple[str, ...]:
    """The modules that the page and its worker need, by the names under which static files are found."""
    found: set[str] = set()
    waiting = [ENTRY, SENDING]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [f"{FOLDER}/{other}" for other in _IMPORT.findall(_path(name).read_text())]
    return tuple(sorted(found))


def version() -> str:
    """Another one when any of the files is another."""
    digest = hashlib.sha256()
    for name in (*STYLES, *PICTURES, *modules()):
        digest.update(name.encode() + b"\0" + _path(name).read_bytes())
    for template in TEMPLATES:
        digest.update(Path(get_template(template).template.origin.name).read_bytes())  # type: ignore[attr-defined]
    return digest.hexdigest()[:16]


def _path(name: str) -> Path:
    """
    :raises FileNotFoundError: there is no such static file
    """
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)
