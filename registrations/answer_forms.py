"""The forms by which an invitation is answered. They clean input and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events import phones
from events.fields import LineField
from registrations.forms import RegistrationForm
from registrations.models import Invitation, Registration

PREFILLED = ("name", "organization", "department", "title", "email")


class _InvitedForm(RegistrationForm):
    """Particulars and consents of somebody who comes by an invitation, in its category, which no form changes."""

    def __init__(self, *args: Any, category: str, **kwargs: Any) -> None:
        kwargs["initial"] = {**kwargs.get("initial", {}), "category": category}
        super().__init__(*args, **kwargs)
        self.fix_category(category)


class AcceptForm(_InvitedForm):
    """The invited person's own particulars, as the list has them, to be corrected."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        known = {name: getattr(invitation, name) for name in PREFILLED}
        if invitation.phone:
            known["phone"] = phones.shown(invitation.phone)
        super().__init__(*args, category=invitation.category, initial=known, **kwargs)


class DeputyForm(_InvitedForm):
    """Who comes instead: of the same body, unless another is written."""

    def __init__(self, *args: Any, instead_of: Invitation | Registration, **kwargs: Any) -> None:
        known = {"organization": instead_of.organization, "department": instead_of.department}
        super().__init__(*args, category=instead_of.category, initial=known, **kwargs)


class PersonForm(DeputyForm):
    """One of the people for a body's seats; their own address may be missing, then the coordinator gets their mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("비워 두면 안내 메일과 QR 코드를 담당자께 보냅니다.")
        self.fields["phone"].required = False


class DeclineForm(forms.Form):
    """A no, with a word of why if one likes."""

    reason = LineField(label=_("사유"), max_length=200, required=False, help_text=_("예: 같은 날 다른 일정"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
