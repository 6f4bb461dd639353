"""Which sessions guests may choose, picked from the draft of the programme."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from agenda import drafts
from registrations.models import SessionOffer


class OfferForm(forms.ModelForm):
    """One offer. Its session is chosen once: places in another would be places for other people."""

    session_choice = forms.TypedChoiceField(
        label=gettext_lazy("세션"), coerce=int, empty_value=None, widget=UnfoldAdminSelectWidget
    )

    class Meta:
        model = SessionOffer
        fields = ["capacity"]

    def __init__(self, *args: Any, sessions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session_choice"]
        field.choices = [("", "---------"), *sessions]
        if self.instance.pk:
            session_id = self.instance.session_id
            if session_id not in dict(sessions):
                field.choices = [*field.choices, (session_id, _("(작업본에서 지운 세션)"))]
            self.initial["session_choice"] = session_id
            field.disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("session_choice"):
            self.instance.session_id = data["session_choice"]
        return data


class OfferFormSet(BaseInlineFormSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = drafts.read(self.instance.pk) if self.instance.pk else {}
        self._sessions = [(pk, str(state)) for pk, state in states.items()]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "sessions": self._sessions}

    def clean(self) -> None:
        super().clean()
        chosen = [
            form.cleaned_data["session_choice"]
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("같은 세션을 두 번 골랐습니다."), code="twice")
