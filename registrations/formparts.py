"""The parts of a form that differ from event to event, and what tells the browser when each is shown."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations import questionfields, questions, sessions
from registrations.models import Answer, Asking, Question, QuestionKind, StandardField
from registrations.sessions import Offered
from registrations.sheets import Sheet
from registrations.states import Category


class SessionsField(forms.TypedMultipleChoiceField):
    """The ids of the sessions that a guest chooses; what cannot be chosen together or at all gets a sentence."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": _("고르신 세션이 더 이상 프로그램에 없습니다. 다시 골라 주세요.")
    }

    def __init__(self, offers: Collection[Offered], mine: Collection[int], *, language: str) -> None:
        self.offers, self.mine, self.language = offers, mine, language
        choices = [(one.session_id, one.heading(language)) for one in offers]
        super().__init__(label=_("세션 선택"), choices=choices, coerce=int, required=False)

    def clean(self, value: Any) -> list[int]:
        chosen: list[int] = super().clean(value) or []
        try:
            sessions.check(self.offers, chosen, mine=self.mine, language=self.language)
        except sessions.ChoiceRefused as refusal:
            raise forms.ValidationError(str(refusal), code="choice") from refusal
        return chosen


def name_of(question: Question) -> str:
    """What the question's field is called."""
    return f"question_{question.pk}"


def ask_standard_fields(fields: dict[str, Any], sheet: Sheet, *, category: str) -> None:
    """Ask for the standard fields as the event does it; one that it asks of nobody is taken out."""
    for name in StandardField.values:
        asked = sheet.categories_asking(name, Asking.REQUIRED, Asking.OPTIONAL)
        if not asked:
            del fields[name]
            continue
        field = fields[name]
        field.required = sheet.asking(name, category) == Asking.REQUIRED
        required = sheet.categories_asking(name, Asking.REQUIRED)
        if len(asked) < len(Category.values):
            field.asked_of = " ".join(asked)
            names = "·".join(str(Category(one).label) for one in asked)
            told = _("%(categories)s만 답해 주세요.") % {"categories": names}
            field.help_text = questionfields.hint(str(field.help_text), told)
        if set(required) not in ({*asked}, set()):
            field.required_of = " ".join(required)


def question_fields(sheet: Sheet, kept: Mapping[int, Answer], *, language: str) -> dict[str, forms.Field]:
    """A field for each of the event's own questions, filled with the guest's answers so far."""
    asked = {one.pk: one for one in sheet.questions}
    fields = {}
    for question in sheet.questions:
        answer = kept.get(question.pk)
        is_file = question.kind == QuestionKind.FILE
        field: Any = questionfields.field_for(
            question, language=language, asked=asked, kept=answer.shown if answer and is_file else ""
        )
        field.is_question = True
        if answer is not None and is_file:
            field.kept_file = answer
        elif answer is not None:
            field.initial = answer.value
        if question.categories:
            field.asked_of = " ".join(question.categories)
        before = asked.get(question.shown_if_id or 0)
        if before is not None:
            field.waits_for = name_of(before)
            field.waits_value = questions.needed_value(question, before)
        fields[name_of(question)] = field
    return fields


def session_rows(
    offers: Iterable[Offered], chosen: Collection[str], mine: Collection[int], *, language: str
) -> list[dict[str, Any]]:
    return [
        {
            "offer": one,
            "heading": one.heading(language),
            "when": one.when_and_where(language),
            "starts": round(one.row.starts_at.timestamp()),
            "ends": round(one.row.ends_at.timestamp()),
            "is_chosen": str(one.session_id) in chosen,
            "is_closed": one.is_full and one.session_id not in mine,
        }
        for one in offers
    ]
