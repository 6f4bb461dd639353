"""What a form holds beyond a guest's particulars: answers to the event's own questions, and chosen sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registrations import answers, sessions
from registrations.models import Registration


@dataclass(frozen=True)
class Extras:
    """The cleaned rest of a form; None is what the form did not ask for."""

    answers: Mapping[int, Any] | None = None  # by question id
    sessions: frozenset[int] | None = None  # ids
    language: str = "ko"  # in which the questions were asked
    collected: str = ""  # which items of personal data the consent named, if others than usual

    def record(self, registration: Registration, *, at: datetime) -> None:
        """Keep it. The caller is in a transaction, and has locked the event if there are sessions.

        :raises ChoiceRefused: a session cannot be chosen
        """
        if self.sessions is not None:
            sessions.choose(registration, self.sessions, at=at)
        if self.answers is not None:
            answers.record(registration, self.answers, language=self.language, at=at)


NOTHING_MORE = Extras()
