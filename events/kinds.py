"""The kinds of paper that can be rendered. Each app registers its own when it is ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.module_loading import import_string


class Progress(Protocol):
    """Called by a renderer with how much of its work is done."""

    def __call__(self, done: int, total: int) -> None: ...


class NothingToPrint(Exception):
    """There is nothing to put on the paper yet; the text tells the organizer what is missing."""


class Record(Protocol):
    """What a paper has to write down once its file is kept; ``document_id`` is None without a document row."""

    def __call__(self, *, document_id: int | None, by_id: int | None, at: datetime) -> None: ...


@dataclass(frozen=True)
class Paper:
    """A finished file: its PDF bytes and the name it is offered under.

    ``record`` runs once the file is kept, in the transaction that says so.
    """

    content: bytes
    name: str
    record: Record | None = None


Options = Mapping[str, Any]


class Render(Protocol):
    """Draws the paper in the active language, which ``language`` names, as ``options`` ask.

    :raises NothingToPrint: there is nothing to put on it
    """

    def __call__(
        self, *, event_id: int, language: str, at: datetime, progress: Progress, options: Options
    ) -> Paper: ...


@dataclass(frozen=True)
class Kind:
    """A kind of paper, by the name that documents and commands use.

    ``renderer`` is the dotted path of a Render. It is imported when the first paper is drawn, so that the web
    processes, which only ask for papers, do not carry the PDF engine. ``form`` is that of a form whose fields are what
    can be chosen about the paper, each with the initial value that holds where nothing is chosen.
    """

    name: str
    label: str | Promise
    renderer: str
    form: str = "django.forms.Form"

    def choices(self, data: Mapping[str, Any] | None = None) -> forms.Form:
        """The form of what can be chosen; bound to ``data``, where what is left out stands as it does initially."""
        form_class: type[forms.Form] = import_string(self.form)
        initial = {name: field.initial for name, field in form_class.base_fields.items()}
        return form_class() if data is None else form_class({**initial, **data})

    def described(self, options: Options) -> list[str]:
        """What was chosen, in words."""
        form = self.choices()
        return [
            f"{field.label}: {_in_words(field, options[name])}"
            for name, field in form.fields.items()
            if name in options
        ]

    def render(
        self, *, event_id: int, language: str, at: datetime, progress: Progress, options: Options
    ) -> Paper:
        """The finished paper.

        :raises NothingToPrint: there is nothing to put on it
        """
        draw: Render = import_string(self.renderer)
        chosen = {name: field.initial for name, field in self.choices().fields.items()} | dict(options)
        return draw(event_id=event_id, language=language, at=at, progress=progress, options=chosen)


def _in_words(field: forms.Field, value: Any) -> str:
    return str(dict(getattr(field, "choices", ())).get(value, value))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind of that name.

    :raises KeyError: no app registered it
    """
    return _kinds[name]


def every() -> list[Kind]:
    """All kinds, in the order their apps registered them."""
    return list(_kinds.values())
