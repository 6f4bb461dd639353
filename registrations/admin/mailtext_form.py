"""The form of a mail's words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from events.fields import TOO_LONG, LineField, LinesField
from events.mailwording import Wording
from registrations import mailkinds
from registrations.models import MailKind, MailText


class MailTextForm(forms.Form):
    """Subject, heading and text of a kind, and whom a preview is to be addressed to."""

    subject = LineField(
        label=_("메일 제목"), max_length=MailText.LONGEST_SUBJECT, widget=UnfoldAdminTextInputWidget
    )
    heading = LineField(
        label=_("머리말"), max_length=MailText.LONGEST_HEADING, widget=UnfoldAdminTextInputWidget
    )
    body = LinesField(
        label=_("본문"),
        max_length=MailText.LONGEST_BODY,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 10}),
        error_messages={"max_length": TOO_LONG},
        help_text=_(
            "빈 줄은 문단을 나누고, https로 시작하는 주소는 링크가 됩니다. "
            "일시와 장소, 이 메일에 있는 QR 코드와 개인 링크는 본문 아래에 그대로 붙습니다."
        ),
    )

    def __init__(self, *args: Any, kind: MailKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, field in self.fields.items():
            field.widget.attrs["data-words"] = ""
            if name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{name}-errors"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self.wording().refuse_unknown(mailkinds.ALLOWED[self.kind])
        return data

    def wording(self) -> Wording:
        """The words as they are typed, cleaned."""
        data = self.cleaned_data
        return Wording(data["subject"], data["heading"], data["body"])
