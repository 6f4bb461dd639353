"""The workbench's addresses. Who may see the event is decided where it is fetched, on every one of them."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda import enlisting, overriding, undo, workbench
from agenda.admin.release import standing
from agenda.admin.workbench import answers, commands, editor, stale
from agenda.admin.workbench.answers import Said
from agenda.admin.workbench.forms import CELLS, CellForm
from agenda.editing import ScheduleRefused, StaleEdit
from events.admin import pages
from events.models import Event, User

_BACK_AND_FORTH = {"undo": undo.undo, "redo": undo.redo}


class Workbench:
    """The pages on one admin site. ``guests`` says how many have confirmed for an event, which this floor cannot."""

    def __init__(self, site: AdminSite, *, guests: Callable[[int], int]) -> None:
        self.site = site
        self.guests = guests

    def urls(self) -> list[URLPattern]:
        def one(address: str, view: Any, name: str) -> URLPattern:
            return path(f"<int:event_id>/programme/{address}", self.site.admin_view(view), name=name)

        return [
            one("", require_GET(self.page), "agenda_session_programme"),
            one("pieces/", require_GET(self.pieces), "agenda_workbench_pieces"),
            one("step/", require_POST(self.step), "agenda_workbench_step"),
            one("pass/", require_POST(self.let_pass), "agenda_workbench_pass"),
            one("speakers/", require_GET(self.speakers), "agenda_workbench_speakers"),
            one("rows/", require_http_methods(["GET", "POST"])(self.row), "agenda_workbench_new"),
            one(
                "rows/<int:session_id>/",
                require_http_methods(["GET", "POST"])(self.row),
                "agenda_workbench_row",
            ),
            one(
                "rows/<int:session_id>/<str:cell>/",
                require_http_methods(["GET", "POST"])(self.cell),
                "agenda_workbench_cell",
            ),
        ]

    def page(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """The whole page."""
        return self._whole(request, pages.event_or_404(request, event_id))

    def pieces(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """What may have changed since ``since``; 304 if nothing has. Asked for every few seconds."""
        event = pages.event_or_404(request, event_id)
        if request.headers.get("If-None-Match") == workbench.tag_of(event.pk):
            return HttpResponseNotModified()
        since = request.GET.get("since", "")
        version = int(since) if since.isdecimal() and len(since) < 10 else 0
        told = workbench.news(event.pk, since=version, by_id=_person(request).pk)
        said = Said(" ".join([_("다른 사람이 바꾸었습니다."), *told])) if since else None
        return answers.pieces(request, event, guests=self.guests(event.pk), said=said)

    def step(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Whatever a button, a key or a drag does."""
        event = pages.event_or_404(request, event_id)
        name = request.POST.get("step", "")
        session_id, seen = _chosen(request)
        try:
            said = (
                self._back_or_forth(request, event, name)
                if name in _BACK_AND_FORTH
                else self._take(request, event, name, session_id, seen)
            )
        except StaleEdit as refusal:
            now = refusal.current.get(session_id)
            wish = next((str(one.label) for one in commands.COMMANDS if one.name == name), _("이동"))
            compared = stale.compare(mine=None, now=now, wish=wish, data=request.POST)
            return self._stale(request, event, compared)
        except ScheduleRefused as refusal:
            return answers.refused(request, event, " ".join(refusal.reasons), session_id=session_id or None)
        except undo.NothingToUndo as refusal:
            return answers.refused(request, event, str(refusal))
        return answers.done(request, event, said, guests=self.guests(event.pk))

    def row(self, request: HttpRequest, event_id: int, session_id: int | None = None) -> HttpResponse:
        """A row that is edited in place, or a new one after the row named by ``after``."""
        event = pages.event_or_404(request, event_id)
        opened = editor.open_row(event, session_id, request)
        if request.method == "POST":
            return self._save(request, event, opened)
        if opened is None:
            raise Http404
        return self._editor(request, event, opened)

    def cell(self, request: HttpRequest, event_id: int, session_id: int, cell: str) -> HttpResponse:
        """One cell of a row, edited in place by the script; without it the row opens."""
        event = pages.event_or_404(request, event_id)
        if cell not in CELLS:
            raise Http404
        opened = editor.open_cell(event, session_id, cell, request)
        if request.method == "POST":
            return self._save(request, event, opened)
        if opened is None:
            raise Http404
        if not answers.is_script(request):
            return redirect("admin:agenda_workbench_row", event.pk, session_id)
        return self._editor(request, event, opened)

    def let_pass(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """A conflict that stops the release is let pass, with its reason."""
        event = pages.event_or_404(request, event_id)
        try:
            overriding.let_pass(
                event_id=event.pk,
                key=request.POST.get("key", ""),
                reason=request.POST.get("reason", ""),
                by_id=_person(request).pk,
                at=timezone.now(),
            )
        except overriding.OverrideRefused as refusal:
            return answers.refused(request, event, str(refusal))
        said = Said(_("사유를 남기고 통과시켰습니다."))
        return answers.done(request, event, said, guests=self.guests(event.pk))

    def speakers(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Speakers that fit what is being typed, as options."""
        pages.event_or_404(request, event_id)
        typed = request.GET.get("part_who", "")
        found = [enlisting.line(speaker) for speaker in enlisting.search(typed)]
        return render(request, "agenda/workbench/_speakers.html", {"found": found})

    def _take(
        self, request: HttpRequest, event: Event, name: str, session_id: int, seen: dict[int, int]
    ) -> Said:
        asked = commands.Asked(
            event_id=event.pk,
            session_id=session_id,
            seen=seen,
            ripple="ripple" in request.POST,
            by_id=_person(request).pk,
            at=timezone.now(),
            values=request.POST.dict(),
        )
        change = commands.take(name, asked)
        if change is None:
            return Said(_("바뀐 것이 없습니다."), session_id)
        return Said(change=change, session_id=session_id, offers_undo=name == "remove")

    def _back_or_forth(self, request: HttpRequest, event: Event, name: str) -> Said:
        step = _BACK_AND_FORTH[name]
        change = step(event_id=event.pk, by_id=_person(request).pk, at=timezone.now())
        return Said(change=change, is_undone=name == "undo")

    def _save(self, request: HttpRequest, event: Event, opened: editor.Editor | None) -> HttpResponse:
        if opened is None:
            compared = stale.compare(mine=None, now=None, wish="", data=request.POST)
            return self._stale(request, event, compared)
        try:
            outcome = editor.save(opened, by_id=_person(request).pk, at=timezone.now())
        except StaleEdit as refusal:
            compared = stale.compare(
                mine=opened.mine, now=refusal.current.get(opened.session_id), wish="", data=request.POST
            )
            return self._stale(request, event, compared)
        if outcome is None:
            return self._editor(request, event, opened, status=422)
        if outcome.change is None:
            said = Said(_("바뀐 내용이 없습니다."), outcome.session_id)
        else:
            said = Said(change=outcome.change, session_id=outcome.session_id)
        return answers.done(request, event, said, guests=self.guests(event.pk))

    def _editor(
        self, request: HttpRequest, event: Event, opened: editor.Editor, *, status: int = 200
    ) -> HttpResponse:
        if answers.is_script(request):
            return render(request, opened.piece, opened.context, status=status)
        if isinstance(opened.form, CellForm):
            reasons = " ".join(opened.form.reasons)
            return answers.refused(request, event, reasons, session_id=opened.session_id)
        return self._whole(request, event, status=status, editor=opened)

    def _stale(self, request: HttpRequest, event: Event, compared: stale.Stale) -> HttpResponse:
        if answers.is_script(request):
            context = {"stale": compared, "action": request.path, "event": event}
            return render(request, "agenda/workbench/_stale.html", context, status=409)
        return self._whole(request, event, status=409, stale=compared, action=request.path)

    def _whole(
        self, request: HttpRequest, event: Event, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        bench = workbench.look(event, guests=self.guests(event.pk))
        opened = context.get("editor")
        context = {
            **answers.context(request, bench),
            **standing(event),
            **(opened.context if opened else {}),
            **context,
        }
        title = _("%(event)s 프로그램") % {"event": event}
        return pages.page(
            request, self.site, "agenda/workbench/page.html", title=title, context=context, status=status
        )


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _chosen(request: HttpRequest) -> tuple[int, dict[int, int]]:
    """The session that a step is about with the version that was seen, from ``12:3``; 0 if none is chosen."""
    pk, _colon, version = request.POST.get("session", "").partition(":")
    if not (pk.isdecimal() and version.isdecimal() and len(pk + version) < 18):
        return 0, {}
    return int(pk), {int(pk): int(version)}
