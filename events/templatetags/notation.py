"""Template filters for ministry notation and for fields that exist in two languages."""

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import translate_url
from django.utils.translation import get_language
from phonenumber_field.phonenumber import PhoneNumber

from events import notation, phones
from events.models import Contact, Event

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
def clock(value: datetime) -> str:
    return notation.clock(value)


@register.filter
def hours(thing: Any) -> str:
    """``14:00~14:10`` of anything with ``starts_at`` and ``ends_at``."""
    return notation.hours(thing.starts_at, thing.ends_at, language=_language())


@register.filter
def public_when(event: Event) -> str:
    """The event's time as the public may know it: undated until it is announced."""
    return when(event) if event.shows_its_date else notation.UNDATED[_language()]


@register.filter
def phone(number: str) -> str:
    """``010-1234-5678`` of a number as it is stored (E.164)."""
    return phones.shown(PhoneNumber.from_string(number)) if number else ""


@register.filter
def ordinal(number: int | None) -> str:
    return notation.ordinal(number, language=_language())


@register.filter
def where(event: Event) -> str:
    """An event's place with its room, in the reader's order."""
    room, floor = local(event.room, "name"), local(event.room, "floor")
    return notation.place(local(event.venue, "name"), room, floor, language=_language())


@register.filter
def titled(person: Any) -> str:
    """Anybody with ``name`` and ``title``, in the reader's order."""
    return notation.titled(local(person, "name"), local(person, "title"), language=_language())


@register.filter
def official(contact: Contact) -> str:
    """An official as ministry papers name them: ``과장 권순목``, the rank first; in English as anybody."""
    if _language() == "en":
        return titled(contact)
    return " ".join(part for part in (contact.title, contact.name) if part)


@register.filter
def local(thing: Any, field: str) -> str:
    """``{{ event|local:"name" }}``: the field in the reader's language, else the Korean one."""
    if thing is None:
        return ""
    english = getattr(thing, f"{field}_en", "") if _language() == "en" else ""
    return str(english or getattr(thing, field))


@register.simple_tag(takes_context=True)
def in_language(context: template.RequestContext, language: str) -> str:
    """The address of the page that is shown, in another language."""
    return translate_url(context["request"].path, language)
