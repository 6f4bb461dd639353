"""The forms by which an invitation is answered. They clean input and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events import phones
from events.fields import LineField
from registrations.forms import FROM_THE_LIST, RegistrationForm
from registrations.models import Invitation, Registration

PREFILLED = ("name", "organization", "department", "title", "email")


class AcceptForm(RegistrationForm):
    """The invited person's own particulars, as the list has them, to be corrected."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        on_list = {name: getattr(invitation, name) for name in PREFILLED}
        known = {name: on_list[name] for name in FROM_THE_LIST}
        if invitation.phone:
            on_list["phone"] = phones.shown(invitation.phone)
        super().__init__(*args, category=invitation.category, initial=on_list, known=known, **kwargs)


class DeputyForm(RegistrationForm):
    """Who comes instead: of the same body, unless another is written, and with answers of their own."""

    def __init__(self, *args: Any, instead_of: Invitation | Registration, **kwargs: Any) -> None:
        known = {"organization": instead_of.organization, "department": instead_of.department}
        super().__init__(*args, category=instead_of.category, initial=known, known=known, **kwargs)


class PersonForm(DeputyForm):
    """One of the people for a body's seats; their own address may be missing, then the coordinator gets their mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("비워 두면 안내 메일과 QR 코드를 담당자께 보냅니다.")
        if "phone" in self.fields:
            self.fields["phone"].required = False


class DeclineForm(forms.Form):
    """A no, with a word of why if one likes."""

    reason = LineField(label=_("사유"), max_length=200, required=False, help_text=_("예: 같은 날 다른 일정"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def refuse(self, text: str, *, field: str | None = None) -> None:
        """Say why the rules refused it."""
        self.add_error(field, text)
