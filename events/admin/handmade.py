"""Addresses and posts that no page of the admin has written: they get a sentence or an empty form, no error page."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DateTimeField, QuerySet
from django.forms.utils import to_current_timezone
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.admin import reach
from events.models import Event

_LONGEST = 18  # digits of an id that PostgreSQL can hold


def row_id(text: str) -> int | None:
    """The id that a text names, or None where it can name none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None


def event(request: HttpRequest, text: str) -> Event | None:
    """The person's own event whose id the text is, if there is one."""
    pk = row_id(text)
    return None if pk is None else reach.events(request).filter(pk=pk).first()


class HandmadeInput:
    """What Django's admin looks up, or hands to a widget, as it came in an address or a post."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in; values that their fields cannot have are left out."""
        initial = super().get_changeform_initial_data(request)  # type: ignore[misc]
        fits = {}
        for name, value in initial.items():
            try:
                fits[name] = _read(self.opts.get_field(name), value)  # type: ignore[attr-defined]
            except FieldDoesNotExist:
                fits[name] = value  # a field of the form alone, which shows any text
            except (ValidationError, ValueError, OverflowError):
                continue
        return fits

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Runs an action on the chosen rows, if they can be rows."""
        if None in map(row_id, request.POST.getlist(ACTION_CHECKBOX_NAME)):
            messages.warning(request, _("선택한 항목을 찾을 수 없습니다. 목록에서 다시 선택해 주세요."))
            return redirect(request.get_full_path())
        return super().response_action(request, queryset)  # type: ignore[misc]


def _read(field: Any, value: Any) -> Any:
    """The value as the field's widget takes it.

    :raises ValidationError: it can be no value of the field
    :raises ValueError: the same, of a time that the local clock never shows
    :raises OverflowError: the same, of a time at the end of all time
    """
    if field.is_relation:
        for one in value if isinstance(value, list) else [value]:
            field.target_field.to_python(one)
        return value
    return to_current_timezone(field.to_python(value)) if isinstance(field, DateTimeField) else value
