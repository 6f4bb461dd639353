"""An event's own questions as form fields."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events import uploads
from events.cleaning import has_resident_number
from events.fields import TOO_LONG, LineField, LinesField
from events.sheets.refusing import FileRefused
from registrations import questions
from registrations.answers import Upload
from registrations.models import Question, QuestionKind

LONGEST_LINE, LONGEST_TEXT = 200, 2_000
_MOST_RADIOS = 8  # more choices than that become a drop-down list
_ANSWER = _("이 질문에 답해 주세요.")
_CHOOSE = _("하나를 골라 주세요.")


class AnswerFileField(forms.FileField):
    """A file that is small enough and of a kind that is taken, told by its content."""

    widget = forms.FileInput
    default_error_messages = {
        "required": _("파일을 골라 주세요."),
        "empty": _("빈 파일입니다."),
        "too_large": _("파일이 너무 큽니다(최대 %(size)dMB)."),
        "resident_number": _("파일 이름에 주민등록번호로 보이는 숫자가 있습니다. 이름을 바꾸어 올려 주세요."),
    }

    def to_python(self, data: Any) -> Upload | None:  # type: ignore[override]
        file = super().to_python(data)
        if file is None:
            return None
        most = settings.ANSWER_FILE_MOST_BYTES
        if (file.size or 0) > most:
            raise forms.ValidationError(
                self.error_messages["too_large"], code="too_large", params={"size": most // 1_000_000}
            )
        content = file.read()
        try:
            kind = uploads.kind_of(content)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal), code="kind") from refusal
        name = uploads.clean_name(file.name or "", kind)
        if has_resident_number(name):
            raise forms.ValidationError(self.error_messages["resident_number"], code="resident_number")
        return Upload(name, kind.content_type, content)


class NumberField(forms.DecimalField):
    """A number, kept as plain text so that no spreadsheet or language changes it."""

    default_error_messages = {
        "invalid": _("숫자로 적어 주세요. 예: 3"),
        "max_digits": _("숫자가 너무 깁니다."),
        "max_decimal_places": _("소수점 아래 두 자리까지 적을 수 있습니다."),
        "max_whole_digits": _("숫자가 너무 깁니다."),
    }

    def clean(self, value: Any) -> str:
        number: Decimal | None = super().clean(str(value or "").replace(",", ""))
        return "" if number is None else f"{number.normalize():f}"


def field_for(
    question: Question, *, language: str, asked: dict[int, Question], kept: str = ""
) -> forms.Field:
    """The question's form field; ``kept`` is the name of the file that answers it already."""
    common: dict[str, Any] = {
        "label": questions.label(question, language),
        "help_text": hint(
            questions.help_text(question, language), questions.condition(question, asked, language)
        ),
        "required": question.is_required and not kept,
    }
    field = _field(question, common, questions.options(question, language))
    if question.kind != QuestionKind.FILE:
        is_chosen = question.kind in {QuestionKind.CHOICE, QuestionKind.YES_NO}
        field.error_messages["required"] = _CHOOSE if is_chosen else _ANSWER
    return field


def hint(text: str, condition: str) -> str:
    """A help text with a condition in words, which a browser that shows and hides fields leaves out."""
    return format_html("{} <span data-condition>{}</span>", text, condition) if condition else text


def _field(question: Question, common: dict[str, Any], options: list[tuple[str, str]]) -> forms.Field:
    match question.kind:
        case QuestionKind.PARAGRAPH:
            text = forms.Textarea(attrs={"rows": 4})
            return LinesField(
                max_length=LONGEST_TEXT, widget=text, error_messages={"max_length": TOO_LONG}, **common
            )
        case QuestionKind.CHOICE | QuestionKind.YES_NO:
            empty = [] if question.is_required else [("", _("선택하지 않음"))]
            if len(options) > _MOST_RADIOS:
                return forms.ChoiceField(choices=[("", _("선택해 주세요")), *options], **common)
            return forms.ChoiceField(choices=[*options, *empty], widget=forms.RadioSelect, **common)
        case QuestionKind.CHOICES:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
        case QuestionKind.NUMBER:
            number = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            return NumberField(max_digits=12, decimal_places=2, widget=number, **common)
        case QuestionKind.FILE:
            return AnswerFileField(widget=forms.FileInput(attrs={"accept": uploads.ACCEPTED}), **common)
        case _:
            return LineField(max_length=LONGEST_LINE, **common)
