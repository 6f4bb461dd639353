"""Papers: asking for one, watching it being drawn, fetching it. Files go out through here alone, by role."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from unfold.decorators import display

from events import documents, kinds, rendering
from events.admin import pages
from events.admin.base import LedgerAdmin, OwnEventFilter, named
from events.models import Document

RECENT = 30  # papers shown on an event's page


class RequestForm(forms.Form):
    kind = forms.ChoiceField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.name, kind.label) for kind in kinds.every()]  # type: ignore[attr-defined]

    def options(self) -> dict[str, str]:
        """What was sent of what can be chosen about the kind, as it was sent."""
        offered = kinds.get(self.cleaned_data["kind"]).choices().fields
        return {name: self.data[name] for name in offered if name in self.data}


class KindFilter(admin.SimpleListFilter):
    title = _("종류")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind.name, kind.label) for kind in kinds.every()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


def label_of(name: str) -> str:
    """What a kind of paper is called; its bare name if no app knows it any more."""
    try:
        return str(kinds.get(name).label)
    except KeyError:
        return name


def chosen_of(document: Document, forms_by_kind: Mapping[str, forms.Form]) -> str:
    """What was chosen about a paper, in the words of its event's forms."""
    try:
        kind = kinds.get(document.kind)
        return " · ".join(kind.described(document.options, form=forms_by_kind.get(kind.name)))
    except KeyError:
        return ""


@admin.register(Document)
class DocumentAdmin(LedgerAdmin):
    list_display = ["kind_label", "event", "language_label", "progress", "requested_at", "requested_by"]
    list_display_links = ["kind_label"]
    list_select_related = ["event", "requested_by"]
    list_filter = [OwnEventFilter, KindFilter, "state"]
    ordering = ["-requested_at", "-pk"]
    fields = [
        "kind_label",
        "event",
        "language_label",
        "progress",
        "attempts",
        "requested_at",
        "by_name",
        "finished_at",
    ]
    readonly_fields = fields
    actions = ["again_selected"]

    by_name = named("requested_by", _("요청자"))

    @display(description=_("종류"), ordering="kind")
    def kind_label(self, document: Document) -> str:
        return label_of(document.kind)

    @display(description=_("언어"), ordering="language")
    def language_label(self, document: Document) -> str:
        return dict(settings.LANGUAGES).get(document.language, document.language)

    @display(description=_("진행"), ordering="state")
    def progress(self, document: Document) -> SafeString:
        return render_to_string("events/admin/_progress.html", {"document": document})

    @admin.action(description=_("선택한 문서 다시 만들기"))
    def again_selected(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        asked = {
            self._asked_again(request, pk) for pk in queryset.order_by("pk").values_list("pk", flat=True)
        }
        count = len(asked - {None})
        if count:
            messages.success(request, _("문서 %(count)d건을 다시 만듭니다.") % {"count": count})

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("of/<int:event_id>/", wrap(self.of_event), name="events_document_of_event"),
            path("of/<int:event_id>/new/", wrap(require_POST(self.ask)), name="events_document_ask"),
            path("of/<int:event_id>/page/", wrap(require_POST(self.show)), name="events_document_show"),
            path(
                "<int:pk>/progress/", wrap(require_safe(self.progress_part)), name="events_document_progress"
            ),
            path("<int:pk>/again/", wrap(require_POST(self.again)), name="events_document_again"),
            path("<int:pk>/file/", wrap(require_safe(self.file)), name="events_document_file"),
            *super().get_urls(),
        ]

    def of_event(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """An event's papers, and the buttons to ask for more."""
        event = pages.event_or_404(request, event_id)
        papers = list(
            event.documents.select_related("requested_by").order_by("-requested_at", "-pk")[:RECENT]
        )
        offered = {kind.name: kind.choices(event_id=event.pk) for kind in kinds.every() if not kind.desk}
        context = {
            "event": event,
            "kinds": [{"kind": kind, "choices": offered.get(kind.name)} for kind in kinds.every()],
            "languages": settings.LANGUAGES,
            "rows": [
                {
                    "document": paper,
                    "label": label_of(paper.kind),
                    "chosen": chosen_of(paper, offered),
                    "language": dict(settings.LANGUAGES).get(paper.language, ""),
                }
                for paper in papers
            ],
        }
        title = _("%(event)s 문서") % {"event": event}
        return pages.page(
            request, self.admin_site, "events/admin/documents.html", title=title, context=context
        )

    def ask(self, request: HttpRequest, event_id: int) -> HttpResponse:
        event = pages.event_or_404(request, event_id)
        form = RequestForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("만들 문서의 종류와 언어를 골라 주세요."))
            return redirect("admin:events_document_of_event", event.pk)
        try:
            documents.request(
                event_id=event.pk,
                by_id=request.user.pk,
                at=timezone.now(),
                options=form.options(),
                **form.cleaned_data,
            )
        except documents.OptionsRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:events_document_of_event", event.pk)

    def show(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """A paper as a web page, drawn now. By POST, as laying out certificates issues them."""
        event = pages.event_or_404(request, event_id)
        form = RequestForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("만들 문서의 종류와 언어를 골라 주세요."))
            return redirect("admin:events_document_of_event", event.pk)
        try:
            paper = rendering.web_page(
                event_id=event.pk,
                at=timezone.now(),
                is_served=True,
                **form.cleaned_data,
                options=documents.choose(form.cleaned_data["kind"], form.options(), event_id=event.pk),
            )
        except (documents.OptionsRefused, kinds.NothingToPrint, kinds.OnlyAsPdf) as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:events_document_of_event", event.pk)
        response = HttpResponse(paper.html)
        disposition = content_disposition_header(as_attachment=False, filename=paper.name)
        response["Content-Disposition"] = disposition or "inline"
        response._csp_config = paper.policy  # type: ignore[attr-defined] # noqa: SLF001 - as django-csp's decorators do
        return response

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self._mine(request, pk)
        self._asked_again(request, document.pk)
        return redirect("admin:events_document_of_event", document.event_id)

    def _asked_again(self, request: HttpRequest, pk: int) -> int | None:
        """The new paper's id; None, and the person is told, where its choices are not to be had any more."""
        try:
            return documents.again(document_id=pk, by_id=request.user.pk, at=timezone.now()).pk
        except documents.OptionsRefused as refusal:
            messages.error(request, str(refusal))
            return None

    def progress_part(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far one paper is: the piece of a page that asks again by itself until it is done."""
        return render(request, "events/admin/_progress.html", {"document": self._mine(request, pk)})

    def file(self, request: HttpRequest, pk: int) -> FileResponse:
        document = self._mine(request, pk)
        if not document.file:
            raise Http404
        name = PurePath(document.file.name or "").name
        return FileResponse(document.file.open("rb"), as_attachment=True, filename=name)

    def _mine(self, request: HttpRequest, pk: int) -> Document:
        document: Document | None = self.get_queryset(request).filter(pk=pk).first()
        if document is None:
            raise Http404
        return document
