"""The form on which a mass mail is written: to whom, in which words, how fast."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from events import texting
from events.fields import LineField, LinesField
from events.models import Division, Sector
from events.models.mailing import MOST_PER_MINUTE
from registrations import mass_letters
from registrations.audiences import Audience, Group
from registrations.mass_mailing import Content
from registrations.models import MassMail, Purpose
from registrations.states import Category

_MANY: dict[str, Any] = {"required": False, "widget": forms.CheckboxSelectMultiple}
_TEXTS = ("subject", "body", "subject_en", "body_en", "text")


class MassMailForm(forms.Form):
    """Cleans what is written; what was chosen row by row keeps its rows."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("상태"), choices=Group.choices, initial=[Group.CONFIRMED], **_MANY
    )
    categories = forms.MultipleChoiceField(label=gettext_lazy("참석구분"), choices=Category.choices, **_MANY)
    sectors = forms.MultipleChoiceField(
        label=pgettext_lazy("sector", "구분"), choices=Sector.choices, **_MANY
    )
    divisions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("분과"), queryset=Division.objects.order_by("position", "pk"), **_MANY
    )
    languages = forms.MultipleChoiceField(label=gettext_lazy("언어"), choices=settings.LANGUAGES, **_MANY)
    purpose = forms.ChoiceField(
        label=pgettext_lazy("mailing", "성격"),
        choices=Purpose.choices,
        widget=UnfoldAdminSelectWidget,
        help_text=gettext_lazy(
            "소식·홍보는 향후 행사 안내에 동의한 분께만 보내며, 수신 거부 링크가 붙습니다."
        ),
    )
    is_advertising = forms.BooleanField(
        label=gettext_lazy("광고성 정보"),
        required=False,
        help_text=gettext_lazy("소식·홍보가 광고이면 법에 따라 제목 앞에 「(광고)」를 붙입니다."),
    )
    subject = LineField(
        label=gettext_lazy("메일 제목"),
        max_length=MassMail.LONGEST_SUBJECT,
        widget=UnfoldAdminTextInputWidget,
    )
    body = LinesField(
        label=gettext_lazy("본문"),
        max_length=MassMail.LONGEST_BODY,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 12}),
    )
    subject_en = LineField(
        label=gettext_lazy("메일 제목(영문)"),
        max_length=MassMail.LONGEST_SUBJECT,
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )
    body_en = LinesField(
        label=gettext_lazy("본문(영문)"),
        max_length=MassMail.LONGEST_BODY,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
        help_text=gettext_lazy("비워 두면 영어로 등록한 분께도 국문을 보냅니다."),
    )
    text = LinesField(
        label=gettext_lazy("문자"),
        max_length=MassMail.LONGEST_TEXT,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "이메일이 없고 휴대전화(010)가 있는 분께 문자로 보냅니다. 비워 두면 보내지 않습니다. "
            "90바이트(한글 45자)까지 단문, 2,000바이트까지 장문입니다."
        ),
    )
    rate = forms.IntegerField(
        label=gettext_lazy("분당 발송 수"),
        min_value=1,
        max_value=MOST_PER_MINUTE,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, chosen: Audience | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen if chosen is not None and chosen.is_by_rows else None
        if self.chosen is not None:
            for name in ("groups", "categories", "sectors", "divisions", "languages"):
                del self.fields[name]
        if not texting.is_available():
            del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in _TEXTS:
            try:
                mass_letters.refuse_unknown(data.get(name) or "")
            except ValidationError as refusal:
                self.add_error(name, refusal)
        data["text"] = texting.plain(data.get("text") or "")
        try:
            texting.refuse_unsendable(data["text"])
        except ValidationError as refusal:
            self.add_error("text", refusal)
        if self.chosen is None and not data.get("groups"):
            self.add_error("groups", _("받는 사람의 상태를 하나 이상 골라 주세요."))
        if bool(data.get("subject_en")) != bool(data.get("body_en")):
            self.add_error("subject_en", _("영문은 제목과 본문을 함께 적거나 함께 비워 두세요."))
        if data.get("purpose") != Purpose.NEWS:
            data["is_advertising"] = False
        return data

    def audience(self) -> Audience:
        if self.chosen is not None:
            return self.chosen
        data = self.cleaned_data
        return Audience(
            groups=data["groups"],
            categories=data["categories"],
            sectors=data["sectors"],
            divisions=[division.pk for division in data["divisions"]],
            languages=data["languages"],
        )

    def content(self) -> Content:
        data = self.cleaned_data
        words = {name: data.get(name, "") for name in _TEXTS}
        return Content(purpose=data["purpose"], is_advertising=data["is_advertising"], **words)


def initial_of(mail: MassMail) -> dict[str, Any]:
    """What the form holds of a mass mail."""
    audience = Audience.from_json(mail.audience)
    fields = ("purpose", "is_advertising", *_TEXTS)
    return {
        "groups": audience.groups,
        "categories": audience.categories,
        "sectors": audience.sectors,
        "divisions": audience.divisions,
        "languages": audience.languages,
        "rate": mail.mailing.rate,
        **{name: getattr(mail, name) for name in fields},
    }
