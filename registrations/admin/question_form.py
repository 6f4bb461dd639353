"""Own questions as an organizer writes them, each checked against the others."""

from typing import Any

from django import forms
from django.forms import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextareaWidget,
    UnfoldBooleanWidget,
)

from registrations import questions
from registrations.models import Question, QuestionKind
from registrations.states import Category

FEWEST_CHOICES = 2
ORDER_STEP = 10  # between questions, so that one fits in
_CAN_BE_A_CONDITION = {QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO}


class QuestionForm(forms.ModelForm):
    """One question; ``others`` are the event's questions, ``answered`` the ids of those with answers."""

    categories = forms.MultipleChoiceField(
        label=gettext_lazy("참석구분"),
        choices=Category.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy("고르지 않으면 모두에게 묻습니다."),
    )
    is_retired = forms.BooleanField(
        label=gettext_lazy("그만 묻기"),
        required=False,
        widget=UnfoldBooleanWidget,
        help_text=gettext_lazy("답변은 그대로 남고, 양식에서만 빠집니다."),
    )

    class Meta:
        model = Question
        fields = [
            "kind", "label", "label_en", "help_text", "help_text_en", "is_required", "choices", "categories",
            "shown_if", "shown_if_answer", "position",
        ]  # fmt: skip
        widgets = {"choices": UnfoldAdminTextareaWidget(attrs={"rows": 4})}

    def __init__(
        self, *args: Any, others: list[Question], answered: frozenset[int], at_end: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._is_answered = self.instance.pk in answered
        self.initial["is_retired"] = self.instance.retired_at is not None
        if self.instance.pk is None:
            self.initial["position"] = at_end
        fits = [one for one in others if one.kind in _CAN_BE_A_CONDITION and one.pk != self.instance.pk]
        # Said outright, so that the list is read once for all forms.
        self.fields["shown_if"].choices = [("", "---------"), *((one.pk, str(one)) for one in fits)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self._is_answered and "kind" in self.changed_data:
            self.add_error(
                "kind", _("이미 답한 사람이 있어 유형을 바꿀 수 없습니다. 새 질문을 만들어 주세요.")
            )
        asked = Question(kind=data.get("kind", ""), choices=data.get("choices", ""))
        if asked.kind in questions.CHOOSING and len(questions.choices(asked)) < FEWEST_CHOICES:
            self.add_error("choices", _("보기를 한 줄에 하나씩 둘 이상 적어 주세요."))
        return data

    def save(self, commit: bool = True) -> Any:
        is_retired = self.cleaned_data.get("is_retired", False)
        if is_retired != (self.instance.retired_at is not None):
            self.instance.retired_at = timezone.now() if is_retired else None
        return super().save(commit=commit)


class QuestionFormSet(BaseInlineFormSet):
    """All questions of an event: each condition names an answer to a question that comes before it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(Question.objects.filter(event=self.instance.pk).order_by("position", "pk"))
        self._others = rows
        self._at_end = max((one.position for one in rows), default=0) + ORDER_STEP
        answered = Question.objects.filter(event=self.instance.pk, answers__isnull=False)
        self._answered = frozenset(answered.values_list("pk", flat=True).distinct())

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(index),
            "others": self._others,
            "answered": self._answered,
            "at_end": self._at_end,
        }

    def clean(self) -> None:
        super().clean()
        standing = [
            form
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        by_id = {form.instance.pk: form for form in standing if form.instance.pk}
        for form in standing:
            before = form.cleaned_data.get("shown_if")
            if before is None or form.cleaned_data["is_retired"]:
                continue
            sentence = _condition_problem(form, by_id.get(before.pk))
            if sentence:
                form.add_error("shown_if", sentence)


def _condition_problem(form: Any, before: Any) -> str:
    """Why a question cannot wait for that answer, "" if it can."""
    if before is None or before.cleaned_data["is_retired"]:
        return _("조건 질문이 더 이상 묻지 않는 질문입니다.")
    if _place(before) >= _place(form):
        return _("조건 질문은 이 질문보다 앞에 있어야 합니다. 순서를 확인해 주세요.")
    target, wanted = before.instance, form.cleaned_data["shown_if_answer"]
    known = {value for value, _text in questions.options(target, "ko")}
    if questions.needed_value(Question(shown_if_answer=wanted), target) in known:
        return ""
    shown = ", ".join(text for _value, text in questions.options(target, "ko"))
    return _("조건 답은 다음 가운데 하나여야 합니다: %(answers)s") % {"answers": shown}


def _place(form: Any) -> tuple[int, float]:
    return form.cleaned_data["position"], form.instance.pk or float("inf")
