"""The first step of bringing a brief in: text or a file, read into a brief."""

import hashlib
from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from agenda.briefs import facts, reading
from agenda.briefs.brief import Brief, BriefRefused, Given
from agenda.briefs.files import document, opening
from events import notation
from events.fields import LineField
from events.models import Event

MOST_CHARACTERS = 100_000  # a press release has about 3,000


class SourceForm(forms.Form):
    """Takes the text from either field. What the form has read is in ``text`` and ``brief`` once it is valid."""

    file = forms.FileField(
        label=_("파일"),
        required=False,
        allow_empty_file=True,
        help_text=_("한글(.hwpx, .hwp), 워드(.docx), 엑셀(.xlsx), .csv, .md, .txt · 5MB까지"),
    )
    pasted = forms.CharField(
        label=_("붙여 넣기"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("한글이나 엑셀에서 전체를 복사해 그대로 붙여 넣어도 됩니다."),
    )
    name = LineField(label=_("행사명"), required=False, max_length=150)
    day = forms.DateField(
        label=_("날짜"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.text = ""
        self.brief: Brief | None = None
        if event is not None:
            del self.fields["name"], self.fields["day"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file, pasted = data.get("file"), data.get("pasted") or ""
        if self.errors:
            return data
        if bool(file) == bool(pasted.strip()):
            raise forms.ValidationError(_("파일을 고르거나 본문을 붙여 넣어 주세요. 둘 중 하나만 합니다."))
        try:
            if self.event is not None:
                facts.refuse_several_days(self.event)
            self.text = _text(file) if file else pasted
            self.brief = reading.read(self.text, given=self._given(data), is_draft=True)
        except BriefRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return data

    @property
    def digest(self) -> str:
        """The text's SHA-256."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def _given(self, data: dict[str, Any]) -> Given:
        if self.event is None:
            return Given(name=data.get("name") or "", day=cast(date | None, data.get("day")))
        starts_at, ends_at = self.event.starts_at, self.event.ends_at
        if starts_at is None or ends_at is None:
            return Given(name=self.event.name)
        start, end = starts_at.astimezone(notation.SEOUL), ends_at.astimezone(notation.SEOUL)
        return Given(
            name=self.event.name,
            day=start.date(),
            starts=start.hour * 60 + start.minute,
            ends=end.hour * 60 + end.minute if end.date() == start.date() else None,
        )


def _text(file: UploadedFile) -> str:
    """:raises BriefRefused: the file is too large, or cannot be read"""
    if (file.size or 0) > opening.MOST_BYTES:
        raise BriefRefused(opening.size_sentence())
    text = document.as_text(opening.read(file.read()))
    if len(text) > MOST_CHARACTERS:
        raise BriefRefused(
            _("본문이 너무 깁니다(최대 %(most)d만 자). 행사 부분만 남기고 저장해 올려 주세요.")
            % {"most": MOST_CHARACTERS // 10_000}
        )
    return text
