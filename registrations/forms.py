"""The registration form: it cleans input and never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumbers import NumberParseException, PhoneNumber

from events.cleaning import has_resident_number, normalise
from events.fields import TOO_LONG, LineField
from registrations import consents, phones
from registrations.booking import Applicant
from registrations.models import Registration
from registrations.states import BY_INVITATION, Category

KOREAN_MOBILE_DIGITS = 11  # 010-1234-5678; the phone library lets shorter ones pass


class AddressField(forms.EmailField):
    """An e-mail address in lower case, without a resident registration number."""

    default_error_messages = {
        "invalid": _("이메일 주소를 확인해 주세요. 예: gildong@example.com"),
        "max_length": TOO_LONG,
        "resident_number": _("주민등록번호로 보이는 숫자가 있습니다. 다른 이메일 주소를 적어 주세요."),
    }

    def to_python(self, value: Any) -> str:
        address = normalise(super().to_python(value) or "").lower()
        if has_resident_number(address):
            raise forms.ValidationError(self.error_messages["resident_number"], code="resident_number")
        return address


class MobileField(PhoneNumberField):
    """A phone number that can be called from Korea; a Korean mobile number has eleven digits."""

    default_error_messages = {
        "invalid": _("휴대전화 번호를 확인해 주세요. 예: 010-1234-5678"),
        "resident_number": _("주민등록번호는 받지 않습니다. 휴대전화 번호만 적어 주세요."),
    }

    def to_python(self, value: Any) -> Any:
        text = normalise(str(value or ""))
        # With its country in front it is a phone number or nothing: +880 13… has thirteen digits too.
        if has_resident_number(text) and not text.startswith("+"):
            raise forms.ValidationError(self.error_messages["resident_number"], code="resident_number")
        try:
            number = super().to_python(text)
        except (forms.ValidationError, NumberParseException):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if isinstance(number, PhoneNumber) and self._is_short_mobile(number):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    @staticmethod
    def _is_short_mobile(number: PhoneNumber) -> bool:
        national = f"0{number.national_number}"
        return (
            number.country_code == 82 and national.startswith("010") and len(national) != KOREAN_MOBILE_DIGITS
        )


class ParticularsForm(forms.Form):
    """Who a guest is, as badges and registers need it."""

    name = LineField(label=_("성명"), max_length=60, help_text=_("명찰에 그대로 인쇄됩니다."))
    organization = LineField(label=_("소속"), max_length=100, help_text=_("기관·회사·학교 이름"))
    department = LineField(label=_("부서"), max_length=60, required=False)
    title = LineField(label=_("직위"), max_length=60, required=False, help_text=_("예: 과장, 교수, 대표"))
    phone = MobileField(
        label=_("휴대전화"),
        region="KR",
        help_text=_("예: 010-1234-5678"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "maxlength": 25}),
    )
    email = AddressField(
        label=_("이메일"),
        max_length=150,
        help_text=_("확인 메일과 QR 코드를 이 주소로 보냅니다."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    category = forms.ChoiceField(
        label=_("참석구분"),
        choices=[
            ("", _("선택해 주세요")),
            *((one.value, one.label) for one in Category if one not in BY_INVITATION),
        ],
        error_messages={"required": _("참석구분을 골라 주세요.")},
    )

    AUTOCOMPLETE = {"name": "name", "organization": "organization", "title": "organization-title"}
    MISSING = {
        "name": _("성명을 적어 주세요."),
        "organization": _("소속을 적어 주세요."),
        "phone": _("휴대전화 번호를 적어 주세요."),
        "email": _("이메일 주소를 적어 주세요."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, hint in self.AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = hint
        for name, sentence in self.MISSING.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = sentence

    def applicant(self, *, email: str | None = None) -> Applicant:
        """The cleaned particulars; ``email`` stands in where the form does not ask for it."""
        data = self.cleaned_data
        return Applicant(
            name=data["name"],
            organization=data["organization"],
            department=data["department"],
            title=data["title"],
            phone=data["phone"].as_e164 if data["phone"] else "",
            email=email if email is not None else data["email"],
            category=data["category"],
        )


class RegistrationForm(ParticularsForm):
    """Particulars, and each consent by itself, none of them ticked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for text in consents.texts():
            self.fields[f"consent_{text.item}"] = forms.BooleanField(
                label=text.question,
                required=text.required,
                error_messages={"required": _("참가하시려면 이 항목에 동의가 필요합니다.")},
            )

    def consent_items(self) -> list[dict[str, Any]]:
        """The consents for the template: each with its text and its field."""
        return [{"text": text, "field": self[f"consent_{text.item}"]} for text in consents.texts()]

    def particulars(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    def consent_answers(self) -> dict[str, bool]:
        return {text.item: self.cleaned_data[f"consent_{text.item}"] for text in consents.texts()}


class ChangeForm(ParticularsForm):
    """A guest's own corrections. The address stays."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        initial = {name: getattr(registration, name) for name in self.base_fields}
        initial["phone"] = phones.shown(registration.phone)
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["email"]
        self.fields["phone"].required = bool(registration.phone)  # an answer by telephone may have left none
        if registration.invitation_id is not None:
            del self.fields["category"]
        self._category = registration.category

    def applicant(self, *, email: str | None = None) -> Applicant:
        self.cleaned_data.setdefault("category", self._category)
        return super().applicant(email=email)
