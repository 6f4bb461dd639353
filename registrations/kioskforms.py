"""The forms of the kiosk."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class PinForm(forms.Form):
    """The PIN that locks a kiosk, and opens it again."""

    pin = forms.CharField(
        label="PIN",
        max_length=8,
        help_text=_("숫자 4~8자리"),
        validators=[RegexValidator(r"\A[0-9]{4,8}\Z", _("PIN은 숫자 4~8자리로 적어 주세요."))],
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("PIN을 적어 주세요.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
