"""The registration form: it cleans input and never saves."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumbers import NumberParseException, PhoneNumber

from events import phones
from events.cleaning import has_resident_number, normalise
from events.fields import TOO_LONG, LineField
from registrations import consents, formparts
from registrations.answers import Upload
from registrations.booking import Applicant
from registrations.extras import Extras
from registrations.models import Answer, Asking, Registration, StandardField
from registrations.sheets import PLAIN, Sheet
from registrations.states import BY_INVITATION, Category

# What an organizer's list says of somebody for their badge, whether or not the form asks for it.
FROM_THE_LIST = (StandardField.ORGANIZATION, StandardField.DEPARTMENT, StandardField.TITLE)
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
    """Who a guest is, as badges and registers need it, and what else the event's form asks.

    What is asked follows from the category and from earlier answers. Fields that are not asked of this guest are
    neither required nor checked, and whatever was sent in them is dropped.
    """

    name = LineField(label=_("성명"), max_length=60, help_text=_("명찰에 그대로 인쇄됩니다."))
    organization = LineField(label=_("소속"), max_length=100, help_text=_("기관·회사·학교 이름"))
    department = LineField(label=_("부서"), max_length=60)
    title = LineField(label=_("직위"), max_length=60, help_text=_("예: 과장, 교수, 대표"))
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
        "department": _("부서를 적어 주세요."),
        "title": _("직위를 적어 주세요."),
        "phone": _("휴대전화 번호를 적어 주세요."),
        "email": _("이메일 주소를 적어 주세요."),
    }

    def __init__(
        self,
        *args: Any,
        sheet: Sheet = PLAIN,
        kept: Mapping[int, Answer] | None = None,
        mine: Collection[int] = (),
        category: str = "",
        known: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """``kept`` are the guest's answers so far, ``mine`` the sessions that they hold.

        A ``category`` is one that nobody may change, and ``known`` what is kept of a guest though the form asks no
        more for it: both come with an invitation.
        """
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.kept, self.mine, self.known = kept or {}, mine, known or {}
        if category:
            self._fix_category(category)
        self.sheet = sheet = sheet.of_category(category) if category else sheet
        self.language = get_language() or "ko"
        for name, hint in self.AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = hint
        for name, sentence in self.MISSING.items():
            self.fields[name].error_messages["required"] = sentence
        formparts.ask_standard_fields(self.fields, sheet, category=self._category())
        self.fields.update(formparts.question_fields(sheet, self.kept, language=self.language))
        if sheet.sessions:
            self.fields["sessions"] = formparts.SessionsField(sheet.sessions, mine, language=self.language)
            self.initial.setdefault("sessions", list(mine))
        if sheet.differs_by_category:
            self.order_fields(["category"])

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.errors:
            self._ask_for_files_again()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        category = data.get("category", "")
        for name in StandardField.values:
            if name not in self.fields or self.sheet.asking(name, category) == Asking.HIDDEN:
                self._drop(name)
        met = {one.pk for one in self.sheet.met(self._values(), category=category)}
        for question in self.sheet.questions:
            name = formparts.name_of(question)
            # While the category is missing nobody knows whether a file was asked for; it is asked for again.
            is_kept = not category and isinstance(data.get(name), Upload)
            if question.pk not in met and not is_kept:
                self._drop(name)
        return data

    def refuse(self, text: str, *, field: str | None = None) -> None:
        """Say why the rules refused what the form had let pass."""
        self.add_error(field, text)
        self._ask_for_files_again()

    def particulars(self) -> list[forms.BoundField]:
        return [
            self[name]
            for name, field in self.fields.items()
            if name in self.base_fields and not field.disabled
        ]

    def _fix_category(self, category: str) -> None:
        field: Any = self.fields["category"]
        field.choices, field.initial, self.initial["category"] = [(category, category)], category, category
        field.disabled, field.widget = True, forms.HiddenInput()

    def question_rows(self) -> list[forms.BoundField]:
        return [self[formparts.name_of(one)] for one in self.sheet.questions]

    def session_rows(self) -> list[dict[str, Any]]:
        """The sessions to choose from, each with whether it is chosen and whether it can be."""
        if not self.sheet.sessions:
            return []
        chosen = {str(one) for one in self["sessions"].value() or []}
        return formparts.session_rows(self.sheet.sessions, chosen, self.mine, language=self.language)

    def applicant(self, *, email: str | None = None) -> Applicant:
        """The cleaned particulars; ``email`` stands in where the form does not ask for it."""
        data = self.cleaned_data
        return Applicant(
            name=data["name"],
            organization=data["organization"],
            department=data["department"],
            title=data["title"],
            phone=phones.stored(data["phone"]),
            email=email if email is not None else data["email"],
            category=data["category"],
        )

    def extras(self) -> Extras:
        """The cleaned rest of the form."""
        return Extras(
            answers=self._values() if self.sheet.questions else None,
            sessions=frozenset(self.cleaned_data["sessions"]) if self.sheet.sessions else None,
            language=self.language,
            collected=self.sheet.collected(self.language),
        )

    def _category(self) -> str:
        is_given = self.is_bound and not self.fields["category"].disabled
        given = self.data.get(self.add_prefix("category")) if is_given else self.initial.get("category")
        return given if given in Category.values else ""

    def _values(self) -> dict[int, Any]:
        named = {one.pk: formparts.name_of(one) for one in self.sheet.questions}
        return {pk: self.cleaned_data[name] for pk, name in named.items() if name in self.cleaned_data}

    def _drop(self, name: str) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = self.known.get(name, "")

    def _ask_for_files_again(self) -> None:
        """A browser sends a file once: what was refused with the rest has to be chosen anew."""
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, Upload):
                sentence = _(
                    "다른 항목을 고쳐야 해서 파일이 저장되지 않았습니다. 「%(name)s」 파일을 다시 골라 주세요."
                )
                self.add_error(name, sentence % {"name": value.name})


class RegistrationForm(ParticularsForm):
    """Particulars, and each consent by itself, none of them ticked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = consents.texts(self.sheet.collected(self.language))
        for text in self.texts:
            self.fields[f"consent_{text.item}"] = forms.BooleanField(
                label=text.question,
                required=text.required,
                error_messages={"required": _("참가하시려면 이 항목에 동의가 필요합니다.")},
            )

    def consent_items(self) -> list[dict[str, Any]]:
        """The consents for the template: each with its text and its field."""
        return [{"text": text, "field": self[f"consent_{text.item}"]} for text in self.texts]

    def consent_answers(self) -> dict[str, bool]:
        return {text.item: self.cleaned_data[f"consent_{text.item}"] for text in self.texts}


class ChangeForm(ParticularsForm):
    """A guest's own corrections. The address stays."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        initial = {name: getattr(registration, name) for name in self.base_fields}
        initial["phone"] = phones.shown(registration.phone)
        if registration.invitation_id is not None:
            kwargs["category"] = registration.category
            kwargs["known"] = {name: initial[name] for name in FROM_THE_LIST}
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["email"]
        if "phone" in self.fields and not registration.phone:
            self.fields["phone"].required = False  # an answer by telephone may have left none
