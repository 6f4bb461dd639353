"""Template filters for ministry notation and for fields that exist in two languages."""

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import translate_url
from django.utils.translation import get_language

from events import notation

register = template.Library()


def _language() -> str:
    return "en" if get_language() == "en" else "ko"


@register.filter
def day(value: date | None) -> str:
    return notation.day(value, language=_language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return notation.moment(value, language=_language()) if value else ""


@register.filter
def when(thing: Any) -> str:
    """The time of anything with ``starts_at`` and ``ends_at``, in ministry notation."""
    return notation.span(thing.starts_at, thing.ends_at, language=_language())


@register.filter
def ordinal(number: int | None) -> str:
    return notation.ordinal(number, language=_language())


@register.filter
def local(thing: Any, field: str) -> str:
    """``{{ event|local:"name" }}``: the field in the reader's language, else the Korean one."""
    if thing is None:
        return ""
    english = getattr(thing, f"{field}_en", "") if _language() == "en" else ""
    return english or getattr(thing, field)


@register.simple_tag(takes_context=True)
def in_language(context: template.RequestContext, language: str) -> str:
    """The address of the page that is shown, in another language."""
    return translate_url(context["request"].path, language)
