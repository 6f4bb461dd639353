"""What guests answered to an event's own questions: kept as a ledger, with each question's text of that day."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from registrations import questions
from registrations.models import Answer, Question, QuestionKind, Registration


@dataclass(frozen=True)
class Upload:
    """A file that a guest sent, looked at and with a clean name."""

    name: str
    content_type: str
    content: bytes


def record(
    registration: Registration, values: Mapping[int, Any], *, language: str, at: datetime
) -> list[Answer]:
    """Keep what is new among the answers, by question id; called inside the rule's transaction.

    What the guest is not asked is not stored, whatever was sent; an answer to what they are no longer asked, or that
    they emptied, is taken back by a row without a value. A file stays as long as no other is sent.
    """
    asked = list(Question.objects.filter(event=registration.event_id).live())
    met = {one.pk for one in questions.met(asked, values, category=registration.category)}
    known = current([registration.pk]).get(registration.pk, {})
    rows = []
    for question in asked:
        before = known.get(question.pk)
        value = values.get(question.pk) if question.pk in met else None
        if question.kind == QuestionKind.FILE and question.pk in met and value is None:
            continue
        row = _answer(registration, question, value, language=language, at=at)
        if row.value != (before.value if before else None):
            rows.append(row)
    for row in rows:
        row.save()
    return rows


def current(registration_ids: Iterable[Any]) -> dict[int, dict[int, Answer]]:
    """The answers that count, by registration and question, in the form's order; one query."""
    latest = (
        Answer.objects.filter(registration__in=registration_ids)
        .select_related("question")
        .order_by("registration", "question", "-pk")
        .distinct("registration", "question")
    )
    found: dict[int, dict[int, Answer]] = {}
    for answer in sorted(latest, key=lambda one: (one.question.position, one.question_id)):
        if answer.value is not None:
            found.setdefault(answer.registration_id, {})[answer.question_id] = answer
    return found


def _answer(
    registration: Registration, question: Question, value: Any, *, language: str, at: datetime
) -> Answer:
    row = Answer(
        registration=registration,
        question=question,
        question_text=questions.label(question, language),
        language=language,
        value=None if value in ("", [], None) else value,
        at=at,
    )
    if isinstance(value, Upload):
        digest = hashlib.sha256(value.content).hexdigest()
        row.value = {"name": value.name, "type": value.content_type, "sha256": digest}
        row.shown = value.name
        row.file = ContentFile(value.content, name=value.name)  # saved with the row
    elif row.value is not None:
        texts = dict(questions.options(question, language))
        chosen = value if isinstance(value, list) else [value]
        row.shown = ", ".join(texts.get(str(one), str(one)) for one in chosen)
    return row
