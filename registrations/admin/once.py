"""Rows of one page of which no two may say the same: the database refuses them, and so does the page, in a sentence.

Django looks for a row's double in the database alone where a constraint is one of expressions.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet


class OnceFormSet(BaseInlineFormSet):
    """``fields_once`` are what makes two rows the same, ``twice`` is what is said then."""

    fields_once: ClassVar[tuple[str, ...]] = ()
    twice: ClassVar[Any] = ""

    def clean(self) -> None:
        super().clean()
        seen: set[tuple[Any, ...]] = set()
        for form in self.forms:
            if not form.is_valid() or not form.cleaned_data or form.cleaned_data.get("DELETE"):
                continue
            row = tuple(form.cleaned_data.get(name) for name in self.fields_once)
            if row in seen:
                raise ValidationError(self.twice, code="twice")
            seen.add(row)
