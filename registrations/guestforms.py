"""The small forms of guests' own pages: an address, a code, a consent. They clean input and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.forms import AddressField


class AddressForm(forms.Form):
    """An e-mail address."""

    email = AddressField(
        label=_("이메일"),
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("이메일 주소를 적어 주세요.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class InterestForm(AddressForm):
    """An address, and the consent to keep it for one mail; not ticked."""

    consent = forms.BooleanField(
        label=_("동의"),
        error_messages={"required": _("개최 알림을 받으시려면 이 항목에 동의가 필요합니다.")},
    )


class CodeForm(forms.Form):
    """The code from a mail."""

    code = forms.CharField(
        label=_("코드"),
        max_length=20,
        help_text=_("메일에 있는 숫자 8자리"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("코드를 적어 주세요.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def refuse(self) -> None:
        """Say that the code was another one."""
        self.add_error("code", _("코드가 맞지 않습니다. 메일의 숫자를 다시 확인해 주세요."))
