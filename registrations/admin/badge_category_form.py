"""The form of which badge each category (참석구분) of an event gets."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from events.fields import TOO_LONG, LineField
from registrations.badges import colours, layouts
from registrations.badges.bycategory import Choice
from registrations.states import Category


class CategoryForm(forms.Form):
    """All categories of an event, a line each."""

    def __init__(self, *args: Any, event_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(name, label) for name, label in layouts.offered(event_id) if name.startswith(layouts.OWN)]
        for category in Category:
            label = str(category.label)
            self.fields[f"{category}-layout"] = forms.ChoiceField(
                choices=[("", _("기본 명찰")), *own], required=False, label=label
            )
            self.fields[f"{category}-colour"] = forms.CharField(
                required=False,
                validators=[RegexValidator(colours.PATTERN, _("색은 #0b62e0처럼 적어 주세요."))],
                widget=forms.TextInput(attrs={"type": "color"}),
                label=label,
            )
            self.fields[f"{category}-word"] = LineField(
                required=False,
                max_length=20,
                error_messages={"max_length": TOO_LONG},
                widget=forms.TextInput(attrs={"placeholder": category.label}),
                label=label,
            )
            self.fields[f"{category}-omitted"] = forms.BooleanField(required=False, label=label)
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "mf-input"

    def lines(self) -> list[tuple[Category, dict[str, forms.BoundField]]]:
        """The fields of each category."""
        names = ("layout", "colour", "word", "omitted")
        return [(category, {name: self[f"{category}-{name}"] for name in names}) for category in Category]

    def chosen(self) -> list[Choice]:
        """What was asked for; the form is valid."""
        data = self.cleaned_data
        return [
            Choice(
                category,
                int(data[f"{category}-layout"].removeprefix(layouts.OWN))
                if data[f"{category}-layout"]
                else None,
                data[f"{category}-colour"],
                data[f"{category}-word"],
                data[f"{category}-omitted"],
            )
            for category in Category.values
        ]


def shown(known: list[Choice]) -> dict[str, Any]:
    """What the form shows of what is chosen."""
    initial: dict[str, Any] = {}
    for one in known:
        initial |= {
            f"{one.category}-layout": f"{layouts.OWN}{one.layout_id}" if one.layout_id else "",
            f"{one.category}-colour": one.colour or colours.COLOURS[one.category],
            f"{one.category}-word": one.word,
            f"{one.category}-omitted": one.is_omitted,
        }
    return initial
