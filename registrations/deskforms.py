"""The forms of the desk: a device's settings, a badge once more. They clean input and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.fields import LineField
from registrations.badges import correcting, layouts
from registrations.badges.printing import Why
from registrations.desk import listing
from registrations.desk.devices import LONGEST_NAME, After, DeskSettings, PrintWay
from registrations.models import PrintReason, Registration

REASONS = (PrintReason.LOST, PrintReason.DAMAGED, PrintReason.MISTAKE, PrintReason.OTHER)


class SettingsForm(forms.Form):
    """What a device is set to."""

    name = LineField(label=_("데스크 이름"), max_length=LONGEST_NAME, help_text=_("예: 데스크 1"))
    way = forms.ChoiceField(label=_("명찰 인쇄"), choices=PrintWay.choices)
    layout = forms.ChoiceField(
        label=_("이 기기의 프린터에 끼운 라벨"),
        help_text=_("인쇄 스테이션으로 보내면 스테이션의 라벨에 인쇄합니다."),
    )
    after = forms.ChoiceField(label=_("입장 처리한 다음"), choices=After.choices)
    entry_list = forms.ChoiceField(label=_("입장 명단"), required=False)

    def __init__(self, *args: Any, event_id: int, device: DeskSettings, **kwargs: Any) -> None:
        kwargs["initial"] = {**device.as_plain(), "entry_list": device.entry_list_id or ""}
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        lists: Any = [("", _("행사 전체")), *((str(one.pk), one.name) for one in listing.lists_of(event_id))]
        choices: Any = {"layout": layouts.offered(event_id), "entry_list": lists}
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def settings(self) -> DeskSettings:
        data = self.cleaned_data
        number = int(data["entry_list"]) if data["entry_list"] else None
        return DeskSettings(data["name"], data["layout"], data["after"], data["way"], number)


class BadgeForm(forms.Form):
    """What stands on a guest's badge, and why it is printed once more where they have one."""

    reason = forms.ChoiceField(
        label=_("다시 인쇄하는 사유"),
        choices=[("", _("선택해 주세요")), *((one.value, one.label) for one in REASONS)],
        error_messages={"required": _("다시 인쇄하는 사유를 골라 주세요.")},
    )
    note = LineField(label=_("사유 설명"), max_length=200, required=False)
    name = LineField(label=_("성명"), max_length=60)
    organization = LineField(label=_("소속"), max_length=100, required=False)
    department = LineField(label=_("부서"), max_length=60, required=False)
    title = LineField(label=_("직위"), max_length=60, required=False)

    def __init__(self, *args: Any, guest: Registration, has_badge: bool, **kwargs: Any) -> None:
        kwargs["initial"] = correcting.words(guest)
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if not has_badge:
            del self.fields["reason"], self.fields["note"]
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("reason") == PrintReason.OTHER and not self.cleaned_data.get("note"):
            self.add_error("note", _("사유가 「기타」이면 설명을 적어 주세요."))
        return self.cleaned_data

    def words(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in correcting.FIELDS}

    def why(self) -> Why:
        return Why(reason=self.cleaned_data.get("reason", ""), note=self.cleaned_data.get("note", ""))
