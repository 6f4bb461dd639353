"""An event's own questions: their words, their choices, and of whom each is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations.models import Question, QuestionKind
from registrations.states import Category

YES, NO = "yes", "no"
YES_NO = {YES: gettext_lazy("예"), NO: gettext_lazy("아니요")}
CHOOSING = {QuestionKind.CHOICE, QuestionKind.CHOICES}


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its Korean text, which it is known by, and the English one."""

    text: str
    text_en: str = ""

    def shown(self, language: str) -> str:
        return (self.text_en or self.text) if language == "en" else self.text


def choices(question: Question) -> list[Choice]:
    """What the question offers, in its order; nothing for other kinds."""
    if question.kind not in CHOOSING:
        return []
    found: dict[str, Choice] = {}
    for line in question.choices.splitlines():
        text, _bar, text_en = (part.strip() for part in line.partition("|"))
        if text:
            found.setdefault(text, Choice(text, text_en))
    return list(found.values())


def options(question: Question, language: str) -> list[tuple[str, str]]:
    """Values and texts to choose from, also for yes and no."""
    if question.kind == QuestionKind.YES_NO:
        return [(value, str(text)) for value, text in YES_NO.items()]
    return [(one.text, one.shown(language)) for one in choices(question)]


def label(question: Question, language: str) -> str:
    return (question.label_en or question.label) if language == "en" else question.label


def help_text(question: Question, language: str) -> str:
    return (question.help_text_en or question.help_text) if language == "en" else question.help_text


def condition(question: Question, asked: Mapping[int, Question], language: str) -> str:
    """Of whom the question is asked, as a sentence for who sees the whole form; "" for everybody."""
    sentences = []
    if question.categories:
        names = "·".join(str(Category(one).label) for one in question.categories if one in Category.values)
        sentences.append(_("%(categories)s만 답해 주세요.") % {"categories": names})
    before = asked.get(question.shown_if_id or 0)
    if before is not None:
        texts = dict(options(before, language))
        wanted = needed_value(question, before)
        sentences.append(
            _("「%(question)s」에 「%(answer)s」(으)로 답한 경우에만 답해 주세요.")
            % {"question": label(before, language), "answer": texts.get(wanted, wanted)}
        )
    return " ".join(sentences)


def needed_value(question: Question, before: Question) -> str:
    """The value of the earlier question that this one waits for; organizers write yes and no as they say them."""
    if before.kind != QuestionKind.YES_NO:
        return question.shown_if_answer
    with translation.override("ko"):
        by_text = {str(text): value for value, text in YES_NO.items()}
    return by_text.get(question.shown_if_answer, question.shown_if_answer)


def met(asked: Iterable[Question], values: Mapping[int, Any], *, category: str) -> list[Question]:
    """Those of the live questions, in their order, that a guest of the category who gave these values is asked.

    A question that waits for an answer to one that is not asked itself is not asked.
    """
    found: dict[int, Question] = {}
    for question in asked:
        if question.categories and category not in question.categories:
            continue
        if question.shown_if_id is not None:
            before = found.get(question.shown_if_id)
            if before is None or not _holds(values.get(before.pk), needed_value(question, before)):
                continue
        found[question.pk] = question
    return list(found.values())


def _holds(value: Any, wanted: str) -> bool:
    return wanted in value if isinstance(value, list) else value == wanted
