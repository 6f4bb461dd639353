"""The fields of the registration form before anybody has written into them: drawn once for each state of the form."""

import hashlib

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from events.codeversion import code_version
from registrations import formparts, pages
from registrations.forms import RegistrationForm
from registrations.sheets import Sheet


def fields(sheet: Sheet, *, language: str) -> SafeString:
    """The fields and consents as HTML, in the language that is active."""

    def draw() -> str:
        return render_to_string("registrations/_fields.html", {"form": RegistrationForm(sheet=sheet)})

    # Drawn by our own template, which escapes what it is given; the cache gives it back as plain text.
    return mark_safe(pages.drawn_once(_version(sheet, language), draw))  # noqa: S308


def _version(sheet: Sheet, language: str) -> str:
    """Differs whenever the fields would: by what the form asks, and by the places left in its sessions."""
    questions = [
        [getattr(one, column.attname) for column in one._meta.concrete_fields]  # noqa: SLF001
        for one in sheet.questions
    ]
    rows = formparts.session_rows(sheet.sessions, (), (), language=language)
    sessions = [(row["offer"].session_id, row["offer"].free, row["heading"], row["when"]) for row in rows]
    parts = ("registration-form", sorted(sheet.rules.items()), questions, sessions, language, code_version())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]
