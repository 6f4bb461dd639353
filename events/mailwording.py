"""What a mail says in words: its subject, its heading and its text, with placeholders that each reader's values fill."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from events import placeholders
from events.placeholders import Word

LONGEST_SUBJECT = 250  # characters, as a mail's row holds them

NAME = Word("성명", "name", _("받는 분의 성명"))
EVENT = Word("행사명", "event", _("행사 이름"))
WHEN = Word("일시", "when", _("행사 일시"))
PLACE = Word("장소", "place", _("행사 장소"))
PAGE = Word("행사주소", "page", _("행사 안내 페이지의 주소"), is_address=True)


@dataclass(frozen=True)
class Filled:
    """A wording as one reader reads it; ``html`` is the text with its line breaks and links."""

    subject: str
    heading: str
    text: str
    html: SafeString


@dataclass(frozen=True)
class Wording:
    """A mail's words before they have a reader."""

    subject: str
    heading: str
    body: str

    def fill(self, values: Mapping[Word, str]) -> Filled:
        """The words with these values; the subject and the heading are one line."""
        paragraphs = ((paragraph,) for paragraph in placeholders.fill_html(self.body, values))
        return Filled(
            _line(placeholders.fill(self.subject, values))[:LONGEST_SUBJECT],
            _line(placeholders.fill(self.heading, values)),
            placeholders.fill(self.body, values),
            format_html_join(mark_safe("<br><br>\n"), "{}", paragraphs),
        )

    def refuse_unknown(self, allowed: Iterable[Word]) -> None:
        """Refuse words with placeholders that are none of these.

        :raises ValidationError: what is wrong, by the name of the part
        """
        allowed, problems = list(allowed), {}
        for part in ("subject", "heading", "body"):
            try:
                placeholders.refuse_unknown(getattr(self, part), allowed)
            except ValidationError as refusal:
                problems[part] = refusal
        if problems:
            raise ValidationError(problems)


def _line(text: str) -> str:
    return " ".join(text.split())
