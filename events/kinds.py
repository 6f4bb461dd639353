"""The kinds of paper that can be rendered. Each app registers its own when it is ready."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from events.printjobs import Part

NO_CHOICES = "events.kinds.PaperForm"  # a form without fields
AS_PDF = "events.finishing.as_pdf"  # a Finish, by its path: the web processes ask for papers, they set none


class Progress(Protocol):
    """Called by a renderer with how much of its work is done."""

    def __call__(self, done: int, total: int) -> None: ...


class NothingToPrint(Exception):
    """There is nothing to put on the paper yet; the text tells the organizer what is missing."""


class OnlyAsPdf(Exception):
    """A kind of paper is not made of HTML; the text tells the organizer so."""


class Record(Protocol):
    """What a paper has to write down once its file is kept; ``document_id`` is None without a document row."""

    def __call__(self, *, document_id: int | None, by_id: int | None, at: datetime) -> None: ...


@dataclass(frozen=True)
class Pages:
    """A paper before it is finished, as a PDF or as a web page: its HTML with pictures, and its style sheets as text.

    ``name`` is the file's without its suffix. ``record`` is handed on to the finished paper. Parts of a long paper may be
    an iterator, so that the first are set while the rest is laid out; ``count`` is then their number. ``web_parts`` are the
    parts for browsers, where those for print have stamps.
    """

    parts: Iterable[Part]
    css: Sequence[str]
    name: str
    record: Record | None = None
    count: int | None = None
    web_parts: Iterable[Part] | None = None


@dataclass(frozen=True)
class Paper:
    """A finished file: its bytes and the name it is offered under.

    ``record`` runs once the file is kept, in the transaction that says so.
    """

    content: bytes
    name: str
    record: Record | None = None


Options = Mapping[str, Any]


class LayOut(Protocol):
    """Lays the paper out in the active language, which ``language`` names, as ``options`` ask. Knows no PDF engine.

    :raises NothingToPrint: there is nothing to put on it
    """

    def __call__(self, *, event_id: int, language: str, at: datetime, options: Options) -> Pages: ...


class Finish(Protocol):
    """Makes pages a file."""

    def __call__(self, pages: Pages, *, progress: Progress) -> Paper: ...


class Render(Protocol):
    """Draws a paper that is no HTML, or finished in a way of its own, otherwise as LayOut.

    :raises NothingToPrint: there is nothing to put on it
    """

    def __call__(
        self, *, event_id: int, language: str, at: datetime, progress: Progress, options: Options
    ) -> Paper: ...


class PaperForm(forms.Form):
    """What can be chosen about a paper; ``event_id`` is None where it is asked what there is to choose in general.

    A form that offers what an event has (layouts, printers) puts that into its fields where the event is known, and
    asks no database where it is not.
    """

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, event_id: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.event_id = event_id


@dataclass(frozen=True)
class Kind:
    """A kind of paper, by the name that documents and commands use.

    ``pages`` is the dotted path of a LayOut; what it lays out is finished as a PDF or as a web page. A kind that is not
    made of HTML has a ``renderer`` instead, the dotted path of a Render. Either is imported when the first paper is
    drawn, and the PDF engine with the first PDF, so that the web processes, which only ask for PDFs, do not carry it.
    ``desk`` is the name of an admin page of the event's where the kind is asked for, if that is not the page of documents.
    ``form`` is the path of a PaperForm whose fields are what can be chosen about the paper, each with the initial value that
    holds where nothing is chosen.
    """

    name: str
    label: str | Promise
    renderer: str = ""
    form: str = NO_CHOICES
    pages: str = ""
    desk: str = ""

    def choices(self, data: Mapping[str, Any] | None = None, *, event_id: int | None = None) -> PaperForm:
        """The form of what can be chosen at an event; bound to ``data``, where what is left out stands as initially."""
        form_class: type[PaperForm] = import_string(self.form)
        initial = {name: field.initial for name, field in form_class.base_fields.items()}
        return form_class(None if data is None else {**initial, **data}, event_id=event_id)

    def described(self, options: Options, *, form: forms.Form | None = None) -> list[str]:
        """What was chosen, in words; those of a ``form`` of the event where it is at hand."""
        form = form or self.choices()
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
        chosen = self._with_initial(options)
        if self.pages:
            finish: Finish = import_string(AS_PDF)
            return finish(self._laid_out(event_id, language, at, chosen), progress=progress)
        draw: Render = import_string(self.renderer)
        return draw(event_id=event_id, language=language, at=at, progress=progress, options=chosen)

    def web_page(self, *, event_id: int, language: str, at: datetime, options: Options) -> Pages:
        """The paper laid out, for ``events.webpapers`` to make a web page of; no PDF engine is loaded.

        :raises NothingToPrint: there is nothing to put on it
        :raises OnlyAsPdf: it is not made of HTML
        """
        if not self.pages:
            raise OnlyAsPdf(_("PDF로만 만들 수 있는 문서입니다: %(kind)s") % {"kind": self.label})
        return self._laid_out(event_id, language, at, self._with_initial(options))

    def _laid_out(self, event_id: int, language: str, at: datetime, options: Options) -> Pages:
        lay_out: LayOut = import_string(self.pages)
        return lay_out(event_id=event_id, language=language, at=at, options=options)

    def _with_initial(self, options: Options) -> Options:
        return {name: field.initial for name, field in self.choices().fields.items()} | dict(options)


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
