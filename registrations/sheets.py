"""What an event's registration form asks, of whom: the standard fields by its rules, its own questions, its sessions."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from registrations import questions, sessions
from registrations.models import Asking, FieldRule, Question, QuestionKind, StandardField
from registrations.sessions import Offered
from registrations.states import Category

EVERYWHERE: dict[str, str] = {
    StandardField.ORGANIZATION: Asking.REQUIRED,
    StandardField.DEPARTMENT: Asking.OPTIONAL,
    StandardField.TITLE: Asking.OPTIONAL,
    StandardField.PHONE: Asking.REQUIRED,
}


@dataclass(frozen=True)
class Sheet:
    """One event's form. The one without anything asks what every event asks."""

    rules: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (category or "", field): asking
    questions: tuple[Question, ...] = ()
    sessions: tuple[Offered, ...] = ()

    def asking(self, name: str, category: str) -> str:
        """How a guest of that category is asked for a standard field."""
        of_all = self.rules.get(("", name), EVERYWHERE[name])
        return self.rules.get((category, name), of_all) if category else of_all

    def categories_asking(self, name: str, *askings: str) -> list[str]:
        """The categories whose guests are asked for a standard field in one of these ways."""
        return [category for category in Category.values if self.asking(name, category) in askings]

    @property
    def differs_by_category(self) -> bool:
        """Whether it depends on the category what is asked, so that this has to come first."""
        return any(category for category, _name in self.rules) or any(
            one.categories for one in self.questions
        )

    @property
    def takes_files(self) -> bool:
        return any(one.kind == QuestionKind.FILE for one in self.questions)

    def collected(self, language: str) -> str:
        """Which items of personal data the form collects, for the consent; "" where it asks what every form asks."""
        if self == PLAIN:
            return ""
        asked = [
            str(StandardField(name).label)
            for name in StandardField.values
            if self.categories_asking(name, Asking.REQUIRED, Asking.OPTIONAL)
        ]
        own = [questions.label(one, language) for one in self.questions]
        chosen = [_("세션 선택")] if self.sessions else []
        return ", ".join([_("성명"), *asked, _("이메일"), _("참석구분"), *own, *chosen])

    def of_category(self, category: str) -> "Sheet":
        """The form as it is for guests of one category who cannot come in another: nothing in it names a category."""
        if self == PLAIN:
            return self
        asked: dict[int, Question] = {}
        for one in self.questions:
            is_followed = one.shown_if_id is None or one.shown_if_id in asked
            if is_followed and (not one.categories or category in one.categories):
                asked[one.pk] = copy(one)
                asked[one.pk].categories = []
        return Sheet(
            rules={("", name): self.asking(name, category) for name in StandardField.values},
            questions=tuple(asked.values()),
            sessions=self.sessions,
        )

    def met(self, values: Mapping[int, Any], *, category: str) -> list[Question]:
        """The questions that a guest with these values is asked."""
        return questions.met(self.questions, values, category=category)


PLAIN = Sheet()

# By hand, as every form is opened and sent with it: what most events have none of need not be asked for.
_HAS = """
SELECT EXISTS (SELECT FROM registrations_fieldrule WHERE event_id = %(event)s),
    EXISTS (SELECT FROM registrations_question WHERE event_id = %(event)s AND retired_at IS NULL),
    EXISTS (SELECT FROM registrations_sessionoffer WHERE event_id = %(event)s)
"""


def of(event_id: int) -> Sheet:
    """The event's form as it stands now: one query where it asks what every form asks."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS, {"event": event_id})
        has_rules, has_questions, has_sessions = cursor.fetchone()
    return Sheet(
        rules=rules(FieldRule.objects.filter(event=event_id)) if has_rules else {},
        questions=tuple(Question.objects.filter(event=event_id).live()) if has_questions else (),
        sessions=tuple(sessions.offered(event_id)) if has_sessions else (),
    )


def of_coordinator(event_id: int) -> Sheet:
    """What a group's coordinator is asked: the standard fields as the event asks them, but whom they come from always.

    The event's questions and sessions are for those who come.
    """
    asked = rules(FieldRule.objects.filter(event=event_id))
    if not asked:
        return PLAIN
    others = {key: asking for key, asking in asked.items() if key[1] != StandardField.ORGANIZATION}
    return Sheet(rules={**others, ("", StandardField.ORGANIZATION): Asking.REQUIRED})


def rules(rows: Iterable[FieldRule]) -> dict[tuple[str, str], str]:
    return {(row.category, row.field): row.asking for row in rows}


def rules_of(event_id: int) -> Sheet:
    """The event's rules for the standard fields alone."""
    return Sheet(rules=rules(FieldRule.objects.filter(event=event_id)))
