"""Form fields that clean what people type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.cleaning import clean_line, clean_lines

TOO_LONG = _("%(limit_value)d자까지 쓸 수 있습니다. 지금은 %(show_value)d자입니다.")


class LineField(forms.CharField):
    """One line of text in clean form: NFC, no control characters or emoji, no resident registration number."""

    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class LinesField(forms.CharField):
    """Text of several lines in the same clean form; its lines are divided by a plain line feed."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_lines(super().to_python(value) or "")
