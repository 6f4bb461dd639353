"""The short forms at the door (현장등록, 대리참석). They clean input and never save."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events import phones
from events.fields import LineField
from registrations import consents
from registrations.booking import Applicant
from registrations.forms import AddressField, MobileField
from registrations.states import BY_INVITATION, Category


class DoorForm(forms.Form):
    """Who somebody is, as far as a badge and a call need it."""

    name = LineField(label=_("성명"), max_length=60, error_messages={"required": _("성명을 적어 주세요.")})
    organization = LineField(
        label=_("소속"), max_length=100, error_messages={"required": _("소속을 적어 주세요.")}
    )
    title = LineField(label=_("직위"), max_length=60, required=False)
    phone = MobileField(
        label=_("휴대전화"),
        region="KR",
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "maxlength": 25}),
    )
    email = AddressField(label=_("이메일"), max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")  # a desk's browser offers no earlier guest

    def applicant(self, *, category: str = "") -> Applicant:
        """The cleaned particulars; ``category`` where the form does not ask for it."""
        data = self.cleaned_data
        return Applicant(
            name=data["name"],
            organization=data["organization"],
            title=data["title"],
            phone=phones.stored(data["phone"]) if data["phone"] else "",
            email=data["email"],
            category=data.get("category", category),
        )


class PaperMixin(forms.Form):
    """Consent that a guest signed on paper; what is optional is ticked as it is on the paper."""

    paper = forms.BooleanField(
        label=_("필수 항목 동의서를 종이로 받음"),
        error_messages={"required": _("개인정보 동의서를 종이로 받은 다음 표시해 주세요.")},
    )
    photo = forms.BooleanField(label=_("종이에 사진·영상 촬영 동의"), required=False)
    news = forms.BooleanField(label=_("종이에 향후 행사 안내 동의"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autofocus"] = True

    def paper_fields(self) -> list[forms.BoundField]:
        return [self["paper"], self["photo"], self["news"]]

    def consent_answers(self) -> dict[str, bool]:
        data = self.cleaned_data
        return {
            text.item: data["paper"] if text.required else data.get(str(text.item), False)
            for text in consents.texts()
        }


class WalkInForm(PaperMixin, DoorForm):
    """A registration that a desk writes down."""

    walkin_id = forms.UUIDField(widget=forms.HiddenInput)
    is_new = forms.BooleanField(required=False, widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=_("참석구분"),
        choices=[("", _("선택해 주세요")), *Category.choices],
        error_messages={"required": _("참석구분을 골라 주세요.")},
    )
    override_reason = LineField(
        label=_("좌석 규칙을 넘어 바로 확정하는 사유"),
        max_length=200,
        required=False,
        help_text=_(
            "남은 자리가 없거나, 승인이 필요하거나, 초청받은 분만 오는 참석구분일 때만 적습니다. "
            "비우면 대기자로 등록합니다."
        ),
    )
    field_order = ["name", "organization", "title", "phone", "email", "category", "override_reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["walkin_id"].initial = uuid.uuid4


class DeputyAtDeskForm(PaperMixin, DoorForm):
    """Who comes instead of a guest, and why."""

    reason = LineField(
        label=_("대리참석 사유"),
        max_length=200,
        error_messages={"required": _("대리참석 사유를 적어 주세요.")},
    )
    field_order = ["name", "organization", "title", "phone", "email", "reason"]


class OwnWalkInForm(DoorForm):
    """The same filled in by the guest, on their own phone, with each consent by itself."""

    walkin_id = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=_("참석구분"),
        choices=[
            ("", _("선택해 주세요")),
            *((one.value, one.label) for one in Category if one not in BY_INVITATION),
        ],
        error_messages={"required": _("참석구분을 골라 주세요.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["walkin_id"].initial = uuid.uuid4
        self.texts = consents.texts()
        for text in self.texts:
            self.fields[f"consent_{text.item}"] = forms.BooleanField(
                label=text.question,
                required=text.required,
                error_messages={"required": _("참가하시려면 이 항목에 동의가 필요합니다.")},
            )

    def particulars(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields if name != "walkin_id"]

    def consent_items(self) -> list[dict[str, Any]]:
        """The consents for the template: each with its text and its field."""
        return [{"text": text, "field": self[f"consent_{text.item}"]} for text in self.texts]

    def consent_answers(self) -> dict[str, bool]:
        return {text.item: self.cleaned_data[f"consent_{text.item}"] for text in self.texts}
